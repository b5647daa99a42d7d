"""How the compiled part is built; setup.py asks here.

    extensions(Path("build/native"))  ->  the Extensions substrate and guest_builtins, for setuptools to compile
    typed_modules(Path("build/native"))  ->  those of Python modules with C types beside them

Steps: the book is written out as Cython (generate.py), Cython makes C of it, and the C loses the calls with which
Cython adds traceback entries: no frame of ours may show in a guest's traceback.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension

from cutaway.native import generate

HERE = Path(__file__).parent
OPTIONS = ["-O3", "-ftls-model=initial-exec", "-fno-strict-aliasing", "-fno-semantic-interposition", "-w"]

TYPED_MODULES = (
    "cutaway.incremental.line_shift",
    "cutaway.incremental.marshal_link",
    "cutaway.incremental.marshal_scan",
)
"""Modules of Python that are compiled as they stand, with the types of the .pxd file beside each."""

_ADDING = re.compile(r"__Pyx_AddTraceback\(\"[^\"]*\", __pyx_clineno, __pyx_lineno, __pyx_filename\);")

# The compiler thinks these too large for as many places as the loop has; they are what the loop consists of.
_ALWAYS_INLINED = (
    "settle finish drop drop_range newref push_new truth falsehood is_small small_value add subtract multiply compare"
    " quick_compare begin_stretch end_stretch count_jump"
    " entry_value guessed_global fast_global fast_attribute fast_set_attribute fast_method bind_moving go_inside"
    " enter_from_stack call_from_stack return_fast release_variables fast_item fast_set_item spread_exactly new_block"
    " keep_block enter_recursion link_frame extra_of has_version block_of frame_in is_ours"
)
_INLINE = re.compile(
    rf"static CYTHON_INLINE ([^;\n]*__pyx_f_7cutaway_6native_9substrate_(?:{'|'.join(_ALWAYS_INLINED.split())})\()"
)


def extensions(output: Path) -> list[Extension]:
    """The extensions, their C text generated below `output`.  Raises whatever Cython raises."""
    loop = output / "substrate.pyx"
    generate.main([str(loop)])
    wanted = [
        Extension("cutaway.native.substrate", [str(loop)], extra_compile_args=OPTIONS),
        Extension("cutaway.native.guest_builtins", [_relative("guest_builtins.pyx")], extra_compile_args=OPTIONS),
    ]
    for name in TYPED_MODULES:
        source = HERE.parent.joinpath(*name.split(".")[1:]).with_suffix(".py")
        wanted.append(Extension(name, [os.path.relpath(source)], extra_compile_args=["-O2", "-w"]))
    made: list[Extension] = cythonize(wanted, include_path=[_relative("")], build_dir=str(output), quiet=True)
    for extension in made:
        extension.optional = True
        extension.depends += [_relative(path.name) for path in sorted(HERE.glob("*.pxi"))]
        for c_file in extension.sources:
            leave_no_traceback(Path(c_file))
    return made


# Modules of ours that are plain Python and compiled all the same, with the C types in the .pxd beside each.
_TYPED = ("bytecode/verify/layout", "bytecode/verify/flow", "cache/marshal_bounds")
_TYPED_DIRECTIVES = {
    "language_level": 3,
    "annotation_typing": False,
    "boundscheck": False,
    "wraparound": False,
    "initializedcheck": False,
    "nonecheck": False,
    "cdivision": True,
}


def typed_modules(output: Path) -> list[Extension]:
    """The extensions made of typed Python modules, which run uncompiled too."""
    wanted = [
        Extension(f"cutaway.{name.replace('/', '.')}", [_relative(f"../{name}.py")], extra_compile_args=["-O3", "-w"])
        for name in _TYPED
    ]
    made: list[Extension] = cythonize(
        wanted, include_path=[_relative("../..")], build_dir=str(output), quiet=True, show_all_warnings=False,
        compiler_directives=_TYPED_DIRECTIVES,
    )  # fmt: skip
    for extension, name in zip(made, _TYPED, strict=True):
        extension.optional = True
        extension.depends.append(_relative(f"../{name}.pxd"))
        for c_file in extension.sources:
            leave_no_traceback(Path(c_file))
    return made


def _relative(name: str) -> str:
    return os.path.relpath(HERE / name)


def leave_no_traceback(c_file: Path) -> None:
    """Take Cython's own traceback entries out of a generated C file, and insist on what is to be inlined."""
    text = c_file.read_text(encoding="utf-8")
    changed = _INLINE.sub(r"static __inline__ __attribute__((always_inline)) \1", _ADDING.sub("(void)0;", text))
    if changed != text:
        c_file.write_text(changed, encoding="utf-8")
