"""Stands in for `typing`: annotations are never evaluated, so most names need only exist.

class Place(NamedTuple):
    line: int
    column: int = 0
"""

from __future__ import annotations

from _collections import _tuplegetter  # type: ignore[import-not-found]

TYPE_CHECKING = False


class _Form:
    """A word of annotations: `Callable[..., int]` gives itself."""

    __slots__ = ()

    def __getitem__(self, parameters: object) -> _Form:
        return self

    def __or__(self, other: object) -> _Form:
        return self

    __ror__ = __or__

    def register(self, kind: type) -> type:
        """Answer the class: compiled modules register their generators with `collections.abc` when they are loaded."""
        return kind


Any = Callable = ClassVar = Final = Literal = NoReturn = Self = TypeAlias = _Form()


class Protocol:
    """A base that says only what a checker reads."""

    __slots__ = ()


class TypeVar:
    """A name for a checker."""

    __slots__ = ("__name__",)

    def __init__(self, name: str, *constraints: object, **options: object) -> None:
        """In: its name; the rest is the checker's."""
        self.__name__ = name


ParamSpec = TypeVar


def cast(kind: object, value: object) -> object:
    """Answer the value."""
    return value


def overload(function: object) -> object:
    """Answer the function: the last definition is the one that stays."""
    return function


class _NamedTupleMaker(type):
    """Makes the classes that `class Place(NamedTuple)` writes."""

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, object]) -> type:
        annotations: Any = space.get("__annotations__", ())
        fields: tuple[str, ...] = tuple(annotations)
        defaults = {field: space.pop(field) for field in fields if field in space}
        space.update({field: _tuplegetter(index, None) for index, field in enumerate(fields)})
        space.update(
            {
                "_fields": fields,
                "_field_defaults": defaults,
                "__new__": _new,
                "__repr__": _representation,
                "_replace": _replaced,
                "_asdict": _as_dict,
            }
        )
        space.setdefault("__slots__", ())
        return type(name, (tuple,), space)


def _new(cls: type, *values: object, **named: object) -> tuple[object, ...]:
    """Make one.  Raises TypeError for values that do not fit, as a function call does."""
    fields: tuple[str, ...] = cls._fields
    if named or len(values) != len(fields):
        rest = fields[len(values) :]
        defaults: dict[str, object] = cls._field_defaults
        missing = [field for field in rest if field not in named and field not in defaults]
        if missing or len(values) > len(fields) or not named.keys() <= set(rest):
            raise TypeError(f"{cls.__name__}() takes {', '.join(fields)}; given: {values!r}, {named!r}")
        values += tuple([named[field] if field in named else defaults[field] for field in rest])
    made: tuple[object, ...] = tuple.__new__(cls, values)
    return made


def _fields_of(self: Any) -> tuple[str, ...]:
    fields: tuple[str, ...] = self._fields
    return fields


def _representation(self: tuple[object, ...]) -> str:
    pairs = zip(_fields_of(self), self, strict=True)
    return f"{type(self).__name__}({', '.join([f'{field}={value!r}' for field, value in pairs])})"


def _replaced(self: tuple[object, ...], **changes: object) -> tuple[object, ...]:
    make: Any = type(self)
    made: tuple[object, ...] = make(**{**_as_dict(self), **changes})
    return made


def _as_dict(self: tuple[object, ...]) -> dict[str, object]:
    return dict(zip(_fields_of(self), self, strict=True))


NamedTuple = type.__new__(_NamedTupleMaker, "NamedTuple", (), {})
