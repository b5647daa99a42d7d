"""Run a program as a child process that reports about itself through a pipe, and take the reports.

run_observed("app.py", ["--fast"], "CUTAWAY_TRACE", "200::", read, quiet=False)  ->  (what `read` answered, exit code)
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import IO, TypeVar

Reports = TypeVar("Reports")


def run_observed(
    path: str,
    arguments: Sequence[str],
    variable: str,
    order: str,
    read: Callable[[IO[bytes]], Reports],
    *,
    quiet: bool,
) -> tuple[Reports, int]:
    """Run a file to its end.

    In: the file and its arguments; the environment variable that asks for reports, and what it asks for behind the
    number of the pipe; what reads the pipe; whether the program's output is to go to the error stream, so that ours
    can be read by a program.
    Out: what was read, and the exit code, as a shell tells it where a signal ended the program.
    """
    reading, writing = os.pipe()
    environment = os.environ | {variable: f"{writing}:{order}"}
    command = [sys.executable, "-m", "cutaway", "run", path, *arguments]
    sys.stdout.flush()
    with open(reading, "rb") as pipe:
        child = subprocess.Popen(
            command, env=environment, pass_fds=(writing,), stdout=sys.stderr.fileno() if quiet else None
        )
        os.close(writing)
        try:
            reports = read(pipe)
        finally:
            code = child.wait()
    return reports, code if code >= 0 else 128 - code
