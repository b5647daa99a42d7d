"""Run a program as a child process that profiles itself, and take what it found.

run_profiled("app.py", ["--fast"], "exact", 0.001, quiet=False)  ->  (what it found, its exit code)
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import IO, Any

from cutaway.base.settings import PROFILE
from cutaway.show.run_observed import run_observed


def run_profiled(
    path: str, arguments: Sequence[str], mode: str, interval: float, *, quiet: bool
) -> tuple[dict[str, Any] | None, int]:
    """Run a file to its end.

    In: the file and its arguments; "exact" or "sample"; seconds between two looks; whether its output is to go to the
    error stream, so that ours can be read by a program.
    Out: what was found, None where the program ended its process itself; and the exit code.
    """
    return run_observed(path, arguments, PROFILE, f"{mode}:{interval}", _read, quiet=quiet)


def _read(pipe: IO[bytes]) -> dict[str, Any] | None:
    """Read no further than the report: a process that the guest left behind may keep the pipe open."""
    try:
        found: dict[str, Any] = marshal.load(pipe)
    except EOFError:
        return None
    return found
