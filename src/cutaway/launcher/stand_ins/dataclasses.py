"""Stands in for `dataclasses`: `dataclass` with `frozen`, `slots` and `eq`, and `field` with a default.

@dataclass(frozen=True, slots=True)
class Item:
    name: str
    size: int = 1

Only `__init__`, which the compiler calls often, is written out as text for the class, when the first of the class is
made; the rest is shared.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

_MISSING = object()
run: Callable[[CodeType, dict[str, Any]], None] = exec
"""Runs what is written here; where our functions are to be hidden, PrivateImports puts its own in this place."""


def apart(write: Callable[[], None]) -> None:
    """Call what writes and runs text; PrivateImports puts in this place what keeps that out of the guest's sight."""
    write()


class FrozenInstanceError(AttributeError):
    """An attribute of a frozen object was to be changed."""


class Field:
    """What `field` says of one attribute."""

    __slots__ = ("default", "default_factory", "repr", "compare")

    def __init__(self, default: object, default_factory: object, repr: bool, compare: bool) -> None:  # noqa: A002
        """In: as `field` was given them."""
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare


def field(
    *,
    default: object = _MISSING,
    default_factory: object = _MISSING,
    repr: bool = True,  # noqa: A002
    compare: bool = True,
) -> Any:
    """Say more of an attribute than its annotation does."""
    return Field(default, default_factory, repr, compare)


def dataclass(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True
) -> type | Callable[[type], type]:
    """Give a class what its annotations ask for, as the original does."""
    if cls is None:
        return lambda cls: _made(cls, frozen, slots, eq)
    return _made(cls, frozen, slots, eq)


def _made(cls: type, frozen: bool, slots: bool, eq: bool) -> type:
    own = cls.__dict__
    fields: dict[str, Field] = {}
    for base in reversed(cls.__mro__[1:]):
        fields.update(base.__dict__.get("__dataclass_fields__", {}))
    for name in own.get("__annotations__", {}):
        value = own.get(name, _MISSING)
        fields[name] = value if isinstance(value, Field) else Field(value, _MISSING, True, True)
    space = dict(own)
    for name, each in fields.items():
        if each.default is not _MISSING and not slots:
            space[name] = each.default
        else:
            space.pop(name, None)
    space["__dataclass_fields__"] = fields
    space["__match_args__"] = tuple(fields)
    space.setdefault("__repr__", _representation)
    if eq and "__eq__" not in own:
        space["__eq__"] = _equal
        if own.get("__hash__") is None:
            space["__hash__"] = _hash if frozen else None
    if frozen:
        space["__setattr__"] = space["__delattr__"] = _refuse
    if slots:
        inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__dataclass_fields__", ())}
        space["__slots__"] = tuple([name for name in fields if name not in inherited])
    space.pop("__dict__", None)
    space.pop("__weakref__", None)
    made = type(cls)(cls.__name__, cls.__bases__, space)
    if "__init__" not in own:
        made.__init__ = _initializer(made, fields, frozen, "__post_init__" in own)  # type: ignore[misc]
    return made


def _initializer(cls: Any, fields: dict[str, Field], frozen: bool, has_more: bool) -> Callable[..., None]:
    """Answer an `__init__` that puts the true one in its place when it is called."""

    def __init__(self: object, *values: object, **named: object) -> None:  # noqa: N807
        def write() -> None:
            cls.__init__ = _written_initializer(cls, fields, frozen, has_more)

        apart(write)
        cls.__init__(self, *values, **named)

    return __init__


def _written_initializer(cls: type, fields: dict[str, Field], frozen: bool, has_more: bool) -> object:
    """Write `__init__` for a class."""
    names: dict[str, object] = {"SET": object.__setattr__, "MISSING": _MISSING}
    parameters, lines = [], []
    for name, each in fields.items():
        value = name
        if each.default_factory is not _MISSING:
            names["MAKE_" + name] = each.default_factory
            parameters.append(f"{name}=MISSING")
            value = f"MAKE_{name}() if {name} is MISSING else {name}"
        elif each.default is not _MISSING:
            names["DEFAULT_" + name] = each.default
            parameters.append(f"{name}=DEFAULT_{name}")
        else:
            parameters.append(name)
        lines.append(f" SET(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
    if has_more:
        lines.append(" self.__post_init__()")
    text = f"def __init__(self, {', '.join(parameters)}):\n" + ("\n".join(lines) or " pass")
    code = compile(text, "<written by cutaway>", "exec")
    run(code, names)
    made: Any = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _values(thing: Any) -> tuple[object, ...]:
    return tuple([getattr(thing, name) for name, each in thing.__dataclass_fields__.items() if each.compare])


def _equal(self: Any, other: Any) -> Any:
    return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _representation(self: Any) -> str:
    shown = [f"{name}={getattr(self, name)!r}" for name, each in self.__dataclass_fields__.items() if each.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, value: object = None) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")
