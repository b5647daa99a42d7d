"""How the compiled part is built; setup.py asks here.

    extensions(Path("build/native"))  ->  the Extensions substrate and guest_builtins, for setuptools to compile

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
OPTIONS = ["-O3", "-fno-strict-aliasing", "-fno-semantic-interposition", "-w"]

_ADDING = re.compile(r"__Pyx_AddTraceback\(\"[^\"]*\", __pyx_clineno, __pyx_lineno, __pyx_filename\);")


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
        extension.optional = True
        extension.depends += [_relative(path.name) for path in sorted(HERE.glob("*.pxi"))]
        for c_file in extension.sources:
            leave_no_traceback(Path(c_file))
    return made


def _relative(name: str) -> str:
    return os.path.relpath(HERE / name)


def leave_no_traceback(c_file: Path) -> None:
    """Take Cython's own traceback entries out of a generated C file."""
    text = c_file.read_text(encoding="utf-8")
    changed = _ADDING.sub("(void)0;", text)
    if changed != text:
        c_file.write_text(changed, encoding="utf-8")
