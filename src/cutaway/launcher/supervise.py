"""Start a guest and end it when its time is over, for code that never looks up.

The guest ends itself in time wherever its loop, or C code, looks for signals (universe/bounding.py), and then says
where it was.  This process waits a little longer, and ends what did not.
"""

from __future__ import annotations

import posix
import signal
import sys

from cutaway.base.budgets import EXIT_CODE
from cutaway.launcher import launch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

GRACE, START_UP = 1.25, 0.25
"""The time times the first and plus the second, in seconds, is when the process is ended."""


def launch_supervised(seconds: float, program: str, arguments: list[str]) -> NoReturn:
    """Be the parent of a guest's process.

    In: its time; what `launch` takes.  Leaves with the guest's exit code, by the guest's signal, or with EXIT_CODE.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    child = posix.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        launch(program, arguments)
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)  # the terminal sends them to the guest too, and it decides
    for passed_on in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(passed_on, lambda number, _: posix.kill(child, number))
    found, status = 0, 0
    if signal.sigtimedwait({signal.SIGCHLD}, seconds * GRACE + START_UP) is not None:
        found, status = posix.waitpid(child, posix.WNOHANG)
    if not found:
        posix.kill(child, signal.SIGKILL)
        posix.waitpid(child, 0)
        sys.stderr.write(
            f"cutaway: the budget of {seconds:g}s for time is used up; the process did not look up, and was ended\n"
        )
        sys.stderr.flush()
        posix._exit(EXIT_CODE)
    if posix.WIFSIGNALED(status):
        ended_by = posix.WTERMSIG(status)
        if ended_by != signal.SIGKILL:
            signal.signal(ended_by, signal.SIG_DFL)
        posix.kill(posix.getpid(), ended_by)
    posix._exit(posix.WEXITSTATUS(status))
