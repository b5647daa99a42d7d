"""Budgets of a whole process: where one is used up the process ends at once, and says which and where.

No handler, `finally`, `atexit` function or thread of the guest's runs after that; what its own streams still hold is
written first, where they are the ones that the host made.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found, unused-ignore]
import sys
from _io import BufferedWriter, FileIO, TextIOWrapper
from collections.abc import Callable
from functools import partial
from posix import _exit, write
from typing import Any

from cutaway import native
from cutaway.base.budgets import EXIT_CODE, Budgets
from cutaway.base.errors import BudgetExceeded, CutawayError

KNOCK: int = getattr(signal, "SIGRTMAX", signal.SIGVTALRM)
"""The signal by which C code that looks for signals hears that the time is over."""

_STREAMS = [sys.__stdout__, sys.__stderr__]


def bound_process(budgets: Budgets) -> Callable[[], None]:
    """Count and bound all that the process does from now on.

    Out: what is to be called when the guest's program has ended.  Raises CutawayError where memory cannot be bounded.
    """
    try:
        meter = native.Meter(budgets.instructions, depth=budgets.depth, memory=budgets.memory, seconds=budgets.seconds)
    except ValueError as problem:
        raise CutawayError(str(problem)) from None
    meter.when_over = _end_over
    knock = 0
    if budgets.seconds is not None:
        signal.signal(KNOCK, meter.look)
        knock = KNOCK
    meter.attach(knock)
    return partial(_settle, meter)


def _settle(meter: Any) -> None:
    """End the process where memory was refused, and no instruction of the guest came after that.

    Such as the compiler's: a bound so low that the program could not even be read.
    """
    if meter.lacks_memory:
        _end(BudgetExceeded("memory", meter.instructions, None))


def _end_over(meter: Any) -> None:
    _end(BudgetExceeded(meter.over, meter.instructions, meter.position))


def _end(over: BudgetExceeded) -> None:
    for stream in _STREAMS:
        if (
            type(stream) is TextIOWrapper
            and type(stream.buffer) is BufferedWriter
            and type(stream.buffer.raw) is FileIO
        ):
            try:
                stream.flush()
            except (OSError, ValueError):
                continue  # nobody reads it any more
    write(2, f"cutaway: {over}\n".encode("utf-8", "backslashreplace"))
    _exit(EXIT_CODE)
