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
