"""Runs: from outside into the loop and out again, and what the host is told meanwhile."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from cutaway.machine.plain import run
from cutaway.machine.pure.frames import ENTRY, Frame, Outer
from cutaway.machine.pure.layout import (
    CURRENT_FRAME_OFFSET,
    HostThread,
    pointer_at,
    raise_unchanged,
    stack_bounds,
    thread_address,
)
from cutaway.machine.pure.mirrors import shown
from cutaway.machine.pure.suspension import Suspendable

HOST_LEVELS_FOR_EACH: Final = 10
"""Levels of the host that we allow ourselves for each of the guest's, which we count ourselves."""
HOST_LEVELS_TO_ENTER: Final = 10
"""What a call from C code costs until it is in the machine: trampoline, enter, start, and as much for generators."""
STACK_RESERVE: Final = 262144
"""Bytes of C stack that no run is begun on; a quarter of it where a thread's stack is small."""
STACK_FOR_A_LEVEL: Final = 1024
"""Bytes of C stack for each level of recursion that C code is lent: what C code of the host's takes is below that."""


class RunVerbs:
    """The state of a thread's runs; one object for each thread.

    `current` is the running guest frame.  `linked` says that the host takes its mirror for the current frame, since
    something of the host's is being called; `lent` is how many levels of recursion that was given.
    """

    recursion_limit = 1000

    item: BaseException | None
    outer_items: list[BaseException | None]

    if TYPE_CHECKING:

        def handled(self, frame: Any) -> BaseException | None: ...

        def unwind(self, frame: Frame, exc: BaseException) -> Any: ...

        def begin_tracing(self, frame: Frame) -> None: ...

        def choose_program(self, frame: Frame) -> None: ...

        def before(self, frame: Frame, is_resume: bool) -> bool: ...

        def enter_item(self, item: BaseException | None) -> None: ...

    tracing = False

    def __init__(self) -> None:
        self.current: Frame | None = None
        self.linked = False
        self.depth = 1  # CPython counts one level more than there are frames
        self.result: Any = None
        self.failure: BaseException | None = None
        self.cframe_pointer = pointer_at(thread_address() + HostThread.cframe.offset)
        self.host_thread = HostThread.from_address(thread_address())
        self.lent = 0
        lowest, size = stack_bounds()
        self.stack_floor = lowest + min(STACK_RESERVE, size // 4)

    def stack_left(self) -> int:
        """Bytes of C stack that may still be used: the innermost loop of the host keeps its state there."""
        return (self.cframe_pointer.value or 0) - self.stack_floor

    def host_frame_slot(self) -> Any:
        """Where the host keeps which frame of this thread is current."""
        return pointer_at((self.cframe_pointer.value or 0) + CURRENT_FRAME_OFFSET)

    def start(self, frame: Frame, exc: BaseException | None = None, generator: Suspendable | None = None) -> Any:
        """Run a frame from outside the loop; a generator's frame goes on, with an exception if one is given."""
        outer, linked = self.current, self.linked
        remaining, lent, depth = self.host_thread.recursion_remaining, self.lent, self.depth
        # A signal handler or a finalizer may run when a run is over and nobody has taken what came of it.
        result, failure = self.result, self.failure
        if lent:
            # What C code has used of the levels that it was lent counts as the guest's.
            self.depth += max(0, lent - remaining - HOST_LEVELS_TO_ENTER)
        self.lent = 0
        self.host_thread.recursion_remaining = HOST_LEVELS_FOR_EACH * self.recursion_limit + 1000
        try:
            return self.started(frame, exc, generator, outer, linked)
        finally:
            self.lent, self.depth = lent, depth
            self.result, self.failure = result, failure
            self.host_thread.recursion_remaining = remaining

    def started(
        self, frame: Frame, exc: BaseException | None, generator: Suspendable | None, outer: Frame | None, linked: bool
    ) -> Any:
        """The part of `start` during which the host does not count our own levels."""
        self.check_depth()
        if self.stack_left() < 0:
            raise RecursionError("maximum recursion depth exceeded")
        frame.role, frame.back = ENTRY, None
        frame.outer = Outer(outer, self.host_frame_slot().value, linked)
        frame.shown = False
        handled = sys.exc_info()[1]
        foreign = handled is not self.handled(None)
        if foreign:
            # Code of the host's called from an except clause of its own.
            self.enter_item(handled)
        if generator is not None:
            generator.occupy(self, frame)  # type: ignore[arg-type]
            if exc is not None and self.item is not None and exc is not self.item:
                exc.__context__ = self.item  # _PyErr_ChainStackItem
        self.current, self.linked = frame, False
        self.depth += 1
        if self.tracing:
            self.begin_tracing(frame)
        try:
            if exc is not None:
                if self.tracing:
                    self.before(frame, True)
                frame = self.unwind(frame, exc)
            return run(self, frame)
        finally:
            self.current, self.linked = outer, linked
            if foreign:
                self.item = self.outer_items.pop()
            if outer is not None and not linked and outer.shown:
                self.conceal(outer)

    def take_result(self) -> Any:
        failure = self.failure
        if failure is not None:
            self.failure = None
            raise_unchanged(failure)
        result = self.result
        self.result = None
        return result

    def check_depth(self) -> None:
        if self.depth > self.recursion_limit:
            raise RecursionError("maximum recursion depth exceeded")

    def conceal(self, frame: Frame) -> None:
        """The frame goes on: what its mirror borrowed may change."""
        frame.shown = False
        mirror = frame.mirror
        if mirror is not None:
            mirror.release(frame)
            if mirror.owns and not self.tracing:
                self.choose_program(frame)

    def retire(self, frame: Frame) -> None:
        """The frame is over; keep its mirror only where somebody else keeps it."""
        mirror = frame.mirror
        if mirror is None:
            return
        back = None
        if mirror.is_kept():
            if not frame.shown:
                shown(frame)
            back = mirror.frame_object.f_back
        mirror.retire(frame, back)

    def stand_on(self, frame: Frame) -> Outer:
        """A waiting generator passes an exception on: its frame is on the stack meanwhile.  For `step_off`."""
        outer = frame.outer = Outer(self.current, self.host_frame_slot().value or 0, self.linked)
        frame.back, frame.shown = None, False
        if frame.mirror is not None:
            frame.mirror.go_on()
        self.current, self.linked = frame, False
        return outer

    def step_off(self, frame: Frame, outer: Outer) -> None:
        """Undo `stand_on`."""
        self.current, self.linked = outer.frame, outer.linked
        frame.outer = None
        frame.shown = False
        if frame.mirror is not None:
            frame.mirror.suspend(frame)
        if outer.frame is not None and not outer.linked and outer.frame.shown:
            self.conceal(outer.frame)
