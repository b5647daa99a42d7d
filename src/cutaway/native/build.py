"""How the compiled part is built; setup.py asks here.

    extensions(Path("build/native"))  ->  the Extensions substrate and guest_builtins, for setuptools to compile
    typed_modules(Path("build/native"))  ->  those of Python modules with C types beside them

Steps: the book is written out as Cython (generate.py), Cython makes C of it, and the C loses the calls with which
Cython adds traceback entries: no frame of ours may show in a guest's traceback.  Its import statements are led to our
own importer (importing.h).
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from Cython.Build import cythonize
from Cython.Compiler import Errors
from setuptools import Extension

from cutaway.base import shared_objects
from cutaway.native import generate

HERE = Path(__file__).parent
IMPORTING = HERE / "importing.h"
_PYTHON_H = '#include "Python.h"\n'
_TYPED_OPTIONS = ["-O3", "-g0", "-w"]
OPTIONS = [
    "-O3", "-g0", "-ftls-model=initial-exec", "-fno-strict-aliasing", "-fno-semantic-interposition", "-w",
    # A call's loops go over two or three slots: a call of memset, or code for many at once, costs more than it saves.
    "-fno-tree-vectorize", "-fno-tree-loop-distribute-patterns",
    # As GCC's manual says of computed gotos: else every part of the loop ends in half of what the next begins with, and
    # the pointer to the instruction lives in memory.
    "-fno-gcse",
]  # fmt: skip

# Cython says of each `stack[-1]` of a C pointer, three hundred times, that this is undefined for its own lists.
Errors.LEVEL = 2

TYPED_MODULES = shared_objects.TYPED
"""Modules of Python that are compiled as they stand, with the types of the .pxd file beside each."""

_ADDING = re.compile(r"__Pyx_AddTraceback\(\"[^\"]*\", __pyx_clineno, __pyx_lineno, __pyx_filename\);")

# The compiler thinks these too large for as many places as the loop has; they are what the loop consists of.
_ALWAYS_INLINED = (
    "settle finish drop drop_range newref push_new truth falsehood is_small small_value int_over float_over over"
    " quick_add quick_subtract quick_multiply quick_divide quick_remainder quick_floor_divide quick_and"
    " quick_compare begin_stretch change_stretch end_stretch after_instruction count_jump"
    " entry_value guessed_global fast_global guessed_attribute set_as_guessed guessed_method bind_moving go_inside"
    " call_from_stack leave_fast is_left_fast code_of_function release_variables fast_item fast_set_item"
    " spread_exactly new_block keep_block enter_recursion link_frame extra_of has_version block_of frame_in is_ours"
    " leave_recursion count_call keep_within"
    " is_guest_made one_is_guest_made are_numbers is_true_or_false is_container asks_guest_next"
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
    made: list[Extension] = cythonize(wanted, include_path=[_relative("")], build_dir=str(output), quiet=True)
    for extension in made:
        extension.depends += [_relative(path.name) for path in sorted(HERE.glob("*.pxi"))]
    return _finished(made)


def typed_modules(output: Path) -> list[Extension]:
    """The extensions made of typed Python modules, which run uncompiled too; each file says its Cython directives."""
    wanted = [
        Extension(f"cutaway.{name.replace('/', '.')}", [_relative(f"../{name}.py")], extra_compile_args=_TYPED_OPTIONS)
        for name in TYPED_MODULES
    ]
    made: list[Extension] = cythonize(
        wanted, include_path=[_relative("../..")], build_dir=str(output), quiet=True, show_all_warnings=False
    )
    for extension, name in zip(made, TYPED_MODULES, strict=True):
        extension.depends.append(_relative(f"../{name}.pxd"))
    return _finished(made)


def _finished(made: list[Extension]) -> list[Extension]:
    """Let the install go on where one cannot be compiled, and take Cython's traceback entries out of their C."""
    for extension in made:
        extension.optional = True
        for c_file in extension.sources:
            leave_no_traceback(Path(c_file))
            lead_imports(Path(c_file))
    return made


def lead_imports(c_file: Path) -> None:
    """Put importing.h into a generated C file, once and in its newest form."""
    text, lead = c_file.read_text(encoding="utf-8"), IMPORTING.read_text(encoding="utf-8")
    before, python_h, after = text.partition(_PYTHON_H)
    if not after.startswith(lead):
        c_file.write_text(before + python_h + lead + after, encoding="utf-8")


def _relative(name: str) -> str:
    return os.path.relpath(HERE / name)


def leave_no_traceback(c_file: Path) -> None:
    """Take Cython's own traceback entries out of a generated C file, and insist on what is to be inlined."""
    text = c_file.read_text(encoding="utf-8")
    changed = _INLINE.sub(r"static __inline__ __attribute__((always_inline)) \1", _ADDING.sub("(void)0;", text))
    if changed != text:
        c_file.write_text(changed, encoding="utf-8")
