"""Watch the guest for `cutaway show trace`: its events go through a pipe to the process that asked.

    CUTAWAY_TRACE="7:200:add:app.py"   file descriptor, instructions at most, function and file (empty: any)

Each event is written as four bytes of length and its marshal form, which needs no module of the guest's.
"""

from __future__ import annotations

from marshal import dumps
from posix import set_inheritable, write

from cutaway.observe.trace import Event, StackOf, Tracer

LENGTH_BYTES = 4


def watch(wish: str, stack_of: StackOf) -> None:
    """Start to watch the calling thread.

    In: the value of CUTAWAY_TRACE, and the function that reads a frame's value stack on the engine that runs.
    """
    descriptor, limit, function, filename = wish.split(":", 3)
    set_inheritable(int(descriptor), False)  # a process that outlives the guest must not keep the reader waiting
    Tracer(PipeWriter(int(descriptor)).send, stack_of, filename, function, int(limit)).start()


class PipeWriter:
    """Sends events; when nobody reads any more it falls silent, for the guest must not suffer from being watched."""

    __slots__ = ("_descriptor",)

    def __init__(self, descriptor: int) -> None:
        """In: the file descriptor of the pipe."""
        self._descriptor = descriptor

    def send(self, event: Event) -> None:
        """Write one event."""
        if self._descriptor < 0:
            return
        data = dumps(event)
        message = memoryview(len(data).to_bytes(LENGTH_BYTES, "little") + data)
        try:
            while message:
                message = message[write(self._descriptor, message) :]
        except OSError:
            self._descriptor = -1
