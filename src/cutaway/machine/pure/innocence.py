"""Callables of the host's that never look at the caller's frame, so that no mirror need be made for them."""

from __future__ import annotations

from types import BuiltinFunctionType, MethodDescriptorType
from typing import Any, Final

INNOCENT_TYPES: Final = frozenset(
    [bool, bytearray, bytes, complex, dict, enumerate, filter, float, frozenset, int, list, map, memoryview, object,
     range, reversed, set, slice, str, tuple, zip]
)  # fmt: skip
"""Types of the host whose constructors and methods never look at the caller's frame."""

INNOCENT_FUNCTIONS: Final = frozenset(
    [abs, all, any, bin, callable, chr, divmod, format, getattr, hasattr, hex, isinstance, issubclass,
     iter, len, max, min, next, oct, ord, pow, round, setattr, sorted, sum]
)  # fmt: skip
"""Builtins that never look at the caller's frame; what they call back makes its own arrangements.

`id` is not among them: it raises an audit event, and an audit hook does not hear of ours (see `addaudithook`).
"""


def is_innocent(callee: Any) -> bool:
    """Is it certain that a callable of the host's does not look at the caller's frame?"""
    kind = type(callee)
    if kind is BuiltinFunctionType:
        owner = type(callee.__self__)
        return owner in INNOCENT_TYPES or (callee in INNOCENT_FUNCTIONS)
    if kind is type:
        return callee in INNOCENT_TYPES
    return kind is MethodDescriptorType and callee.__objclass__ in INNOCENT_TYPES
