"""Run one command line under the host's python and under cutaway-python, and make the results comparable."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

BIN = Path(sys.executable).parent
HOST = BIN / "python"
OURS = BIN / "cutaway-python"
CUTAWAY = BIN / "cutaway"
LIMIT = 60


class Result(NamedTuple):
    """How a process ended."""

    code: int
    out: str
    err: str


def environment(**changes: str) -> dict[str, str]:
    """The environment of a user: none of the variables with which development machines change python's behaviour."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, **changes}


def comparable(data: bytes) -> str:
    """Addresses and the interpreter's own name differ; nothing else may."""
    text = data.decode(errors="replace").replace("cutaway-python", "python")
    return re.sub(r"\b0x[0-9a-f]{6,}", "0x...", text)


def run(program: Path, arguments: list[str], stdin: str = "", folder: Path | None = None, **changes: str) -> Result:
    done = subprocess.run(
        [program, *arguments],
        input=stdin.encode(),
        capture_output=True,
        cwd=folder,
        env=environment(**changes),
        timeout=LIMIT,
    )
    return Result(done.returncode, comparable(done.stdout), comparable(done.stderr))


def assert_same(arguments: list[str], stdin: str = "", folder: Path | None = None, **changes: str) -> Result:
    """Both must print the same and end alike.  Answers the result."""
    expected = run(HOST, arguments, stdin, folder, **changes)
    assert run(OURS, arguments, stdin, folder, **changes) == expected
    return expected
