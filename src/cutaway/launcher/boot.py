"""Start the host as the command line asks, then hand the process over.

In: the arguments of start.py and the host's own sys.path.  Out: the guest's program has run; leaves with its exit code.
"""

from __future__ import annotations

import gc
import posix
import sys

from cutaway.launcher.bundle import BUNDLE, Bundle, roots_of
from cutaway.launcher.options import CommandLine, parse
from cutaway.launcher.private_imports import PrivateImports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import NoReturn

INSPECT = b"PYTHONINSPECT"
"""Taken from the host, which would otherwise open its own prompt after us; the guest finds it in its environment."""


def start(script: str, modules: dict[str, ModuleType], guest_path: list[str]) -> None:
    """Apply the options, take the process over and run the guest.

    In: the path of start.py; sys.modules and sys.path as the host made them.
    Raises SystemExit with the guest's exit code, or KeyboardInterrupt where the guest was interrupted.
    """
    state, program, *arguments = sys.argv[1:]
    line = parse(arguments)
    if line.refused:
        # Help, version or a complaint: the host's own text, under the name that was called.
        posix.execv(sys.executable, [program, *arguments])
    # Much is made and little dropped from here to the hand-over.
    gc.disable()
    inspect = posix.environ.get(INSPECT)
    if state == "launch" and (line.host_options or inspect):
        _start_again(script, program, arguments, line, inspect)
    _hand_over(line, program, arguments, modules, guest_path, state.partition(":")[2])


def _hand_over(
    line: CommandLine,
    program: str,
    arguments: list[str],
    modules: dict[str, ModuleType],
    guest_path: list[str],
    inspect: str,
) -> None:
    """Load the rest of ours and let the guest begin.

    A function of its own, so that its handler is near its top: universe/program.py says why.
    """
    imports = private_imports()
    errors = imports.module("cutaway.base.errors")
    try:
        takeover = imports.module("cutaway.universe.takeover")
        if imports.bundle.is_stale:
            imports.module("cutaway.launcher.bundling").keep_up_to_date(imports)
        request = takeover.Request(line, program, arguments, modules, guest_path, inspect)
        takeover.take_over(request, imports)
    except errors.CutawayError as error:
        sys.stderr.write(f"cutaway: {error}\n")
        raise SystemExit(2) from None


def private_imports() -> PrivateImports:
    """Answer how our modules are loaded: from our folder and the standard library's, whatever is on sys.path."""
    folder = __file__.rpartition("/")[0]
    roots = roots_of(folder.rpartition("/")[0])
    return PrivateImports(roots, Bundle(folder + BUNDLE, roots))


def _start_again(script: str, program: str, arguments: list[str], line: CommandLine, inspect: bytes | None) -> NoReturn:
    """Start the host once more, with the options that it reads at its own start."""
    environment = dict(posix.environ)
    state = "applied"
    if inspect:
        del environment[INSPECT]
        state += ":" + inspect.decode("utf-8", "surrogateescape")
    posix.execve(
        sys.executable, [sys.executable, "-S", *line.host_options, script, state, program, *arguments], environment
    )
