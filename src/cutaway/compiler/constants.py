"""Constants of one compilation: which are the same, and one object for each.

    pool = ConstantPool()
    pool.merge((1, 2.0))     ->  (key, (1, 2.0))     the key tells types and signs of zero apart: 1, 1.0 and True differ
    pool.merge((1, 2.0))[1]  is the object of the first call, also from another code object of the same compilation

Source of the rules: `_PyCode_ConstantKey` (Objects/codeobject.c) and `merge_consts_recursive` (Python/compile.c).
Sharing is visible: marshal writes a reference where CPython shares an object, so `.pyc` files depend on it.
"""

from __future__ import annotations

from sys import intern
from types import CodeType
from typing import Any


def _is_negative_zero(number: float) -> bool:
    return number == 0.0 and repr(number)[0] == "-"


def constant_key(value: Any) -> Any:
    """Give a dictionary key that two constants share only if one can stand for the other.

    In: any constant that a code object can hold.  Out: a hashable key.  Raises nothing of its own.
    """
    kind = type(value)
    if kind is str or kind is int or value is None or value is Ellipsis or kind is CodeType:
        return value
    if kind is bool or kind is bytes:
        return kind, value
    if kind is float:
        return (kind, value, "-") if _is_negative_zero(value) else (kind, value)
    if kind is complex:
        return kind, value, _is_negative_zero(value.real), _is_negative_zero(value.imag)
    if kind is tuple:
        return kind, tuple([constant_key(item) for item in value])
    if kind is frozenset:
        return kind, frozenset([constant_key(item) for item in value])
    # Only a tree made by hand can hold anything else; such an object equals nothing but itself.
    return id(value), kind


def _interned(item: Any) -> Any:
    return intern(item) if type(item) is str and item.isascii() and item.replace("_", "x").isalnum() else item


def own_sets(constants: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give the constants of a code object sets of its own, where there is an identifier in them.

    CPython shares a set between code objects, or does not, by whether its words were interned before: by what else was
    compiled in the process (python/cpython#129724).  Identifiers mostly were.  Files must not depend on that.
    """
    if not any(type(value) is frozenset for value in constants):
        return constants
    return tuple([frozenset([*value]) if _has_identifier(value) else value for value in constants])


def _has_identifier(value: Any) -> bool:
    return type(value) is frozenset and any(type(item) is str and item.isidentifier() for item in value)


class ConstantPool:
    """Every constant met in one compilation, one object for each key."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: dict[Any, Any] = {}

    def merge(self, value: Any) -> tuple[Any, Any]:
        """Register a constant and its parts.

        Out: (its key, the object that stands for it from now on).
        """
        key = constant_key(value)
        entries = self._entries
        known = entries.get(key, entries)
        if known is not entries:
            return key, known
        # Reserved before the parts are merged, as CPython does; a constant cannot contain itself.
        entries[key] = value
        if type(value) is tuple:
            parts = [self.merge(item)[1] for item in value]
            if any(new is not old for new, old in zip(parts, value, strict=True)):
                value = entries[key] = tuple(parts)
        elif type(value) is frozenset and value:
            # Making a code object interns the words in a set, and copies a set in which it finds one that is another
            # object already.  Interned here, they never are: what was compiled before changes nothing (`own_sets`).
            value = entries[key] = frozenset(tuple([_interned(self.merge(item)[1]) for item in value]))
        return key, value

    def merge_flat(self, value: Any) -> Any:
        """Register a constant without looking at its parts (name and constant tuples of a code object).

        Out: the object that stands for it.  Source: `merge_const_one` in Python/compile.c.
        """
        return self._entries.setdefault(constant_key(value), value)
