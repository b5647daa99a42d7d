"""The pure substrate in a process of the host's: each program must print what CPython prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "programs").glob("*.py"))


def run(*command: str) -> tuple[str, str, int]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return done.stdout, done.stderr, done.returncode


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program_prints_what_the_host_prints(program: Path) -> None:
    expected = run(sys.executable, str(program))
    assert run(sys.executable, str(HERE / "pure_runner.py"), str(program)) == expected


REJECTED = """
import functools, types
def f(x): return x
bent = f.__code__.replace(co_stacksize=0)
def swapped():
    f.__code__ = bent
    f(1)
def made_by_c():
    list(map(types.FunctionType, [bent], [{}]))[0](1)
for run in (swapped, made_by_c, lambda: types.FunctionType(bent, {})(1), lambda: exec(g.__code__)):
    def g(): pass
    g.__code__ = g.__code__.replace(co_code=bytes(4))
    try:
        run()
    except SystemError as error:
        print(error.rule)
"""


def test_code_that_the_guest_builds_is_verified(tmp_path: Path) -> None:
    program = tmp_path / "rejected.py"
    program.write_text(REJECTED)
    stdout, stderr, status = run(sys.executable, str(HERE / "pure_runner.py"), str(program))
    assert (stdout, stderr, status) == ("stack\nstack\nstack\ninstructions\n", "", 0)
