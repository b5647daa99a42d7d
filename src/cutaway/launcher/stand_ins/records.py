"""What is shared by what launcher/records.py writes out: dataclasses with `slots`, named tuples, and constants."""

from __future__ import annotations

import sys
from _collections import _tuplegetter as field_of_tuple  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["field_of_tuple"]

NOT_GIVEN = object()
new_tuple = tuple.__new__
set_field = object.__setattr__
namespace = type(sys.implementation)


class Constant:
    """A member of an Enum."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, value: object) -> None:
        """In: what it has."""
        self.name = name
        self.value = value

    def __repr__(self) -> str:
        return f"<{self.name}: {self.value!r}>"


def values_of(thing: Any) -> tuple[object, ...]:
    """Give the values of all fields."""
    return tuple([getattr(thing, name) for name in thing.__match_args__])


def text_of(self: Any) -> str:
    """Be `__repr__`."""
    shown = [f"{name}={getattr(self, name)!r}" for name in self.__match_args__]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def is_equal(self: Any, other: Any) -> Any:
    """Be `__eq__` of a dataclass."""
    return values_of(self) == values_of(other) if other.__class__ is self.__class__ else NotImplemented


def hash_of(self: Any) -> int:
    """Be `__hash__` of a frozen dataclass."""
    return hash(values_of(self))


def refuse_change(self: object, name: str, value: object = None) -> None:
    """Be `__setattr__` and `__delattr__` of a frozen dataclass."""
    from cutaway.launcher.stand_ins.dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def as_dict(self: Any) -> dict[str, object]:
    """Be `_asdict` of a named tuple."""
    return dict(zip(self._fields, self, strict=True))


def replaced(self: Any, **changes: object) -> Any:
    """Be `_replace` of a named tuple."""
    return type(self)(**{**as_dict(self), **changes})
