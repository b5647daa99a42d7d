"""Trees that a guest hands to compile(): what no source could give is refused, with CPython's messages.

    validate(tree)     Raises ValueError or TypeError: "BoolOp with less than 2 values", "empty body on If", ...

In: a tree of exact `ast` classes with every field present (trees.own_copy).
Source of the rules: `_PyAST_Validate` in Python/ast.c.  The order of checks is CPython's: it decides which of
several faults is reported.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from cutaway.compiler.validate_expressions import (
    check_place,
    require_some,
    validate_arguments,
    validate_expression,
    validate_expressions,
    validate_keywords,
)
from cutaway.compiler.validate_patterns import validate_pattern

Validator = Callable[[Any], None]


def validate(tree: ast.AST) -> None:
    """Check a module tree of any mode."""
    match tree:
        case ast.Module(body) | ast.Interactive(body):
            _validate_statements(body)
        case ast.Expression(body):
            validate_expression(body, "Load")


def _validate_statements(body: Sequence[ast.stmt | None]) -> None:
    for statement in body:
        if statement is None:
            raise ValueError("None disallowed in statement list")
        check_place(statement)
        _STATEMENTS[type(statement)](statement)


def _validate_body(body: Sequence[ast.stmt | None], owner: object) -> None:
    require_some(body, "body", type(owner).__name__)
    _validate_statements(body)


def _optional(node: ast.expr | None, context: str = "Load") -> None:
    if node is not None:
        validate_expression(node, context)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    _validate_body(node.body, node)
    validate_arguments(node.args)
    validate_expressions(node.decorator_list, "Load")
    _optional(node.returns)


def _class(node: ast.ClassDef) -> None:
    _validate_body(node.body, node)
    validate_expressions(node.bases, "Load")
    validate_keywords(node.keywords)
    validate_expressions(node.decorator_list, "Load")


def _value(node: ast.Return | ast.Expr) -> None:
    _optional(node.value)


def _delete(node: ast.Delete) -> None:
    require_some(node.targets, "targets", "Delete")
    validate_expressions(node.targets, "Del")


def _assign(node: ast.Assign) -> None:
    require_some(node.targets, "targets", "Assign")
    validate_expressions(node.targets, "Store")
    validate_expression(node.value, "Load")


def _augmented_assign(node: ast.AugAssign) -> None:
    validate_expression(node.target, "Store")
    validate_expression(node.value, "Load")


def _annotated_assign(node: ast.AnnAssign) -> None:
    if node.simple and type(node.target) is not ast.Name:
        raise TypeError("AnnAssign with simple non-Name target")
    validate_expression(node.target, "Store")
    _optional(node.value)
    validate_expression(node.annotation, "Load")


def _for(node: ast.For | ast.AsyncFor) -> None:
    validate_expression(node.target, "Store")
    validate_expression(node.iter, "Load")
    _validate_body(node.body, node)
    _validate_statements(node.orelse)


def _test(node: ast.While | ast.If) -> None:
    validate_expression(node.test, "Load")
    _validate_body(node.body, node)
    _validate_statements(node.orelse)


def _with(node: ast.With | ast.AsyncWith) -> None:
    require_some(node.items, "items", type(node).__name__)
    for item in node.items:
        validate_expression(item.context_expr, "Load")
        _optional(item.optional_vars, "Store")
    _validate_body(node.body, node)


def _match(node: ast.Match) -> None:
    validate_expression(node.subject, "Load")
    require_some(node.cases, "cases", "Match")
    for case in node.cases:
        validate_pattern(case.pattern, star_allowed=False)
        _optional(case.guard)
        _validate_body(case.body, case)


def _raise(node: ast.Raise) -> None:
    if node.exc is None and node.cause is not None:
        raise ValueError("Raise with cause but no exception")
    _optional(node.exc)
    _optional(node.cause)


def _try(node: ast.Try | ast.TryStar) -> None:
    owner = type(node).__name__
    _validate_body(node.body, node)
    if not node.handlers and not node.finalbody:
        raise ValueError(f"{owner} has neither except handlers nor finalbody")
    if not node.handlers and node.orelse:
        raise ValueError(f"{owner} has orelse but no except handlers")
    for handler in node.handlers:
        if type(node) is ast.Try:
            check_place(handler)
        _optional(handler.type)
        _validate_body(handler.body, handler)
    _validate_statements(node.finalbody)
    _validate_statements(node.orelse)


def _assert(node: ast.Assert) -> None:
    validate_expression(node.test, "Load")
    _optional(node.msg)


def _names(node: ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal) -> None:
    if type(node) is ast.ImportFrom and (node.level or 0) < 0:
        raise ValueError("Negative ImportFrom level")
    require_some(node.names, "names", type(node).__name__)


def _nothing(node: ast.stmt) -> None:
    """A statement without parts."""


_STATEMENTS: dict[type[ast.AST], Validator] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Return: _value,
    ast.Delete: _delete,
    ast.Assign: _assign,
    ast.AugAssign: _augmented_assign,
    ast.AnnAssign: _annotated_assign,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _test,
    ast.If: _test,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: _match,
    ast.Raise: _raise,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Assert: _assert,
    ast.Import: _names,
    ast.ImportFrom: _names,
    ast.Global: _names,
    ast.Nonlocal: _names,
    ast.Expr: _value,
    ast.Pass: _nothing,
    ast.Break: _nothing,
    ast.Continue: _nothing,
}
