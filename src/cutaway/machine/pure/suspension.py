"""What generators, coroutines and asynchronous generators have in common: a frame that is left and entered again.

Source of the rules and messages: Objects/genobject.c.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from types import CodeType, FrameType, TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Final

from cutaway.bytecode.null import NULL
from cutaway.machine.pure.frames import Frame
from cutaway.machine.pure.layout import raise_unchanged
from cutaway.machine.pure.mirrors import Mirror
from cutaway.machine.pure.unraisable import report_unraisable

if TYPE_CHECKING:
    from cutaway.machine.pure.machine import PureMachine

CREATED: Final = 0
WAITING: Final = 1
RUNNING: Final = 2
FINISHED: Final = 3

YIELDED: Final = 0
RETURNED: Final = 1
RAISED: Final = 2

Outcome = tuple[int, Any]
NOT_PASSED_ON: Final[Outcome] = (RETURNED, NULL)
"""What an exception thrown into an iterator without throw() comes to."""


WAITING_FRAMES: Final[dict[int, weakref.ref[Suspendable]]] = {}
"""Generators whose frame objects somebody has asked for, by the frame object's address."""


def clear_frame(frame_object: FrameType) -> None:
    """frame.clear() on the frame of a generator that waits closes the generator first."""
    found = WAITING_FRAMES.get(id(frame_object))
    generator = None if found is None else found()
    if generator is not None and generator._state in (CREATED, WAITING):
        generator.finalize()


class Threads:
    """Where the running thread's machine is to be had; `machine` is set by the module of that name."""

    machine: Callable[[], PureMachine]


