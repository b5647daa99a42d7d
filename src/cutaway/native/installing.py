"""Put an engine over the host's frames in place.

    install(engine="native")            the loop generated from the book, with fast forms
    install(engine="native-nofast")     the same without them: the book alone
    install(engine="plain")             the handlers of cutaway.machine.plain, over the same frames; prepare() first

Universe mode (`universe=True`) takes all Python code for the guest's but what is hidden or marked; otherwise only code
given to `mark_guest` is the guest's.  Imported, and so compiled, before the hand-over; installing imports nothing.
"""

from __future__ import annotations

import _operator
import sys
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from cutaway.bytecode.null import NULL
from cutaway.bytecode.verify import verify_alone
from cutaway.native.guest_builtins import new_code, replace_builtins, set_compiler
from cutaway.native.layouts import ENGINE, GUESSES, unknown
from cutaway.native.substrate import (
    OPERATOR_NAMES,
    Meter,
    collect_feedback,
    counts,
    current_meter,
    end_audit,
    eval_function_is_taken,
    guest_frames,
    hide,
    hide_globals,
    layouts,
    mark_guest,
    mark_host,
    observe_again,
    probes,
    run_metered,
    set_universe,
    stack_of,
    start,
    start_audit,
    stop,
    use_objects,
    verified_count,
    vouch,
    who_runs,
)

_unknown = unknown(layouts, probes)
if ENGINE in _unknown:
    raise ImportError(_unknown[ENGINE])

NO_GUESSES = _unknown.get(GUESSES, "")
"""Why the engine does without the fast forms of names and attributes; "" where it has them."""

ENGINES = ("native", "native-nofast", "plain")


use_objects(NULL, [getattr(_operator, name) for name in OPERATOR_NAMES], verify_alone)
_plain: dict[str, Any] | None = None
"""What the plain engine runs on: arguments of `start`."""
hide_handlers: Callable[[Callable[[CodeType], None]], None]
"""Hides the plain engine's functions, once it is loaded."""


def prepare(engine: str) -> None:
    """Import what an engine needs, before a hand-over; only `plain` derives handlers, in a tenth of a second."""
    global _plain, hide_handlers
    if engine == "plain" and _plain is None:
        from cutaway.bytecode import book
        from cutaway.machine import plain

        hide_handlers = plain.hide_handlers
        _plain = {"entries": list(book.ENTRIES), "handlers": plain.HANDLERS}


def install(engine: str = "native", *, universe: bool = False) -> None:
    """Make an engine run the guest's frames.  Raises ValueError for an engine that is none of ENGINES."""
    if engine not in ENGINES:
        raise ValueError(f"no engine is called {engine!r}; there are {', '.join(ENGINES)}")
    prepare(engine)
    plain = _plain if engine == "plain" and _plain is not None else {}
    if plain:
        hide_handlers(hide)
    if who_runs(_prepare_verifier.__code__) == "undecided":
        _prepare_verifier()
    start(universe=universe, fast=engine == "native", guesses=not NO_GUESSES, **plain)


def leave_importing_to_host() -> None:
    """Let the host's own loop run importlib: what it does depends on what is cached, and must not be counted."""
    for name in ("_frozen_importlib", "_frozen_importlib_external", "zipimport"):
        module = sys.modules.get(name)
        if module is None:
            continue
        owners = [module, *(each for each in vars(module).values() if isinstance(each, type))]
        for function in [each for owner in owners for each in vars(owner).values()]:
            _leave_to_host(function)


def _leave_to_host(function: Any) -> None:
    """Mark a function, a method of any kind, a property's functions, or what a decorator's closure holds."""
    function = getattr(function, "__func__", function)
    if isinstance(function, property):
        for each in (function.fget, function.fset, function.fdel):
            _leave_to_host(each)
    if isinstance(function, FunctionType):
        if who_runs(function.__code__) == "undecided":
            mark_host(function.__code__)
        for cell in function.__closure__ or ():
            _leave_to_host(cell.cell_contents)


def _prepare_verifier() -> None:
    """Where our functions are in plain sight, nothing is to take the verifier's for the guest's."""
    hide(_prepare_verifier.__code__)
    hide(verify_alone.__code__)  # at once: its first run may come while somebody traces
    verify_alone(_prepare_verifier.__code__)  # which loads all of it and makes its tables
    for name, module in list(sys.modules.items()):
        if name.startswith("cutaway.bytecode."):
            hide_globals(module.__dict__)


def uninstall() -> None:
    """Give the host's own loop back; frames that are running go on where they are."""
    stop()


__all__ = [
    "ENGINES",
    "NO_GUESSES",
    "Meter",
    "collect_feedback",
    "counts",
    "current_meter",
    "end_audit",
    "eval_function_is_taken",
    "guest_frames",
    "hide",
    "hide_globals",
    "install",
    "leave_importing_to_host",
    "mark_guest",
    "mark_host",
    "new_code",
    "observe_again",
    "prepare",
    "replace_builtins",
    "set_compiler",
    "run_metered",
    "set_universe",
    "stack_of",
    "start_audit",
    "uninstall",
    "verified_count",
    "vouch",
    "who_runs",
]
