"""Attributes of generator objects: names that may be changed, and facts that may not."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from cutaway.machine.pure.layout import type_modified


def add_attribute(kind: type, name: str, attribute: Any) -> None:
    """Give a class an attribute that a class statement cannot: `__qualname__` of the instances."""
    (names,) = [each for each in gc.get_referents(kind.__dict__) if isinstance(each, dict)]
    names[name] = attribute
    type_modified(kind)


class NameAttribute:
    """`__name__` or `__qualname__` of a generator: a string that may be changed."""

    def __init__(self, slot: str, name: str, documentation: str) -> None:
        self.slot = slot
        self.name = name
        self.__doc__ = documentation

    def __get__(self, generator: Any, kind: type | None = None) -> Any:
        return self if generator is None else getattr(generator, self.slot)

    def __set__(self, generator: Any, value: Any) -> None:
        if not isinstance(value, str):
            raise TypeError(f"{self.name} must be set to a string object")
        setattr(generator, self.slot, value)

    def __delete__(self, generator: Any) -> None:
        raise TypeError(f"{self.name} must be set to a string object")


class ReadOnly:
    """An attribute such as gi_frame: computed, and not writable."""

    def __init__(self, compute: Callable[[Any], Any]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, generator: Any, kind: type | None = None) -> Any:
        return self if generator is None else self.compute(generator)

    def __set__(self, generator: Any, value: Any) -> None:
        kind = type(generator).__name__
        raise AttributeError(f"attribute '{self.name}' of '{kind}' objects is not writable")
