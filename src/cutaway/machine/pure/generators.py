"""Generators and coroutines, as the guest knows them."""

from __future__ import annotations

from _warnings import warn as plain_warning
from builtins import __import__ as _import
from types import FrameType
from typing import Any, ClassVar, Final

from cutaway.bytecode.null import NULL
from cutaway.machine.pure.attributes import ReadOnly
from cutaway.machine.pure.kinds import independent
from cutaway.machine.pure.suspension import (
    CREATED,
    DRIVEN,
    FINISHED,
    RAISED,
    RUNNING,
    WAITING,
    Outcome,
    Suspendable,
)


class _Generator(Suspendable):
    """A generator object."""

    __slots__ = ()

    def __iter__(self) -> _Generator:
        return self

    def __next__(self) -> Any:
        return self.delivered(self.advance(None))

    @ReadOnly
    def gi_frame(self) -> FrameType | None:
        return self.frame_object()

    @ReadOnly
    def gi_code(self) -> Any:
        return self.code

    @ReadOnly
    def gi_running(self) -> bool:
        return self._state == RUNNING

    @ReadOnly
    def gi_suspended(self) -> bool:
        return self._state == WAITING

    @ReadOnly
    def gi_yieldfrom(self) -> Any:
        """object being iterated by yield from, or None"""
        inner = self.delegate()
        return None if inner is NULL else inner


class _Coroutine(Suspendable):
    """A coroutine object."""

    __slots__ = ()

    kind: ClassVar[str] = "coroutine"

    def advance(self, value: Any, exc: BaseException | None = None) -> Outcome:
        if self._state == FINISHED:
            return RAISED, RuntimeError("cannot reuse already awaited coroutine")
        return Suspendable.advance(self, value, exc)

    def __await__(self) -> CoroutineWrapper:
        return CoroutineWrapper(self)

    @ReadOnly
    def cr_frame(self) -> FrameType | None:
        return self.frame_object()

    @ReadOnly
    def cr_code(self) -> Any:
        return self.code

    @ReadOnly
    def cr_running(self) -> bool:
        return self._state == RUNNING

    @ReadOnly
    def cr_suspended(self) -> bool:
        return self._state == WAITING

    @ReadOnly
    def cr_await(self) -> Any:
        """object being awaited on, or None"""
        inner = self.delegate()
        return None if inner is NULL else inner

    @ReadOnly
    def cr_origin(self) -> Any:
        return self.origin

    def finalized(self) -> BaseException | None:
        if self._state == CREATED:
            warn_unawaited(self)
        return self.closed()


class CoroutineWrapper:
    """What `coroutine.__await__()` gives: an iterator over the coroutine."""

    __slots__ = ("coroutine",)

    def __init__(self, coroutine: Suspendable) -> None:
        self.coroutine = coroutine

    def __iter__(self) -> CoroutineWrapper:
        return self

    def __next__(self) -> Any:
        return self.coroutine.send(None)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("cannot pickle 'coroutine_wrapper' object")

    def send(self, value: Any, /) -> Any:
        """Resume with a value."""
        return self.coroutine.send(value)

    def throw(self, *arguments: Any) -> Any:
        """Resume by raising an exception."""
        return self.coroutine.throw(*arguments)

    def close(self) -> None:
        """Raise GeneratorExit where it waits."""
        self.coroutine.close()


def warn_unawaited(coroutine: Suspendable) -> None:
    """The RuntimeWarning for a coroutine that nobody awaited, said by the guest's own warnings module."""
    try:
        warn = _import("warnings")._warn_unawaited_coroutine
    except (ImportError, AttributeError):
        warn = None
    if warn is None:
        plain_warning(f"coroutine '{coroutine._qualname}' was never awaited", RuntimeWarning)
    else:
        warn(coroutine)


def origin(depth: int, frame: FrameType | None) -> tuple[tuple[str, int, str], ...]:
    """Where a coroutine was made: (file, line, function) of up to depth frames."""
    found: list[tuple[str, int, str]] = []
    while frame is not None and len(found) < depth:
        found.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return tuple(found)


Generator: Final = independent(_Generator, "generator")
Coroutine: Final = independent(_Coroutine, "coroutine")
DRIVEN.update((Generator, Coroutine))
CoroutineWrapper.__module__ = "builtins"
CoroutineWrapper.__name__ = CoroutineWrapper.__qualname__ = "coroutine_wrapper"
