"""Code generation's SyntaxWarnings: expressions that can only fail, most often for a comma left out.

    [(1, 2)(3, 4)]     'tuple' object is not callable; perhaps you missed a comma?
    x is 1             "is" with a literal. Did you mean "=="?

Source of the rules: `check_caller`, `check_subscripter`, `check_index`, `check_compare` in Python/compile.c.
"""

from __future__ import annotations

import ast
from types import FunctionType, GeneratorType

from cutaway.compiler.codegen.builder import UnitBuilder

_TYPES: dict[type[ast.AST], type] = {
    ast.Tuple: tuple,
    ast.List: list,
    ast.ListComp: list,
    ast.Dict: dict,
    ast.DictComp: dict,
    ast.Set: set,
    ast.SetComp: set,
    ast.GeneratorExp: GeneratorType,
    ast.Lambda: FunctionType,
    ast.JoinedStr: str,
    ast.FormattedValue: str,
}

_NOT_CALLABLE = frozenset(_TYPES) - {ast.Lambda} | {ast.Constant}
_NEVER_SUBSCRIPTABLE = frozenset({ast.Set, ast.SetComp, ast.GeneratorExp, ast.Lambda})
_INDEXED_BY_INTEGERS = frozenset({ast.Tuple, ast.List, ast.ListComp, ast.JoinedStr, ast.FormattedValue})


def _inferred_type(node: ast.expr) -> type | None:
    """Give the type that an expression surely has, None where only running can tell."""
    if type(node) is ast.Constant:
        return type(node.value)
    return _TYPES.get(type(node))


def _type_name(kind: type | None) -> str:
    assert kind is not None
    return kind.__name__[:200]


def check_caller(unit: UnitBuilder, function: ast.expr) -> None:
    """Warn about a call of something that is never callable."""
    if type(function) in _NOT_CALLABLE:
        name = _type_name(_inferred_type(function))
        unit.warn(f"'{name}' object is not callable; perhaps you missed a comma?")


def check_subscripter(unit: UnitBuilder, value: ast.expr) -> None:
    """Warn about a subscript of something that never has items."""
    kind = type(value)
    if kind is ast.Constant:
        constant = value.value  # type: ignore[attr-defined]
        if not (
            constant is None or constant is Ellipsis or isinstance(constant, int | float | complex | set | frozenset)
        ):
            return
    elif kind not in _NEVER_SUBSCRIPTABLE:
        return
    unit.warn(f"'{_type_name(_inferred_type(value))}' object is not subscriptable; perhaps you missed a comma?")


def check_index(unit: UnitBuilder, value: ast.expr, index: ast.expr) -> None:
    """Warn about a sequence display subscripted by something that is never an index."""
    kind = type(value)
    if kind is ast.Constant:
        if not isinstance(value.value, str | bytes | tuple):  # type: ignore[attr-defined]
            return
    elif kind not in _INDEXED_BY_INTEGERS:
        return
    index_type = _inferred_type(index)
    if index_type is None or issubclass(index_type, int):
        return
    unit.warn(
        f"{_type_name(_inferred_type(value))} indices must be integers or slices, "
        f"not {_type_name(index_type)}; perhaps you missed a comma?"
    )


def _is_plain_literal(node: ast.expr) -> bool:
    """Whether identity with this operand is meaningless: a literal that is none of the named singletons."""
    if type(node) is not ast.Constant:
        return False
    value = node.value
    return not (value is None or value is True or value is False or value is Ellipsis)


def check_identity(unit: UnitBuilder, node: ast.Compare) -> None:
    """Warn, once for a comparison, about `is` with a literal."""
    left: ast.expr = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        kind = type(operator)
        if (kind is ast.Is or kind is ast.IsNot) and (_is_plain_literal(left) or _is_plain_literal(right)):
            if kind is ast.Is:
                unit.warn('"is" with a literal. Did you mean "=="?')
            else:
                unit.warn('"is not" with a literal. Did you mean "!="?')
            return
        left = right
