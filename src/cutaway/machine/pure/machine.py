"""The pure substrate's machine: all verbs together, one object for each thread."""

from __future__ import annotations

import _thread
from types import CodeType, FunctionType
from typing import Any, Final

from cutaway.machine.pure.awaiting import AwaitVerbs
from cutaway.machine.pure.binding import bind
from cutaway.machine.pure.binding import builtins_of as function_builtins
from cutaway.machine.pure.calls import CallVerbs
from cutaway.machine.pure.code import prepared
from cutaway.machine.pure.frames import Frame
from cutaway.machine.pure.functions import Trampolines, new_function
from cutaway.machine.pure.handling import HandlingVerbs
from cutaway.machine.pure.layout import FUNCTION_OFFSET, PREVIOUS_OFFSET, object_at, pointer_at
from cutaway.machine.pure.mirrors import shown
from cutaway.machine.pure.names import NameVerbs
from cutaway.machine.pure.runs import RunVerbs
from cutaway.machine.pure.suspension import Threads
from cutaway.machine.pure.tracing import TraceVerbs
from cutaway.machine.pure.unwinding import UnwindVerbs
from cutaway.machine.pure.values import ValueVerbs


class PureMachine(CallVerbs, UnwindVerbs, TraceVerbs, HandlingVerbs, AwaitVerbs, ValueVerbs, NameVerbs):
    """See cutaway.machine.engine.Machine."""

    def __init__(self) -> None:
        RunVerbs.__init__(self)
        HandlingVerbs.__init__(self)
        TraceVerbs.__init__(self)

    def run_code(
        self,
        code: CodeType,
        global_names: dict[str, Any],
        local_names: Any,
        closure: tuple[Any, ...] | None = None,
    ) -> Any:
        """Run a module's, class body's or expression's code; answers with its value."""
        builtin_names = builtins_of(global_names)
        return self.start(Frame(prepared(code), code, global_names, builtin_names, local_names, closure, None))

    def run_body(self, function: FunctionType, namespace: Any) -> Any:
        """Run a class body, made as a function, in a namespace."""
        found = self.trampolines.guest_code(function)
        assert found is not None
        frame = bind(function, found[1], found[0], (), None)
        frame.locals = namespace
        return self.start(frame)

    def local_names(self, frame: Frame) -> Any:
        """What locals() says of a frame."""
        names = shown(frame).frame_object.f_locals
        if not self.linked:
            self.conceal(frame)
        return names


def builtins_of(global_names: dict[str, Any]) -> Any:
    """The builtins that code with these globals sees (_PyEval_BuiltinsFromGlobals)."""
    # A function made by the host looks them up as the host does.
    return function_builtins(new_function(_EMPTY, global_names))


_EMPTY: Final = (lambda: None).__code__
_machines: Final = _thread._local()


def current_machine() -> PureMachine:
    """This thread's machine."""
    try:
        machine: PureMachine = _machines.machine
    except AttributeError:
        machine = _machines.machine = PureMachine()
    return machine


def enter(arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    """Called by the trampoline of a guest function, when C code or host code calls it."""
    machine = current_machine()
    caller: int = pointer_at(machine.host_frame_slot().value + PREVIOUS_OFFSET).value or 0
    # host_frame_slot has returned, so the current frame is this one, and the trampoline's is beneath it.
    function: Any = object_at(caller + FUNCTION_OFFSET).value
    found = machine.trampolines.guest_code(function)
    assert found is not None
    return machine.start(bind(function, found[1], found[0], arguments, keywords))


PureMachine.trampolines = Trampolines(enter)
Threads.machine = staticmethod(current_machine)
