"""sys.settrace and sys.setprofile on guest frames: which events happen when, as Python/ceval.c has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cutaway.machine.plain import HANDLERS, Handler
from cutaway.machine.pure.frames import Frame
from cutaway.machine.pure.layout import HostThread, thread_address
from cutaway.machine.pure.mirrors import shown

_RESUME: Final = HANDLERS["RESUME"]
_HOST_EVENTS: Final = {
    "call": 0, "exception": 1, "line": 2, "return": 3, "c_call": 4, "c_exception": 5, "c_return": 6, "opcode": 7,
}  # fmt: skip
"""PyTrace_*: setting f_lineno asks the host which event is being reported."""


class TraceVerbs:
    """The trace and the profile function of a thread."""

    current: Frame | None

    def __init__(self) -> None:
        self.trace_function: Any = None
        self.profile_function: Any = None
        self.tracing = False
        self.inside = False

    if TYPE_CHECKING:

        def conceal(self, frame: Frame) -> None: ...

    def set_functions(self, trace: Any, profile: Any) -> None:
        """Change them; running frames notice at their next instruction."""
        self.trace_function, self.profile_function = trace, profile
        self.tracing = trace is not None or profile is not None
        frame = self.current
        while frame is not None:
            self.choose_program(frame)
            frame.trace = frame.at
            frame = frame.caller()

    def choose_program(self, frame: Frame) -> None:
        """The program with or without a look before each instruction.

        Where somebody keeps the frame object of a running frame, it must show at every instruction how things stand.
        """
        if self.tracing:
            frame.program = frame.code.every_step("looking", _LOOKING)
        elif frame.mirror is not None and frame.mirror.owns:
            frame.program = frame.code.every_step("showing", _SHOWING)
        else:
            frame.program = frame.code.program or ()

    def begin_tracing(self, frame: Frame) -> None:
        self.choose_program(frame)

    # events

    def resume(self, frame: Frame, oparg: int) -> None:
        """RESUME: here a trace function hears of a call; `before` has told it."""

    def before(self, frame: Frame, is_resume: bool) -> bool:
        """Called before each instruction; answers whether a trace function moved the frame elsewhere."""
        if frame.mirror is not None and frame.mirror.owns:
            frame.mirror.fill(frame)
        previous = frame.trace
        frame.trace = at = frame.at
        if self.inside:
            return False
        if is_resume:
            if self.trace_function is not None:
                self.report(frame, self.trace_function, "call", None, keep=True)
            if self.profile_function is not None:
                self.report(frame, self.profile_function, "call", None, keep=False)
            return False
        if self.trace_function is None:
            return False
        frame_object = shown(frame).frame_object
        trace = frame_object.f_trace
        if trace is None:
            self.conceal(frame)
            return False
        if frame_object.f_trace_lines and self.is_new_line(frame, previous, at):
            self.report(frame, trace, "line", None, keep=True)
            if frame.pc < 0:  # the trace function has set f_lineno
                frame.pc = frame.trace = ~frame.pc
                return True
        if frame_object.f_trace_opcodes and frame_object.f_trace is not None:
            self.report(frame, frame_object.f_trace, "opcode", None, keep=True)
        return False

    def is_new_line(self, frame: Frame, previous: int, at: int) -> bool:
        """Does the instruction begin a line, or go back to the beginning of one (maybe_call_line_trace)?"""
        code = frame.code
        line = code.lines()[at]
        if line < 0:
            return False
        if previous <= code.entry_row() or line != code.lines()[previous]:
            return True
        return at < previous and code.rows[at].entry.name != "SEND"

    def report_exception(self, frame: Frame, exc: BaseException) -> None:
        if self.inside or self.trace_function is None:
            return
        trace = shown(frame).frame_object.f_trace
        if trace is not None:
            self.report(frame, trace, "exception", (type(exc), exc, exc.__traceback__), keep=True)

    def report_return(self, frame: Frame, value: Any) -> None:
        if self.inside:
            return
        if self.trace_function is not None:
            trace = shown(frame).frame_object.f_trace
            if trace is not None:
                self.report(frame, trace, "return", value, keep=True)
        if self.profile_function is not None:
            self.report(frame, self.profile_function, "return", value, keep=False)

    def report_c(self, frame: Frame, event: str, callee: Any) -> None:
        if not self.inside and self.profile_function is not None:
            self.report(frame, self.profile_function, event, callee, keep=False)

    def report(self, frame: Frame, function: Any, event: str, argument: Any, keep: bool) -> None:
        """Call a trace function; what it answers is the frame's trace function from then on."""
        mirror = shown(frame)
        frame_object = mirror.frame_object
        self.inside = True
        failed = True
        host_thread = HostThread.from_address(thread_address())
        before = host_thread.tracing_what
        host_thread.tracing_what = _HOST_EVENTS[event]
        if event == "line":
            mirror.lend_stack(frame)
        try:
            answer = self.call_out(frame, function, (frame_object, event, argument), None)
            failed = False
        finally:
            self.inside = False
            host_thread.tracing_what = before
            if event == "line":
                mirror.take_stack_back(frame)
            if failed:
                self.set_functions(None, None)
                frame_object.f_trace = None
        if keep and answer is not None:
            frame_object.f_trace = answer

    if TYPE_CHECKING:

        def call_out(self, frame: Frame, callee: Any, arguments: Any, named: Any) -> Any: ...


def looking(handler: Handler) -> Handler:
    """A handler that lets the trace functions look first."""
    is_resume = handler is _RESUME
    is_leaving = handler.__name__ in ("RETURN_VALUE", "YIELD_VALUE")

    def step(machine: Any, frame: Any, oparg: int, operand: Any) -> Any:
        if machine.before(frame, is_resume):
            return frame
        if is_leaving and machine.tracing:
            machine.report_return(frame, frame.stack[-1])
        return handler(machine, frame, oparg, operand)

    return step


def showing(handler: Handler) -> Handler:
    """A handler that first brings the frame object up to date, which somebody keeps."""

    def step(machine: Any, frame: Any, oparg: int, operand: Any) -> Any:
        mirror = frame.mirror
        if mirror is not None and mirror.is_kept():
            mirror.fill(frame)
        else:
            if mirror is not None and mirror.owns:
                mirror.disown()
            frame.program = frame.code.program
        return handler(machine, frame, oparg, operand)

    return step


_SHOWING: Final[dict[str, Handler]] = {name: showing(handler) for name, handler in HANDLERS.items()}
_LOOKING: Final[dict[str, Handler]] = {name: looking(handler) for name, handler in HANDLERS.items()}