class Suspendable:
    """What the three have in common; `kinds` makes classes of their own of it, whose only base is object."""

    __slots__ = (
        "__weakref__",
        "_free",
        "_frame",
        "_item",
        "_name",
        "_qualname",
        "_state",
        "code",
        "finalizer",
        "origin",
    )

    kind: ClassVar[str] = "generator"

    def __new__(cls, frame: Frame | None = None) -> Any:
        if frame is None:
            raise TypeError(f"cannot create '{cls.__name__}' instances")
        return object.__new__(cls)

    def __init__(self, frame: Frame) -> None:
        self._frame: Frame | None = frame
        self._state = CREATED
        self._free = [True]
        self._item: BaseException | None = None
        self._name = frame.function.__name__ if frame.function is not None else frame.code.name
        self._qualname = frame.function.__qualname__ if frame.function is not None else frame.code.qualname
        self.code: CodeType = frame.code_object
        self.finalizer: Any = None
        self.origin: Any = None

    def __init_subclass__(cls, **keywords: Any) -> None:
        if cls.__bases__[0] is not Suspendable:
            raise TypeError(f"type '{cls.__bases__[0].__name__}' is not an acceptable base type")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object {self._qualname} at {id(self):#x}>"

    # what the machine does with it

    def claim(self) -> bool:
        """Answer whether it is ours to go on with; where threads share it, it is one's only (taking from a list is)."""
        try:
            return self._free.pop()
        except IndexError:
            return False

    def release(self) -> None:
        """It waits: whoever claims it next may go on."""
        self._free.append(True)

    def give(self, value: Any) -> Frame:
        """Lay a value on the frame's stack, for the yield it waits in; answers with the frame."""
        frame = self._frame
        assert frame is not None
        if self._state == CREATED and value is not None:
            raise TypeError(f"can't send non-None value to a just-started {self.kind}")
        frame.stack.append(value)
        return frame

    def occupy(self, machine: PureMachine, frame: Frame) -> None:
        """The frame goes on."""
        if frame.mirror is not None:
            frame.mirror.go_on()
        frame.generator = self
        self._state = RUNNING
        machine.enter_item(self._item)
        self._item = None

    def wait(self, machine: PureMachine, frame: Frame) -> None:
        """The frame yields; it is to be released when nothing of it is touched any more."""
        self._item = machine.leave_item()
        self._state = WAITING
        frame.generator = None

    def finish(self, machine: PureMachine) -> None:
        """The frame is left for good."""
        machine.leave_item()
        self._state = FINISHED
        if self._frame is not None and self._frame.mirror is not None:
            WAITING_FRAMES.pop(id(self._frame.mirror.frame_object), None)
        self._frame = None

    def translated(self, machine: PureMachine, exc: BaseException) -> BaseException:
        """What comes out of the frame for an exception that leaves it: StopIteration must not (PEP 479)."""
        if not isinstance(exc, StopIteration):
            return exc
        return caused(RuntimeError(f"{self.kind} raised StopIteration"), exc)

    # going on, from outside

    def advance(self, value: Any, exc: BaseException | None = None) -> Outcome:
        """Run until it yields, returns or raises; exc is thrown in.  Does not raise what the guest's code raises."""
        if self.claim():
            return self.go_on(value, exc)
        if self._state == FINISHED:
            return (RETURNED, None) if exc is None else (RAISED, exc)
        return RAISED, ValueError(f"{self.kind} already executing")

    def go_on(self, value: Any, exc: BaseException | None = None) -> Outcome:
        """Do as `advance`, once it is claimed."""
        machine = Threads.machine()
        outcome: Outcome
        try:
            machine.check_depth()
            if exc is None:
                outcome = machine.start(self.give(value), None, self)
            else:
                assert self._frame is not None
                outcome = machine.start(self._frame, exc, self)
            return outcome
        except BaseException as raised:
            caught = raised
        if self._state < RUNNING:
            self.release()  # it did not come to that
        return RAISED, caught

    def delegate(self) -> Any:
        """What `yield from` or await is waiting for; NULL if nothing."""
        frame = self._frame
        if self._state != WAITING or frame is None:
            return NULL
        following = frame.code.rows[frame.pc]
        if following.entry.name == "RESUME" and following.oparg >= 2:
            return frame.stack[-1]
        return NULL

    def thrown(self, kind: Any, value: Any, traceback: Any, close_on_exit: bool = True) -> Outcome:
        """Throw an exception in, or into what this one waits for."""
        if not self.claim():
            return self.throw_here(kind, value, traceback)
        inner = self.delegate()
        if inner is NULL:
            self.release()
            return self.throw_here(kind, value, traceback)
        frame = self._frame
        assert frame is not None
        outcome: Outcome
        if close_on_exit and is_generator_exit(kind):
            self._state = RUNNING
            failure = close_iterator(inner)
            self._state = WAITING
            if failure is not None:
                return self.go_on(None, failure)
            self.release()
            return self.throw_here(kind, value, traceback)
        machine = Threads.machine()
        self._state = RUNNING
        outer = machine.stand_on(frame)
        try:
            throw: Any = inner.thrown if type(inner) in DRIVEN else getattr(inner, "throw", NULL)
            if throw is NULL:
                outcome = NOT_PASSED_ON
            elif type(inner) in DRIVEN:
                outcome = throw(kind, value, traceback, close_on_exit)
            else:
                outcome = outcome_of(throw, *[each for each in (kind, value, traceback) if each is not NULL])
        finally:
            self._state = WAITING
            machine.step_off(frame, outer)
        if outcome is NOT_PASSED_ON or outcome[0] == YIELDED:
            self.release()
            return self.throw_here(kind, value, traceback) if outcome is NOT_PASSED_ON else outcome
        # The inner iterator is done with: go on behind the SEND loop that drove it.
        frame.stack.pop()
        frame.pc = frame.program[frame.at - 1][1]
        if outcome[0] == RETURNED:
            return self.go_on(outcome[1])
        return self.go_on(None, outcome[1])

    def throw_here(self, kind: Any, value: Any, traceback: Any) -> Outcome:
        if traceback is NULL or traceback is None:
            traceback = None
        elif not isinstance(traceback, TracebackType):
            return RAISED, TypeError("throw() third argument must be a traceback object")
        exc: Any
        if isinstance(kind, type) and issubclass(kind, BaseException):
            if isinstance(value, kind):
                exc = value
            else:
                arguments = () if value is NULL or value is None else value if isinstance(value, tuple) else (value,)
                made = outcome_of(kind, *arguments)
                if made[0] == RAISED:
                    return self.advance(None, made[1])
                exc = made[1]
        elif isinstance(kind, BaseException):
            if value is not NULL and value is not None:
                return RAISED, TypeError("instance exception may not have a separate value")
            exc = kind
        else:
            name = Threads.machine().type_name(type(kind))
            text = f"exceptions must be classes or instances deriving from BaseException, not {name}"
            return RAISED, TypeError(text)
        if traceback is not None:
            exc.__traceback__ = traceback
        return self.advance(None, exc)

    def closed(self) -> BaseException | None:
        """Close it; answers with what went wrong, if anything."""
        if not self.claim():
            return None if self._state == FINISHED else ValueError(f"{self.kind} already executing")
        if self._state == CREATED:
            self._state, self._frame = FINISHED, None
            return None
        inner = self.delegate()
        failure: BaseException | None = None
        if inner is not NULL:
            self._state = RUNNING
            failure = close_iterator(inner)
            self._state = WAITING
        status, value = self.go_on(None, GeneratorExit() if failure is None else failure)
        if status == YIELDED:
            return RuntimeError(f"{self.kind} ignored GeneratorExit")
        if status == RAISED and not isinstance(value, (StopIteration, GeneratorExit)):
            assert isinstance(value, BaseException)
            return value
        return None

    # what the guest may ask and do

    def delivered(self, outcome: Outcome) -> Any:
        """Yielded values are values; returned ones and failures are raised."""
        status, value = outcome
        if status == YIELDED:
            return value
        if status == RAISED:
            raise_unchanged(value)
        if value is None:
            raise StopIteration
        raise StopIteration(value)

    def send(self, value: Any, /) -> Any:
        return self.delivered(self.advance(value))

    def throw(self, *arguments: Any) -> Any:
        return self.delivered(self.thrown(*throw_arguments(arguments)))

    def close(self) -> None:
        failure = self.closed()
        if failure is not None:
            raise_unchanged(failure)

    def frame_object(self) -> FrameType | None:
        """The frame as a real frame object; None when it is over."""
        frame = self._frame
        if frame is None:
            return None
        if frame.mirror is None:
            frame.mirror = Mirror(frame)
        if self._state != RUNNING:
            frame.mirror.fill(frame)
            frame.mirror.own(frame)
            frame.mirror.rest()
            self.note_frame_object()
        return frame.mirror.frame_object

    def note_frame_object(self) -> None:
        """Where somebody has the frame object, remember whose it is, for `clear_frame`."""
        if self._frame is not None and self._frame.mirror is not None:
            WAITING_FRAMES[id(self._frame.mirror.frame_object)] = weakref.ref(self)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")

    def finalize(self) -> None:
        """What happens when nobody holds it any more, or when its frame is cleared."""
        failure: BaseException | None
        try:
            failure = self.finalized()
        except BaseException as exc:  # what a finalizer or a warning raises has nobody to go to
            failure = exc
        if failure is not None:
            report_unraisable(failure, self)

    def __del__(self) -> None:
        if self._state != FINISHED:
            self.finalize()

    def finalized(self) -> BaseException | None:
        """Nobody holds it any more: close it."""
        return self.closed()


DRIVEN: Final[set[type]] = set()
"""The kinds that `yield from` and await drive directly: generators and coroutines."""


def throw_arguments(arguments: tuple[Any, ...]) -> tuple[Any, Any, Any]:
    """The arguments of throw(): type, value and traceback, NULL where not given."""
    if not arguments:
        raise TypeError("throw expected at least 1 argument, got 0")
    if len(arguments) > 3:
        raise TypeError(f"throw expected at most 3 arguments, got {len(arguments)}")
    kind, value, traceback = (*arguments, NULL, NULL)[:3]
    return kind, value, traceback


def caused(exc: BaseException, cause: BaseException) -> BaseException:
    """exc with cause as its cause and context, as _PyErr_FormatFromCause leaves it."""
    exc.__cause__ = cause
    exc.__context__ = cause
    return exc


def is_generator_exit(kind: Any) -> bool:
    """Is what throw() was given GeneratorExit, as a class or an instance?"""
    if isinstance(kind, type):
        return issubclass(kind, GeneratorExit)
    return isinstance(kind, GeneratorExit)


def outcome_of(function: Callable[..., Any], *arguments: Any) -> Outcome:
    """Call an inner iterator's method: its value counts as yielded, StopIteration as returned."""
    caught: BaseException
    try:
        return YIELDED, function(*arguments)
    except StopIteration as stop:
        return RETURNED, stop.value
    except BaseException as exc:
        caught = exc
    return RAISED, caught


def close_iterator(inner: Any) -> BaseException | None:
    """Close what a generator waits for; answers with what went wrong, if anything."""
    if type(inner) in DRIVEN:
        return inner.closed() if inner._state != RUNNING else ValueError(f"{inner.kind} already executing")
    close: Any = NULL
    failure: BaseException | None = None
    try:
        close = getattr(inner, "close", NULL)
    except BaseException as exc:  # CPython reports it and goes on closing
        failure = exc
    if failure is not None:
        report_unraisable(failure, inner)
    if close is not NULL:
        status, value = outcome_of(close)
        if status == RAISED:
            assert isinstance(value, BaseException)
            return value
    return None
