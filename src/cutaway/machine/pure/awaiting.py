"""Verbs for awaitables and asynchronous iterators (_PyCoro_GetAwaitableIter in Objects/genobject.c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cutaway.bytecode.flags import CO_COROUTINE, CO_ITERABLE_COROUTINE
from cutaway.bytecode.null import NULL
from cutaway.machine.pure.async_generators import AsyncGenerator
from cutaway.machine.pure.frames import Frame
from cutaway.machine.pure.generators import Coroutine, Generator
from cutaway.machine.pure.suspension import caused
from cutaway.machine.pure.values import type_attribute

_AWAITED_BY = {1: ("async with", "__aenter__"), 2: ("async with", "__aexit__")}


def is_coroutine(value: Any) -> bool:
    """A coroutine, or a generator that types.coroutine() made one."""
    return type(value) is Coroutine or (type(value) is Generator and bool(value.code.co_flags & CO_ITERABLE_COROUTINE))


class AwaitVerbs:
    """See cutaway.machine.engine.Values."""

    if TYPE_CHECKING:

        def type_name(self, kind: type) -> str: ...

        def lookup_special(self, owner: Any, name: str) -> Any: ...

    def awaitable_iterator(self, value: Any) -> Any:
        """The iterator behind an awaitable."""
        if is_coroutine(value):
            return value
        getter = self.lookup_special(value, "__await__")
        if getter is NULL or getter is None:
            raise TypeError(f"object {self.type_name(type(value))} can't be used in 'await' expression")
        iterator = getter()
        if is_coroutine(iterator):
            raise TypeError("__await__() returned a coroutine")
        if type_attribute(type(iterator), "__next__") is NULL:
            raise TypeError(f"__await__() returned non-iterator of type '{self.type_name(type(iterator))}'")
        return iterator

    def get_awaitable(self, frame: Frame, value: Any, where: int) -> Any:
        if where and not is_coroutine(value) and type_attribute(type(value), "__await__") is NULL:
            statement, method = _AWAITED_BY[where]
            raise TypeError(
                f"'{statement}' received an object from {method} that does not implement __await__: "
                f"{self.type_name(type(value))}"
            )
        iterator = self.awaitable_iterator(value)
        if type(iterator) is Coroutine and iterator.delegate() is not NULL:
            raise RuntimeError("coroutine is being awaited already")
        return iterator

    def get_aiter(self, frame: Frame, value: Any) -> Any:
        getter = self.lookup_special(value, "__aiter__")
        if getter is NULL:
            kind = self.type_name(type(value))
            raise TypeError(f"'async for' requires an object with __aiter__ method, got {kind}")
        iterator = getter()
        if type_attribute(type(iterator), "__anext__") is NULL:
            raise TypeError(
                "'async for' received an object from __aiter__ that does not implement __anext__: "
                f"{self.type_name(type(iterator))}"
            )
        return iterator

    def get_anext(self, frame: Frame, iterator: Any) -> Any:
        if type(iterator) is AsyncGenerator:
            return iterator.__anext__()
        getter = self.lookup_special(iterator, "__anext__")
        if getter is NULL:
            kind = self.type_name(type(iterator))
            raise TypeError(f"'async for' requires an iterator with __anext__ method, got {kind}")
        value = getter()
        failure: BaseException
        try:
            return self.awaitable_iterator(value)
        except BaseException as exc:
            failure = exc
        kind = self.type_name(type(value))
        raise caused(TypeError(f"'async for' received an invalid object from __anext__: {kind}"), failure)

    def get_yield_from_iter(self, frame: Frame, iterable: Any) -> Any:
        if type(iterable) is Coroutine:
            if not frame.code.flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE):
                raise TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
            return iterable
        return iterable if type(iterable) is Generator else iter(iterable)
