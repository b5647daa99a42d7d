"""Verbs that raise, and the search for a handler through the frames of a run."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any

from cutaway.machine.plain import OUTSIDE
from cutaway.machine.pure.frames import ENTRY, Frame
from cutaway.machine.pure.mirrors import shown


def is_exception_class(value: Any) -> bool:
    """Looks at real types only: `isinstance` would ask the guest's object for its __class__."""
    return issubclass(type(value), type) and issubclass(value, BaseException)


def is_exception(value: Any) -> bool:
    """The same for instances."""
    return issubclass(type(value), BaseException)


class UnwindVerbs:
    """See cutaway.machine.engine.Steering."""

    current: Frame | None
    depth: int
    failure: BaseException | None
    tracing: bool

    if TYPE_CHECKING:

        def handled(self, frame: Any) -> BaseException | None: ...

        def conceal(self, frame: Frame) -> None: ...

        def retire(self, frame: Frame) -> None: ...

        def report_exception(self, frame: Frame, exc: BaseException) -> None: ...

        def report_return(self, frame: Frame, value: Any) -> None: ...

    def raise_exception(self, frame: Frame, exc: Any) -> Any:
        # The host gives it its context: it knows the same exception as handled.
        raise self.instance(exc)

    def instance(self, exc: Any) -> BaseException:
        """What `raise exc` raises."""
        if is_exception_class(exc):
            made: BaseException = exc()
            if not is_exception(made):
                raise TypeError(
                    f"calling {exc!r} should have returned an instance of BaseException, not {type(made)!r}"
                )
            return made
        if not is_exception(exc):
            raise TypeError("exceptions must derive from BaseException")
        assert isinstance(exc, BaseException)
        return exc

    def raise_from(self, frame: Frame, exc: Any, cause: Any) -> Any:
        made = self.instance(exc)
        if is_exception_class(cause):
            cause = cause()
        elif cause is not None and not is_exception(cause):
            raise TypeError("exception causes must derive from BaseException")
        made.__cause__ = cause
        raise made

    def reraise_handled(self, frame: Frame) -> Any:
        exc = self.handled(frame)
        if exc is None:
            raise RuntimeError("No active exception to reraise")
        return self.search(frame, exc, frame.at)

    def reraise(self, frame: Frame, exc: BaseException, lasti: int | None) -> Any:
        row = frame.at
        if lasti is not None:
            if not isinstance(lasti, int):
                raise SystemError("lasti is not an int")
            frame.at = lasti
        return self.search(frame, exc, row)

    def unwind(self, frame: Frame, exc: BaseException) -> Any:
        self.add_traceback(frame, exc)
        if self.tracing:
            self.report_exception(frame, exc)
        return self.search(frame, exc, frame.at)

    def add_traceback(self, frame: Frame, exc: BaseException) -> None:
        """One more entry, in front: the frame that the exception passes through."""
        mirror = shown(frame)
        line = mirror.frame_object.f_lineno
        exc.__traceback__ = TracebackType(
            exc.__traceback__, mirror.frame_object, 2 * frame.at, -1 if line is None else line
        )

    def search(self, frame: Frame, exc: BaseException, row: int) -> Any:
        """The frame that handles exc, with the exception on its stack; OUTSIDE where there is none in this run."""
        while True:
            guard = frame.code.guard_of(row)
            if guard is not None:
                del frame.stack[guard.depth :]
                if guard.lasti:
                    frame.stack.append(frame.at)
                frame.stack.append(exc)
                frame.pc = guard.target
                self.current = frame
                if frame.shown:
                    self.conceal(frame)
                return frame
            if self.tracing:
                self.report_return(frame, None)
            if frame.generator is not None:
                generator = frame.generator
                generator.finish(self)
                frame.generator = None
                exc = generator.translated(self, exc)
            self.retire(frame)
            self.depth -= 1
            back = frame.back
            if frame.role == ENTRY or back is None:
                self.failure = exc
                return OUTSIDE
            frame.back = None
            frame = back
            self.current = frame
            self.add_traceback(frame, exc)
            if self.tracing:
                self.report_exception(frame, exc)
            row = frame.at
