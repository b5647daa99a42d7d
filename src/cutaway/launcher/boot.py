"""Start the host as the command line asks, then hand the process over.

In: the arguments of start.py and the host's own sys.path.  Out: the guest's program has run; leaves with its exit code.
"""

from __future__ import annotations

import gc
import posix
import sys

import cutaway
from cutaway.launcher.bundle import BUNDLE, Bundle, head_of, roots_of
from cutaway.launcher.options import CommandLine, parse
from cutaway.launcher.private_imports import PrivateImports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any, NoReturn

DEBUG = b"CUTAWAY_DEBUG"
"""Whoever works on Cutaway wants line numbers of ours, which the bundle's groups leave out (base/settings.py)."""
INSPECT = b"PYTHONINSPECT"
"""Taken from the host, which would otherwise open its own prompt after us; the guest finds it in its environment."""


def start(script: str, modules: dict[str, ModuleType], guest_path: list[str], head: tuple[Any, ...]) -> None:
    """Apply the options, take the process over and run the guest.

    In: the path of start.py; sys.modules and sys.path as the host made them; the head of the bundle, if it was read.
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
    imports = private_imports(head)
    request = (line, program, arguments, modules, guest_path, state.partition(":")[2])
    _hand_over(imports, request)


def _hand_over(imports: PrivateImports, request: tuple[Any, ...]) -> None:
    """Load the rest of ours and let the guest begin.

    A function of its own, so that its handler is near its top: universe/program.py says why.
    """
    errors = imports.module("cutaway.base.errors")
    _read_by_c(imports, errors.CutawayError)
    try:
        takeover = imports.module("cutaway.universe.takeover")
        if imports.bundle.is_stale:
            imports.module("cutaway.launcher.bundling").keep_up_to_date(imports)
        takeover.take_over(takeover.Request(*request), imports)
    except errors.CutawayError as error:
        sys.stderr.write(f"cutaway: {error}\n")
        raise SystemExit(2) from None


def _read_by_c(imports: PrivateImports, damaged: type[Exception]) -> None:
    """Let C look through files and digests from here on, where process.c was compiled.

    In: what a load raises where that is damaged: then, too, Python goes on, and universe/takeover.py sees to the rest.
    """
    try:
        process = imports.module("cutaway.universe.process")
    except (ImportError, damaged):
        return
    imports.bundle.is_unchanged, imports.bundle.quick_digest = process.is_unchanged, process.quick_digest


def private_imports(head: tuple[Any, ...] = ()) -> PrivateImports:
    """Answer how our modules are loaded: from our folder and the standard library's, whatever is on sys.path.

    In: the head of the bundle; it is read here where start.py could not use it.
    """
    folder = __file__.rpartition("/")[0]
    roots = roots_of(folder.rpartition("/")[0])
    path = folder + BUNDLE
    bundle = Bundle(path, roots, head or head_of(path), with_groups=DEBUG not in posix.environ)
    if not head:
        bundle.is_stale = True
    imports = PrivateImports(roots, bundle)
    if head:  # then these are private already
        for module in (cutaway, cutaway.launcher, cutaway.launcher.options):
            imports.share(module)
    return imports


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
