"""Put an engine over the host's frames in place.

    install(engine="native")            the loop generated from the book, with fast forms
    install(engine="native-nofast")     the same without them: the book alone
    install(engine="plain")             the handlers of cutaway.machine.plain, over the same frames; prepare() first

Universe mode (`universe=True`) takes all Python code for the guest's but what is hidden or marked; otherwise only code
given to `mark_guest` is the guest's.  Imported, and so compiled, before the hand-over; installing imports nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import cutaway.native.substrate as substrate
from cutaway.bytecode.verify import verify_alone
from cutaway.bytecode.verify.tables import tables_of
from cutaway.native.guest_builtins import new_code, replace_builtins, set_compiler
from cutaway.native.substrate import (
    Meter,
    counts,
    current_meter,
    end_audit,
    eval_function_is_taken,
    hide,
    hide_globals,
    mark_guest,
    mark_host,
    run_metered,
    set_universe,
    stack_of,
    start_audit,
    verified_count,
    vouch,
    who_runs,
)

ENGINES = ("native", "native-nofast", "plain")


_handlers: dict[str, Callable[..., Any]] | None = None


def prepare(engine: str) -> None:
    """Import what an engine needs, before a hand-over; only `plain` derives handlers, in a tenth of a second."""
    global _handlers
    if engine == "plain" and _handlers is None:
        from cutaway.machine.plain import HANDLERS

        _handlers = HANDLERS


def install(engine: str = "native", *, universe: bool = False) -> None:
    """Make an engine run the guest's frames.  Raises ValueError for an engine that is none of ENGINES."""
    if engine not in ENGINES:
        raise ValueError(f"no engine is called {engine!r}; there are {', '.join(ENGINES)}")
    prepare(engine)
    handlers = _handlers if engine == "plain" else None
    if handlers is not None:
        for function in _plain_functions(handlers):
            hide(function.__code__)
    if who_runs(tables_of.__wrapped__.__code__) == "undecided":
        _prepare_verifier()
    substrate.start(universe=universe, fast=engine == "native", handlers=handlers)


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
    """Mark a function, a method of any kind, or what a decorator's closure holds."""
    function = getattr(function, "__func__", function)
    if isinstance(function, FunctionType):
        if who_runs(function.__code__) == "undecided":
            mark_host(function.__code__)
        for cell in function.__closure__ or ():
            _leave_to_host(cell.cell_contents)


def _prepare_verifier() -> None:
    """Where our functions are in plain sight, nothing is to take the verifier's for the guest's."""
    for name, module in list(sys.modules.items()):
        if name.startswith("cutaway.bytecode."):
            hide_globals(module.__dict__)
    verify_alone(_prepare_verifier.__code__)  # which makes its tables


def _plain_functions(handlers: dict[str, Callable[..., Any]]) -> Iterator[FunctionType]:
    """The handlers, and the sentences of the book that they are written with."""
    for handler in handlers.values():
        assert isinstance(handler, FunctionType)
        yield handler
        yield from (each for each in handler.__globals__.values() if isinstance(each, FunctionType))


def uninstall() -> None:
    """Give the host's own loop back; frames that are running go on where they are."""
    substrate.stop()


__all__ = [
    "ENGINES",
    "Meter",
    "counts",
    "current_meter",
    "end_audit",
    "eval_function_is_taken",
    "hide",
    "hide_globals",
    "install",
    "leave_importing_to_host",
    "mark_guest",
    "mark_host",
    "new_code",
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
