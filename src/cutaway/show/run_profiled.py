"""Run a program as a child process that profiles itself, and take what it found.

run_profiled("app.py", ["--fast"], "exact", 0.001, quiet=False)  ->  (what it found, its exit code)
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any


def run_profiled(
    path: str, arguments: Sequence[str], mode: str, interval: float, *, quiet: bool
) -> tuple[dict[str, Any] | None, int]:
    """Run a file to its end.

    In: the file and its arguments; "exact" or "sample"; seconds between two looks; whether its output is to go to the
    error stream, so that ours can be read by a program.
    Out: what was found, None where the program ended its process itself; and the exit code.
    """
    reading, writing = os.pipe()
    environment = os.environ | {"CUTAWAY_PROFILE": f"{writing}:{mode}:{interval}"}
    command = [sys.executable, "-m", "cutaway", "run", path, *arguments]
    sys.stdout.flush()
    with open(reading, "rb") as pipe:
        child = subprocess.Popen(
            command, env=environment, pass_fds=(writing,), stdout=sys.stderr.fileno() if quiet else None
        )
        os.close(writing)
        try:
            data = pipe.read()
        finally:
            code = child.wait()
    found: dict[str, Any] | None = marshal.loads(data) if data else None
    return found, code
