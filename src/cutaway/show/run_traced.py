"""Run a program as a child process that reports each instruction, and collect the reports.

events = run_traced("add.py", [], 200, ...)    the program's own output goes where ours goes
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import IO, cast

from cutaway.observe.trace import Event
from cutaway.universe.watching import LENGTH_BYTES


def run_traced(
    path: str, arguments: Sequence[str], limit: int, *, whose: str, function: str, quiet: bool
) -> list[Event]:
    """Run a file to its end and answer the events of its first `limit` instructions.

    `whose` is the co_filename of the code to watch, `function` a function's name; where one is empty it admits all.
    With `quiet` the program's output goes to the error stream, so that ours can be read by a program.
    """
    reading, writing = os.pipe()
    environment = os.environ | {"CUTAWAY_TRACE": f"{writing}:{limit}:{function}:{whose}"}
    command = [sys.executable, "-m", "cutaway", "run", path, *arguments]
    sys.stdout.flush()
    with open(reading, "rb") as pipe:
        child = subprocess.Popen(
            command, env=environment, pass_fds=(writing,), stdout=sys.stderr.fileno() if quiet else None
        )
        os.close(writing)
        try:
            events = _read(pipe)
        finally:
            child.wait()
    return events


def _read(pipe: IO[bytes]) -> list[Event]:
    events: list[Event] = []
    while len(head := pipe.read(LENGTH_BYTES)) == LENGTH_BYTES:
        events.append(cast(Event, marshal.loads(pipe.read(int.from_bytes(head, "little")))))
    return events
