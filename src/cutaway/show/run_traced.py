"""Run a program as a child process that reports each instruction, and collect the reports.

events = run_traced("add.py", [], 200, ...)    the program's own output goes where ours goes
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from typing import IO, cast

from cutaway.base.settings import TRACE
from cutaway.observe.trace import Event
from cutaway.show.run_observed import run_observed
from cutaway.universe.watching import LENGTH_BYTES


def run_traced(
    path: str, arguments: Sequence[str], limit: int, *, whose: str, function: str, quiet: bool
) -> list[Event]:
    """Run a file to its end and answer the events of its first `limit` instructions.

    `whose` is the co_filename of the code to watch, `function` a function's name; where one is empty it admits all.
    With `quiet` the program's output goes to the error stream, so that ours can be read by a program.
    """
    events, _ = run_observed(path, arguments, TRACE, f"{limit}:{function}:{whose}", _read, quiet=quiet)
    return events


def _read(pipe: IO[bytes]) -> list[Event]:
    events: list[Event] = []
    while len(head := pipe.read(LENGTH_BYTES)) == LENGTH_BYTES:
        events.append(cast(Event, marshal.loads(pipe.read(int.from_bytes(head, "little")))))
    return events
