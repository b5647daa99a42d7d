"""Constant folding: compute the value of an operation on constants, unless it could become large.

    binary(ast.Add, 1, 2)        ->  3
    binary(ast.Mult, "x", 9999)  ->  NOT_FOLDED      the result would bloat the code object

Limits and their meaning are those of Python/ast_opt.c (`safe_multiply`, `safe_power`, `safe_lshift`).
"""

from __future__ import annotations

import _operator
import ast
from collections.abc import Callable
from typing import Any, Final

NOT_FOLDED: Final = object()
"""Stands for "leave the expression as it is"; None would be a possible value."""

_MAX_INT_BITS = 128
_MAX_COLLECTION_ITEMS = 256
_MAX_STRING_LENGTH = 4096
_MAX_TOTAL_ITEMS = 1024


def _items_left(value: Any, limit: int) -> int:
    """Count items, nested ones too, down from a limit; negative as soon as there are too many to hash quickly."""
    if isinstance(value, tuple | frozenset):
        limit -= len(value)
        for item in value:
            if limit < 0:
                break
            limit = _items_left(item, limit)
    return limit


def _multiply(left: Any, right: Any) -> Any:
    if isinstance(left, int):
        if isinstance(right, int):
            if left and right and left.bit_length() + right.bit_length() > _MAX_INT_BITS:
                return NOT_FOLDED
        elif isinstance(right, tuple | frozenset):
            size = len(right)
            if size:
                if left < 0 or left > _MAX_COLLECTION_ITEMS // size:
                    return NOT_FOLDED
                if left and _items_left(right, _MAX_TOTAL_ITEMS // left) < 0:
                    return NOT_FOLDED
        elif isinstance(right, str | bytes):
            size = len(right)
            if size and (left < 0 or left > _MAX_STRING_LENGTH // size):
                return NOT_FOLDED
    elif isinstance(right, int) and isinstance(left, tuple | frozenset | str | bytes):
        return _multiply(right, left)
    return left * right


def _power(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int) and left and right > 0:
        # The result has about left.bit_length() * right bits.
        if left.bit_length() > _MAX_INT_BITS // right:
            return NOT_FOLDED
    return left**right


def _shift_left(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int) and left and right:
        if right < 0 or right > _MAX_INT_BITS or left.bit_length() > _MAX_INT_BITS - right:
            return NOT_FOLDED
    return left << right


def _remainder(left: Any, right: Any) -> Any:
    # For strings this is formatting, whose result may be large and may depend on the values' own methods.
    return NOT_FOLDED if isinstance(left, str | bytes) else left % right


_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: _operator.add,
    ast.Sub: _operator.sub,
    ast.Mult: _multiply,
    ast.Div: _operator.truediv,
    ast.FloorDiv: _operator.floordiv,
    ast.Mod: _remainder,
    ast.Pow: _power,
    ast.LShift: _shift_left,
    ast.RShift: _operator.rshift,
    ast.BitOr: _operator.or_,
    ast.BitXor: _operator.xor,
    ast.BitAnd: _operator.and_,
}

_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.Invert: _operator.invert,
    ast.Not: _operator.not_,
    ast.UAdd: _operator.pos,
    ast.USub: _operator.neg,
}


def binary(kind: type[ast.operator], left: Any, right: Any) -> Any:
    """Compute `left <op> right`.  Out: the value, or NOT_FOLDED where it is too large or raises."""
    compute = _BINARY.get(kind)
    return NOT_FOLDED if compute is None else _attempt(compute, left, right)


def unary(kind: type[ast.unaryop], operand: Any) -> Any:
    """Compute `<op> operand`.  Out: the value, or NOT_FOLDED where it raises."""
    return _attempt(_UNARY[kind], operand)


def item(container: Any, index: Any) -> Any:
    """Compute `container[index]`.  Out: the value, or NOT_FOLDED where it raises."""
    return _attempt(_operator.getitem, container, index)


def _attempt(compute: Callable[..., Any], *operands: Any) -> Any:
    try:
        return compute(*operands)
    except Exception:
        # Whatever goes wrong here (1 / 0, "a" + 1) is the program's to raise when it runs, not the compiler's.
        return NOT_FOLDED
