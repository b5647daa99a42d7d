"""Stands in for `enum`: classes of named constants.

class Kind(IntEnum):
    MODULE = 0
    CLASS = 1

Members have a name and a value; they are compared by identity (an IntEnum's as numbers too), found by value, and listed
in order.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class _EnumMaker(type):
    """Turns the constants of a class into its members."""

    _members: dict[str, Any]
    _by_value: dict[Any, Any]

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> _EnumMaker:
        constants = {key: value for key, value in space.items() if key[0] != "_" and not hasattr(value, "__get__")}
        for key in constants:
            del space[key]
        made = super().__new__(cls, name, bases, space)
        made._members, made._by_value = {}, {}
        for key, value in constants.items():
            member: Any = made._by_value.get(value)
            if member is None:
                member = int.__new__(made, value) if issubclass(made, int) else object.__new__(made)
                member.name = member._name_ = key
                member.value = member._value_ = value
                made._by_value[value] = member
            made._members[key] = member
            setattr(made, key, member)
        return made

    def __call__(cls, value: Any) -> Any:
        try:
            return cls._by_value[value]
        except KeyError:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}") from None

    def __getitem__(cls, name: str) -> Any:
        return cls._members[name]

    def __iter__(cls) -> Iterator[Any]:
        return iter(cls._by_value.values())

    def __len__(cls) -> int:
        return len(cls._by_value)


class Enum(metaclass=_EnumMaker):
    """A constant with a name."""

    name: str
    value: Any

    def __repr__(self) -> str:
        return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

    def __str__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __hash__(self) -> int:
        return hash(self.name)


class IntEnum(int, metaclass=_EnumMaker):
    """A number with a name."""

    name: str
    value: int

    __repr__ = Enum.__repr__
    __str__ = int.__repr__
    __hash__ = int.__hash__
