"""Put the chosen engine, the compiling builtins and our importer in place.

load_engine("native")                         before the hand-over: everything is imported now
engine = install_engine(services)             the process is the guest's; imports nothing
engine = install_beside_host(services)        somebody's application, and some guest code in it
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, NamedTuple

from cutaway import importer, native
from cutaway.base.errors import CutawayError
from cutaway.bytecode.verify import verify_alone, vouching_marks_by
from cutaway.pipeline import Services, compile_for_guest, make_code_with

WHY_NOT_NATIVE: str = native.WHY_NOT_AVAILABLE

_pure: Any = None
"""cutaway.machine.pure, where it is what runs: it loads ctypes, which no other run needs."""


class Engine(NamedTuple):
    """What runs the guest's code."""

    name: str
    reason: str
    """Why it is not the engine that was asked for; empty where it is."""
    mark_guest: Callable[[CodeType], None]
    """Says of a code object that it is the guest's."""
    stack_of: Callable[[FrameType], list[Any]]
    """Reads the value stack of a guest's frame."""
    run_outermost: Callable[[CodeType, dict[str, Any]], Any] | None = None
    """The engine's own way to run a module's code, where the host's would not lead to it."""


def load_engine(name: str) -> None:
    """Import what the engine needs.  In: its name; where the compiled part is missing, `pure` stands in."""
    global _pure
    if name != "host" and (WHY_NOT_NATIVE or name not in native.ENGINES):
        from cutaway.machine import pure

        _pure = pure
        verify_alone(load_engine.__code__)  # with the tables, of the book that is loaded for the handlers anyway
    elif name != "host":
        native.prepare(name)


def hide_function(fallback: Callable[[CodeType], None], *, shows_ourselves: bool) -> Callable[[CodeType], None]:
    """Answer the function that hides a code object and, with the compiled engine, leaves it to the host's own loop.

    In: the function that hides without an engine; whether to leave our frames visible all the same.
    """
    if WHY_NOT_NATIVE:
        return _leave_to_host if shows_ourselves else fallback
    return native.mark_host if shows_ourselves else native.hide


def install_engine(services: Services, hide: Callable[[CodeType], None]) -> Engine:
    """Make all code of this process that is not hidden run on the chosen engine.

    In: the services; the function that hides code of ours.  Out: what runs.
    """
    wanted = services.settings.engine
    importer.install(services, None if WHY_NOT_NATIVE else native.mark_host)
    if _pure is not None:
        _pure.hide_handlers(hide)
        vouching_marks_by(_pure.vouch)
        _pure.install(compile_for_guest)
        reason = "" if wanted in ("pure", "plain") else WHY_NOT_NATIVE
        return Engine("pure", reason, _leave_to_host, _pure.stack_of, _pure.run_code)
    if not WHY_NOT_NATIVE:
        native.set_compiler(compile_for_guest)
        native.replace_builtins(builtins.__dict__)
        make_code_with(native.new_code)
    if wanted == "host":
        return Engine(wanted, "", _leave_to_host, _no_stack)
    vouching_marks_by(native.vouch)
    native.install(engine=wanted, universe=True)
    return Engine(wanted, "", native.mark_guest, native.stack_of)


def install_beside_host(services: Services) -> Engine:
    """Make code that is marked as the guest's run on the chosen engine.

    Out: what runs.  Raises CutawayError where the engine needs the process for itself.
    """
    wanted = services.settings.engine
    if wanted == "host":
        return Engine(wanted, "", _leave_to_host, _no_stack)
    if WHY_NOT_NATIVE or wanted == "pure":
        raise CutawayError(f"engine {wanted!r} cannot run beside the host: {WHY_NOT_NATIVE or 'it replaces builtins'}")
    vouching_marks_by(native.vouch)
    native.install(engine=wanted, universe=False)
    return Engine(wanted, "", native.mark_guest, native.stack_of)


def _leave_to_host(code: CodeType) -> None:
    """Mark nothing: the engine does not tell guests from hosts by their code objects."""


def _no_stack(frame: FrameType) -> list[Any]:
    """Stand in for an engine whose frames cannot be read: a trace then shows instructions without their values."""
    return []
