"""What happens to an exception that nobody caught: SystemExit ends the process, others are shown by sys.excepthook.

    report(error)  ->  Verdict(code=1, ends=False)

Rules: `_PyErr_PrintEx` and `_Py_HandleSystemExit` (Python/pythonrun.c).  The guest's state is read at the moment of
need, by its name in `sys`; everything that prints on the host's behalf is kept from the host's start.
"""

from __future__ import annotations

import sys
from posix import write
from sys import __excepthook__ as display
from sys import audit
from types import TracebackType
from typing import NamedTuple

from cutaway.base.errors import MachineBug

MISTAKE_OF_OURS = 70
"""The exit code where our machine failed and not the guest: EX_SOFTWARE of sysexits.h."""


class Verdict(NamedTuple):
    """How the program ends: the exit code (as sys.exit was given it), and whether it ends at once."""

    code: int
    ends: bool


def report(error: BaseException, *, stay: bool = False) -> Verdict:
    """Show an exception that nobody caught, or obey it where it is SystemExit.

    In: the exception; `stay` shows SystemExit as any other, as `-i` asks.
    Out: the verdict.  Sets sys.last_type, last_value and last_traceback.  Raises nothing of its own.
    """
    if isinstance(error, SystemExit) and not stay:
        return Verdict(_exit_code(error), True)
    if isinstance(error, MachineBug):
        write_error(f"{error}\n")
        return Verdict(MISTAKE_OF_OURS, True)
    traceback = error.__traceback__
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, traceback
    missing = object()
    hook = getattr(sys, "excepthook", missing)
    try:
        audit("sys.excepthook", None if hook is missing else hook, type(error), error, traceback)
    except RuntimeError:
        return Verdict(1, False)
    if hook is missing:
        write_error("sys.excepthook is missing\n")
        display(type(error), error, traceback)
        return Verdict(1, False)
    return _call_hook(hook, error, traceback, stay)


def _call_hook(hook: object, error: BaseException, traceback: TracebackType | None, stay: bool) -> Verdict:
    """Let sys.excepthook show the error; where it fails itself, both errors are shown."""
    second = _failure_of(hook, error, traceback)
    if second is None:
        return Verdict(1, False)
    if isinstance(second, SystemExit) and not stay:
        return Verdict(_exit_code(second), True)
    write_error("Error in sys.excepthook:\n")
    display(type(second), second, second.__traceback__)
    write_error("\nOriginal exception was:\n")
    display(type(error), error, traceback)
    return Verdict(1, False)


def _failure_of(hook: object, error: BaseException, traceback: TracebackType | None) -> BaseException | None:
    """Call sys.excepthook.  Out: what it raised, no longer being handled, or None."""
    try:
        hook(type(error), error, traceback)  # type: ignore[operator]
    except BaseException as second:  # the guest's hook may raise anything
        return second
    return None


def _exit_code(error: SystemExit) -> int:
    """Answer the exit code that SystemExit asks for; a message is printed and means 1."""
    try:
        code = error.code
    except BaseException:  # a subclass may fail to answer; CPython then prints the exception itself
        code = str(error)
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    try:
        text = str(code)
    except BaseException:  # as PyFile_WriteObject: what cannot be shown is not shown
        text = ""
    write_error(text)
    write_error("\n")
    return 1


def write_error(text: str) -> None:
    """Write to the guest's sys.stderr; to the process's standard error where there is none (`PySys_WriteStderr`)."""
    stream = getattr(sys, "stderr", None)
    if stream is not None:
        try:
            stream.write(text)
            return
        except BaseException:  # the guest's stream may raise anything; CPython then turns to C's stderr
            pass
    try:
        write(2, text.encode("utf-8", "backslashreplace"))
    except OSError:
        return


def flush_streams() -> None:
    """Flush sys.stderr and sys.stdout, whatever they answer (`flush_io`)."""
    for name in ("stderr", "stdout"):
        stream = getattr(sys, name, None)
        try:
            stream.flush()  # type: ignore[union-attr]
        except BaseException:  # as CPython: the error of a flush between statements is nobody's
            continue
