"""Asynchronous generators and the awaitables of their methods (Objects/genobject.c, from async_gen_init_hooks on)."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, ClassVar, Final

from cutaway.bytecode.null import NULL
from cutaway.machine.pure.attributes import ReadOnly
from cutaway.machine.pure.kinds import independent
from cutaway.machine.pure.layout import raise_unchanged
from cutaway.machine.pure.suspension import (
    FINISHED,
    RAISED,
    RETURNED,
    RUNNING,
    WAITING,
    YIELDED,
    Outcome,
    Suspendable,
    caused,
    throw_arguments,
)

NEW: Final = 0
BEGUN: Final = 1
CLOSED: Final = 2

_IGNORED_EXIT: Final = "async generator ignored GeneratorExit"


class Wrapped:
    """A value that an asynchronous generator yields, told apart from what it awaits."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Missing:
    """An attribute that the common base has and this kind has not."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, generator: Any, kind: type | None = None) -> Any:
        raise AttributeError(f"'async_generator' object has no attribute '{self.name}'")


def ended(outcome: Outcome) -> Outcome:
    """An asynchronous generator that returns says so by StopAsyncIteration."""
    return (RAISED, StopAsyncIteration()) if outcome[0] == RETURNED else outcome


class _AsyncGenerator(Suspendable):
    """An asynchronous generator object."""

    __slots__ = ("busy", "closed_for_good", "hooked")

    kind: ClassVar[str] = "async generator"

    def __init__(self, frame: Any) -> None:
        Suspendable.__init__(self, frame)
        self.busy = False
        self.closed_for_good = False
        self.hooked = False

    def translated(self, machine: Any, exc: BaseException) -> BaseException:
        if isinstance(exc, StopAsyncIteration):
            return caused(RuntimeError("async generator raised StopAsyncIteration"), exc)
        return Suspendable.translated(self, machine, exc)

    def advance(self, value: Any, exc: BaseException | None = None) -> Outcome:
        return ended(Suspendable.advance(self, value, exc))

    def go_on(self, value: Any, exc: BaseException | None = None) -> Outcome:
        return ended(Suspendable.go_on(self, value, exc))

    def hook(self) -> None:
        """Introduce the generator to the event loop, once."""
        if not self.hooked:
            self.hooked = True
            hooks = sys.get_asyncgen_hooks()
            self.finalizer = hooks.finalizer
            if hooks.firstiter is not None:
                hooks.firstiter(self)

    def unwrapped(self, outcome: Outcome) -> Outcome:
        """A value yielded by the generator itself ends the awaiting; what it awaits goes on to the event loop."""
        status, value = outcome
        if status == RAISED:
            if isinstance(value, (StopAsyncIteration, GeneratorExit)):
                self.closed_for_good = True
            self.busy = False
        elif isinstance(value, Wrapped):
            self.busy = False
            return RETURNED, value.value
        return outcome

    def __aiter__(self) -> _AsyncGenerator:
        return self

    def __anext__(self) -> Any:
        self.hook()
        return AsyncSend(self, None)

    def asend(self, value: Any, /) -> Any:
        """An awaitable that resumes with a value."""
        self.hook()
        return AsyncSend(self, value)

    def athrow(self, *arguments: Any) -> Any:
        """An awaitable that resumes by raising an exception."""
        self.hook()
        return AsyncThrow(self, arguments)

    def aclose(self) -> Any:
        """An awaitable that raises GeneratorExit where the generator waits."""
        self.hook()
        return AsyncThrow(self, None)

    @ReadOnly
    def ag_frame(self) -> FrameType | None:
        return self.frame_object()

    @ReadOnly
    def ag_code(self) -> Any:
        return self.code

    @ReadOnly
    def ag_running(self) -> bool:
        return self.busy

    @ReadOnly
    def ag_suspended(self) -> bool:
        return self._state == WAITING

    @ReadOnly
    def ag_await(self) -> Any:
        """object being awaited on, or None"""
        inner = self.delegate()
        return None if inner is NULL else inner

    @property
    def finished(self) -> bool:
        return self._state == FINISHED

    def finalized(self) -> BaseException | None:
        if self.finalizer is not None and not self.closed_for_good:
            self.finalizer(self)
            return None
        return self.closed()


for _name in ("send", "throw", "close"):  # asynchronous generators have asend, athrow and aclose instead
    setattr(_AsyncGenerator, _name, Missing(_name))


class AsyncAwaitable:
    """The base of the awaitables: a little iterator that drives the generator."""

    __slots__ = ("generator", "state")

    def __init__(self, generator: _AsyncGenerator) -> None:
        self.generator = generator
        self.state = NEW

    def __await__(self) -> Any:
        return self

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        return self.send(None)

    def send(self, value: Any, /) -> Any:
        raise NotImplementedError

    def close(self) -> None:
        """Be done with it."""
        self.state = CLOSED

    def delivered(self, outcome: Outcome) -> Any:
        status, value = outcome
        if status == YIELDED:
            return value
        self.state = CLOSED
        if status == RAISED:
            raise_unchanged(value)
        if value is None:
            raise StopIteration
        raise StopIteration(value)


class AsyncSend(AsyncAwaitable):
    """The awaitable of `__anext__()` and `asend()`."""

    __slots__ = ("value",)

    def __init__(self, generator: _AsyncGenerator, value: Any) -> None:
        super().__init__(generator)
        self.value = value

    def send(self, value: Any, /) -> Any:
        """Resume the generator."""
        if self.state == CLOSED:
            raise RuntimeError("cannot reuse already awaited __anext__()/asend()")
        generator = self.generator
        if self.state == NEW:
            if generator.busy:
                raise RuntimeError("anext(): asynchronous generator is already running")
            if value is None:
                value = self.value
            self.state = BEGUN
        generator.busy = True
        return self.delivered(generator.unwrapped(generator.advance(value)))

    def throw(self, *arguments: Any) -> Any:
        """Resume the generator by raising an exception."""
        if self.state == CLOSED:
            raise RuntimeError("cannot reuse already awaited __anext__()/asend()")
        generator = self.generator
        return self.delivered(generator.unwrapped(generator.thrown(*throw_arguments(arguments))))


class AsyncThrow(AsyncAwaitable):
    """The awaitable of `athrow()`, and without arguments that of `aclose()`."""

    __slots__ = ("arguments",)

    def __init__(self, generator: _AsyncGenerator, arguments: tuple[Any, ...] | None) -> None:
        super().__init__(generator)
        self.arguments = arguments

    def send(self, value: Any, /) -> Any:
        """Resume the generator."""
        if self.state == CLOSED:
            raise RuntimeError("cannot reuse already awaited aclose()/athrow()")
        generator = self.generator
        if generator.finished:
            self.state = CLOSED
            raise StopIteration
        if self.state == NEW:
            self.begin(value)
            generator.busy = True
            if self.arguments is None:
                generator.closed_for_good = True
                return self.closing(generator.thrown(GeneratorExit, NULL, NULL, close_on_exit=False))
            kind, given, traceback = throw_arguments(self.arguments)
            return self.delivered(generator.unwrapped(generator.thrown(kind, given, traceback, close_on_exit=False)))
        outcome = generator.advance(value)
        if self.arguments is None:
            return self.closing(outcome)
        return self.delivered(generator.unwrapped(outcome))

    def begin(self, value: Any) -> None:
        generator = self.generator
        if generator.busy:
            self.state = CLOSED
            name = "aclose" if self.arguments is None else "athrow"
            raise RuntimeError(f"{name}(): asynchronous generator is already running")
        if generator.closed_for_good:
            self.state = CLOSED
            raise StopAsyncIteration
        if value is not None:
            raise RuntimeError("can't send non-None value to a just-started coroutine")
        self.state = BEGUN

    def closing(self, outcome: Outcome) -> Any:
        """aclose() is content with StopAsyncIteration and GeneratorExit, and does not take another value."""
        status, value = outcome
        generator = self.generator
        if status == YIELDED:
            if not isinstance(value, Wrapped):
                return value
            outcome = RAISED, RuntimeError(_IGNORED_EXIT)
        elif isinstance(value, (StopAsyncIteration, GeneratorExit)):
            outcome = RETURNED, None
        generator.busy = False
        return self.delivered(outcome)

    def throw(self, *arguments: Any) -> Any:
        """Resume the generator by raising an exception."""
        if self.state == CLOSED:
            raise RuntimeError("cannot reuse already awaited aclose()/athrow()")
        generator = self.generator
        outcome = generator.thrown(*throw_arguments(arguments))
        if self.arguments is None:
            return self.closing(outcome)
        return self.delivered(generator.unwrapped(outcome))


AsyncGenerator: Final = independent(_AsyncGenerator, "async_generator")
for _kind, _kind_name in ((AsyncSend, "async_generator_asend"), (AsyncThrow, "async_generator_athrow")):
    _kind.__module__ = "builtins"
    _kind.__name__ = _kind.__qualname__ = _kind_name
__all__ = ["AsyncGenerator", "RUNNING", "Wrapped"]
