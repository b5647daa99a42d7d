"""The small launcher: from a console script to the host's process that the guest will own.

    cutaway-python ARGUMENTS...   ->   python -S [host options] start.py launch PROGRAM ARGUMENTS...

Nothing of ours runs beside the guest's program but what start.py imports; this package imports almost nothing, because
every start of a guest pays for it.
"""

from __future__ import annotations

import posix
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

PROGRAM_NAME = "cutaway-python"
FOLDER = __file__.rpartition("/")[0]
START = FOLDER + "/start.py"


def launch(program: str, arguments: list[str]) -> NoReturn:
    """Become the process of a guest.

    In: what the guest's `sys.executable` is to be (a file that starts this launcher), and python's own command line.
    Does not return.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    posix.execv(sys.executable, [sys.executable, "-S", START, "launch", program, *arguments])


def python_main() -> NoReturn:
    """Be `cutaway-python`: exactly python's command line."""
    launch(sys.argv[0], sys.argv[1:])


def guest_executable() -> str:
    """Answer the path of `cutaway-python`: beside the command that was called, beside the host, or in this package."""
    for neighbour in (sys.argv[0], sys.executable):
        candidate = neighbour.rpartition("/")[0] + "/" + PROGRAM_NAME
        if "/" in neighbour and posix.access(candidate, posix.X_OK):
            return candidate if candidate.startswith("/") else posix.getcwd() + "/" + candidate
    return FOLDER + "/" + PROGRAM_NAME
