"""What the classes share that launcher/records.py writes out: dataclasses with `slots`, and named tuples."""

from __future__ import annotations

from _collections import _tuplegetter as field_of_tuple  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["field_of_tuple"]

NOT_GIVEN = object()
new_tuple = tuple.__new__
set_field = object.__setattr__


class FrozenInstanceError(AttributeError):
    """An attribute of a frozen object was to be changed."""


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
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def as_dict(self: Any) -> dict[str, object]:
    """Be `_asdict` of a named tuple."""
    return dict(zip(self._fields, self, strict=True))


def replaced(self: Any, **changes: object) -> Any:
    """Be `_replace` of a named tuple."""
    return type(self)(**{**as_dict(self), **changes})
