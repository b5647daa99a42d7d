"""Verbs that call, return, yield and resume: they move from frame to frame, or out of the machine and back."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from types import BuiltinFunctionType, FrameType, FunctionType, MethodDescriptorType, MethodType
from typing import TYPE_CHECKING, Any, Final, cast

from cutaway.bytecode import flags
from cutaway.bytecode.null import NULL
from cutaway.machine.plain import OUTSIDE
from cutaway.machine.pure.async_generators import AsyncGenerator, Wrapped
from cutaway.machine.pure.binding import bind
from cutaway.machine.pure.frames import CALLED, CONSTRUCTED, ENTRY, ITERATED, SENT, Frame
from cutaway.machine.pure.functions import Trampolines
from cutaway.machine.pure.generators import Coroutine, Generator, origin
from cutaway.machine.pure.innocence import is_innocent
from cutaway.machine.pure.mirrors import shown
from cutaway.machine.pure.runs import HOST_LEVELS_TO_ENTER, STACK_FOR_A_LEVEL, RunVerbs
from cutaway.machine.pure.suspension import RETURNED, YIELDED, Suspendable, clear_frame
from cutaway.machine.pure.values import type_attribute

_SENT_BY_C: Final = object()
_EXHAUSTED: Final = object()
_count_references: Final = sys.getrefcount
_make_object: Final[Any] = object.__new__


def raises_stop_iteration(kind: type) -> bool:
    """Does an iterator of this type end by an exception?  Those written in C just stop, and no trace function hears."""
    return type(type_attribute(kind, "__next__")) is FunctionType


class CallVerbs(RunVerbs):
    """See cutaway.machine.engine.Steering."""

    trampolines: Trampolines
    profile_function: Any = None

    if TYPE_CHECKING:

        def report_c(self, frame: Frame, event: str, callee: Any) -> None: ...

        def report_exception(self, frame: Frame, exc: BaseException) -> None: ...

    # calling

    def push(self, frame: Frame, value: Any) -> None:
        frame.stack.append(value)

    def poll(self, frame: Frame) -> None:
        """The host looks after signals and threads while it runs our loop."""

    def call(self, frame: Frame, callee: Any, arguments: list[Any], keywords: tuple[str, ...] | None) -> Any:
        if not keywords:
            return self.call_with(frame, callee, arguments, None)
        positional = len(arguments) - len(keywords)
        named = dict(zip(keywords, arguments[positional:], strict=True))
        return self.call_with(frame, callee, arguments[:positional], named)

    def call_special(self, frame: Frame, callee: Any, arguments: list[Any]) -> Any:
        return self.call_with(frame, callee, arguments, None, is_heard=False)

    def call_ex(self, frame: Frame, callee: Any, arguments: tuple[Any, ...], keywords: dict[str, Any] | None) -> Any:
        return self.call_with(frame, callee, arguments, keywords)

    def call_with(
        self,
        frame: Frame,
        callee: Any,
        arguments: Sequence[Any],
        named: Mapping[str, Any] | None,
        *,
        is_heard: bool = True,
    ) -> Any:
        """Call with arguments sorted out: guest functions get a frame, everything else is called outside."""
        while type(callee) is MethodType:
            arguments = [callee.__self__, *arguments]
            callee = callee.__func__
        if type(callee) is FunctionType:
            found = self.trampolines.guest_code(callee)
            if found is not None:
                new = bind(callee, found[1], found[0], arguments, named)
                return self.enter(frame, new, CALLED)
        elif type(callee) is type and (kind := cast(Any, callee)).__new__ is _make_object:
            initializer = kind.__init__
            if type(initializer) is FunctionType:
                found = self.trampolines.guest_code(initializer)
                if found is not None:
                    made = _make_object(kind)
                    new = bind(initializer, found[1], found[0], [made, *arguments], named)
                    new.made = made
                    return self.enter(frame, new, CONSTRUCTED)
        before = frame.program
        call_out = self.call_reported if is_heard and self.profile_function is not None else self.call_out
        frame.stack.append(call_out(frame, callee, arguments, named))
        return None if frame.program is before else frame

    def enter(self, frame: Frame, new: Frame, role: int) -> Frame:
        """Go on with a new frame on top of this one."""
        self.check_depth()
        new.role, new.back = role, frame
        self.depth += 1
        self.current = new
        if self.tracing:
            self.begin_tracing(new)
        return new

    def call_reported(self, frame: Frame, callee: Any, arguments: Any, named: Any) -> Any:
        """Call a function written in C while a profile function listens."""
        kind = type(callee)
        reported = callee
        if kind is MethodDescriptorType:
            # CPython reports the method bound to its object.
            if not arguments or not issubclass(type(arguments[0]), callee.__objclass__):
                return self.call_out(frame, callee, arguments, named)
            reported = callee.__get__(arguments[0])
        elif kind is not BuiltinFunctionType:
            return self.call_out(frame, callee, arguments, named)
        self.report_c(frame, "c_call", reported)
        failed = True
        try:
            result = self.call_out(frame, callee, arguments, named)
            failed = False
        finally:
            if failed:
                self.report_c(frame, "c_exception", reported)
        self.report_c(frame, "c_return", reported)
        return result

    def call_out(self, frame: Frame, callee: Any, arguments: Any, named: Any) -> Any:
        """Call something that is no guest function, which may look at the guest's frames."""
        if is_innocent(callee):
            return callee(*arguments, **named) if named else callee(*arguments)
        if callee is _count_references and len(arguments) == 1 and not named:
            return callee(*arguments) - 1  # the list in which the argument came here
        if type(callee) is BuiltinFunctionType and type(callee.__self__) is FrameType and callee.__name__ == "clear":
            clear_frame(callee.__self__)
        mirror = shown(frame)
        linked = self.linked
        self.linked = True
        host_thread, lent = self.host_thread, self.lent
        remaining = host_thread.recursion_remaining
        levels = min(self.recursion_limit - self.depth, self.stack_left() // STACK_FOR_A_LEVEL)
        self.lent = host_thread.recursion_remaining = max(0, levels) + HOST_LEVELS_TO_ENTER
        slot = self.host_frame_slot()
        own = slot.value
        # From here on the host takes the mirror for the current frame.
        slot.value = mirror.address
        try:
            return callee(*arguments, **named) if named else callee(*arguments)
        finally:
            slot.value = own
            host_thread.recursion_remaining = remaining
            self.lent = lent
            self.linked = linked
            self.conceal(frame)

    # returning and yielding

    def leave(self, frame: Frame, value: Any) -> Any:
        if frame.generator is not None:
            frame.generator.finish(self)
            if frame.role == ENTRY or frame.back is None:
                value = RETURNED, value
        if frame.mirror is not None:
            self.retire(frame)
        return self.deliver(frame, value)

    def deliver(self, frame: Frame, value: Any) -> Any:
        """Give a returned value to whom the frame runs for."""
        self.depth -= 1
        back, role = frame.back, frame.role
        if role == ENTRY or back is None:
            self.result = value
            return OUTSIDE
        frame.back = None
        self.current = back
        if back.shown:
            self.conceal(back)
        if role == CALLED:
            back.stack.append(value)
        elif role == CONSTRUCTED:
            if value is not None:
                exc = TypeError(f"__init__() should return None, not '{self.type_name(type(value))}'")
                exc.__context__ = self.handled(back)
                return self.unwind(back, exc)
            back.stack.append(frame.made)
        elif role == ITERATED:
            back.stack.pop()
            back.pc = frame.target
        else:
            if self.tracing and (value is not None or frame.code.flags & flags.CO_COROUTINE):
                # The host drives the awaited by calling send() while it traces, and StopIteration is seen.
                self.report_exception(back, StopIteration(value))
            back.stack[-1] = value
            back.pc = frame.target
        return back

    if TYPE_CHECKING:

        def type_name(self, kind: type) -> str: ...

    def return_generator(self, frame: Frame) -> Any:
        kinds = frame.code.flags
        made: Suspendable
        if kinds & flags.CO_COROUTINE:
            made = Coroutine(frame)
            depth = sys.get_coroutine_origin_tracking_depth()
            if depth:
                made.origin = origin(depth, shown(frame).frame_object.f_back)
        elif kinds & flags.CO_ASYNC_GENERATOR:
            made = AsyncGenerator(frame)
        else:
            made = Generator(frame)
        if frame.mirror is not None:
            frame.mirror.suspend(frame)
        frame.shown = False
        return self.deliver(frame, made)

    def suspend(self, frame: Frame, value: Any) -> Any:
        generator = frame.generator
        generator.wait(self, frame)
        if frame.mirror is not None:
            frame.mirror.suspend(frame)
            generator.note_frame_object()
        frame.shown = False
        self.depth -= 1
        back = frame.back
        if back is None:
            frame.outer = None
            self.result = YIELDED, value
            generator.release()
            return OUTSIDE
        frame.back = None
        generator.release()
        self.current = back
        if back.shown:
            self.conceal(back)
        back.stack.append(value)
        return back

    # iterating

    def next_item(self, frame: Frame, iterator: Any, target: int) -> Any:
        if type(iterator) is Generator and iterator.claim():
            return self.go_on_with(frame, iterator, None, ITERATED, target)
        item = next(iterator, _EXHAUSTED)
        if item is _EXHAUSTED:
            if self.tracing and raises_stop_iteration(type(iterator)):
                self.report_exception(frame, StopIteration())
            frame.stack.pop()
            frame.pc = target
        else:
            frame.stack.append(item)
        return None

    def go_on_with(self, frame: Frame, generator: Suspendable, value: Any, role: int, target: int) -> Frame:
        """Resume a generator's frame on top of this one; the generator is claimed."""
        try:
            self.check_depth()
            new = generator.give(value)
        except BaseException:
            generator.release()
            raise
        generator.occupy(self, new)  # type: ignore[arg-type]
        new.role, new.back, new.target = role, frame, target
        self.depth += 1
        self.current = new
        if self.tracing:
            self.begin_tracing(new)
        return new

    def send(self, frame: Frame, receiver: Any, value: Any, target: int) -> Any:
        kind = type(receiver)
        if (kind is Coroutine or kind is Generator) and receiver.claim():
            return self.go_on_with(frame, receiver, value, SENT, target)
        result = None
        seen = True
        try:
            if value is None and type_attribute(kind, "__next__") is not NULL:
                seen = raises_stop_iteration(kind)
                yielded = next(receiver)
            else:
                yielded = receiver.send(value)
        except StopIteration as stop:
            yielded = _SENT_BY_C
            result = stop.value
        if yielded is _SENT_BY_C:
            if self.tracing and (seen or result is not None):
                self.report_exception(frame, StopIteration(result))
            frame.stack[-1] = result
            frame.pc = target
        else:
            frame.stack.append(yielded)
        return None

    def wrap_async(self, value: Any) -> Any:
        return Wrapped(value)
