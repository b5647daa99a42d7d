"""A guest on a budget: runs on a stack of its own, which is parked where a budget is used up and can go on from there.

    run = BudgetedRun(Budgets(instructions=1000), lambda: exec(code, names))
    run.go_on()                     raises BudgetExceeded; the guest's frames, and C's between them, are as they were
    run.give(instructions=500)
    run.go_on()                     goes on with the very next instruction
    run.drop()                      unwinds them; no handler of the guest's sees it

The stack is a greenlet's: C functions in the middle of their work (a `sorted` with a key function) are parked with it.
"""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import copy_context
from threading import current_thread, get_ident, main_thread
from typing import TYPE_CHECKING, Any

import greenlet

from cutaway import native
from cutaway.base.budgets import Budgets
from cutaway.base.errors import BudgetExceeded, CutawayError

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST_START = _thread.start_new_thread
KNOCK: int = getattr(signal, "SIGRTMAX", signal.SIGVTALRM)
"""The signal by which C code that looks for signals hears that the time is over."""


def follow_threads() -> None:
    """Let threads that a guest on a budget begins run on the same budget; once for the process."""
    original = _thread.start_new_thread
    if original is not HOST_START:
        return

    def start_new_thread(
        function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None, /
    ) -> int:
        meter = native.current_meter()
        if meter is None or not callable(function) or type(args) is not tuple:
            return original(function, args) if kwargs is None else original(function, args, kwargs)
        return original(native.run_metered, (meter, function, args, kwargs or {}))

    native.mark_host(start_new_thread.__code__)
    _thread.start_new_thread = _thread.start_new = start_new_thread
    threading._start_new_thread = start_new_thread  # type: ignore[attr-defined]


class BudgetedRun:
    """One call of guest code, under way, parked or over."""

    def __init__(self, budgets: Budgets, action: Callable[[], Any]) -> None:
        """In: what the guest may use; what to do.  Raises ValueError where memory cannot be bounded here."""
        self.meter = native.Meter(
            budgets.instructions, depth=budgets.depth, memory=budgets.memory, seconds=budgets.seconds
        )
        self.meter.when_over = self._park
        follow_threads()
        self._knocks = budgets.seconds is not None
        self._action = action
        self._thread = get_ident()
        self._stack = greenlet.greenlet(self._begin)
        self._stack.gr_context = copy_context()
        self._host: Any = None
        self._parked: Any = self._stack
        """The greenlet that goes on: the guest may have some of its own."""

    @property
    def is_over(self) -> bool:
        """Has it returned, raised or been dropped?"""
        return bool(self._stack.dead)

    def give(self, instructions: int = 0, *, memory: int = 0, seconds: float = 0, depth: int = 0) -> None:
        """Allow more."""
        self.meter.allow(instructions, memory=memory, seconds=seconds, depth=depth)

    def go_on(self) -> Any:
        """Run until the guest is done or over a budget.

        Out: the result.  Raises what the guest raises; BudgetExceeded where it is parked, or was ended because it
        cannot be; CutawayError in another thread than the one that began it.
        """
        if get_ident() != self._thread:
            raise CutawayError("a parked run goes on in the thread that began it, and in no other")
        self._host = self._stack.parent = greenlet.getcurrent()
        with self._knocking():
            goes_on, self._parked = self._parked, None
            result = goes_on.switch()
            while self._parked is None and not self._stack.dead:  # it switched to us itself: there is nobody here
                result = self._stack.switch()
        if self._stack.dead:
            return result
        over = BudgetExceeded(self.meter.over, self.meter.instructions, self.meter.position)
        raise over

    def drop(self) -> None:
        """Unwind a parked run.  Its handlers and `finally` blocks do not run."""
        if self._stack.dead or not self._stack:
            return
        self.meter.end()
        try:
            self.go_on()
        except BudgetExceeded:
            return

    def __del__(self) -> None:
        """Drop it; in another thread that is left to the thread that began it."""
        if get_ident() == self._thread:
            self.drop()

    def _begin(self) -> Any:
        knock = KNOCK if self._can_knock() else 0
        return self.meter.call(self._action, signal=knock)

    def _park(self, _: object) -> None:
        self._parked = greenlet.getcurrent()
        self._host.switch()

    def _can_knock(self) -> bool:
        return self._knocks and current_thread() is main_thread()

    @contextmanager
    def _knocking(self) -> Iterator[None]:
        """Hear the signal meanwhile; only the main thread can."""
        if not self._can_knock():
            yield
            return
        kept = signal.signal(KNOCK, self.meter.look)
        try:
            yield
        finally:
            # A knock that came too late is heard here, and by nobody else.
            signal.signal(KNOCK, kept)
