"""The exception being handled: our own account of it, and the host's, kept the same.

The host gives every new exception the handled one as context, and `sys.exc_info()` reports it.  Each generator has an
item of its own; where it is empty, the outer items count (_PyErr_StackItem in Include/cpython/pystate.h).
"""

from __future__ import annotations

from typing import Any

from cutaway.machine.pure.frames import Frame
from cutaway.machine.pure.layout import set_handled_exception


class HandlingVerbs:
    """See cutaway.machine.engine.Handling."""

    def __init__(self) -> None:
        self.item: BaseException | None = None
        self.outer_items: list[BaseException | None] = []

    def handled(self, frame: Any) -> BaseException | None:
        if self.item is not None:
            return self.item
        for each in reversed(self.outer_items):
            if each is not None:
                return each
        return None

    def push_handled(self, frame: Frame, exc: BaseException) -> BaseException | None:
        previous = self.item
        self.item = exc
        set_handled_exception(exc)
        return previous

    def set_handled(self, frame: Any, exc: BaseException | None) -> None:
        self.item = exc
        set_handled_exception(exc if exc is not None else self.handled(frame))

    def enter_item(self, item: BaseException | None) -> None:
        """A generator goes on: its own item comes first."""
        self.outer_items.append(self.item)
        self.item = item
        if item is not None:
            set_handled_exception(item)

    def leave_item(self) -> BaseException | None:
        """A generator stops: answers with what it was handling."""
        left = self.item
        self.item = self.outer_items.pop()
        if left is not None:
            set_handled_exception(self.handled(None))
        return left
