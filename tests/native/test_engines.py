"""The compiled loop, the loop without fast forms, and the plain handlers, each against the host's own loop.

Every program in programs/ goes for something that the engines over the host's frames do in a way of their own.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

native = pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "programs").glob("*.py"))
ENGINES = ("native", "native-noguesses", "native-nofast", "plain")


def outcome(engine: str, program: Path) -> tuple[str, str, int]:
    command = [sys.executable, str(HERE / "guest_runner.py"), engine, str(program)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    lines = [line for line in done.stderr.splitlines() if "guest_runner" not in line]
    return done.stdout, "\n".join(lines), done.returncode


@cache
def expected(program: Path) -> tuple[str, str, int]:
    stdout, stderr, status = outcome("host", program)
    assert status == 0, stderr
    return stdout, stderr, status


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_same_as_host(engine: str, program: Path) -> None:
    assert outcome(engine, program) == expected(program)
