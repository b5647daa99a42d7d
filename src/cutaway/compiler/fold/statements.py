"""Constant folding of statements and patterns: find their expressions and fold those in place.

Source of the rules: `astfold_stmt`, `astfold_pattern` and `astfold_body` in Python/ast_opt.c.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from cutaway.compiler.fold.expressions import (
    Folder,
    fold_arguments,
    fold_expression,
    fold_iterable,
    fold_keywords,
    fold_list,
)
from cutaway.compiler.future import docstring_of

STATEMENTS: dict[type[ast.AST], Callable[[Folder, Any], None]] = {}


def fold_statements(folder: Folder, body: list[ast.stmt]) -> None:
    """Fold each statement of a list."""
    table = STATEMENTS
    for statement in body:
        table[type(statement)](folder, statement)


def fold_body(folder: Folder, body: list[ast.stmt]) -> None:
    """Fold the body of a module, class or function, and keep folding from making a docstring."""
    had_docstring = docstring_of(body) is not None
    fold_statements(folder, body[:1])
    # Before the others: a fold that is cut short by the recursion limit is done again from the start.
    if not had_docstring and docstring_of(body) is not None:
        first = body[0]
        assert type(first) is ast.Expr
        first.value = ast.copy_location(ast.JoinedStr([first.value]), first)
    fold_statements(folder, body[1:])


def _fold_function(folder: Folder, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    fold_arguments(folder, node.args)
    fold_body(folder, node.body)
    fold_list(folder, node.decorator_list)
    if not folder.future_annotations:
        node.returns = fold_expression(folder, node.returns)


def _fold_class(folder: Folder, node: ast.ClassDef) -> None:
    fold_list(folder, node.bases)
    fold_keywords(folder, node.keywords)
    fold_body(folder, node.body)
    fold_list(folder, node.decorator_list)


def _fold_value(folder: Folder, node: ast.Return | ast.Expr) -> None:
    node.value = fold_expression(folder, node.value)


def _fold_targets(folder: Folder, node: ast.Delete) -> None:
    fold_list(folder, node.targets)


def _fold_assign(folder: Folder, node: ast.Assign) -> None:
    fold_list(folder, node.targets)
    node.value = fold_expression(folder, node.value)


def _fold_augmented_assign(folder: Folder, node: ast.AugAssign) -> None:
    node.target = fold_expression(folder, node.target)
    node.value = fold_expression(folder, node.value)


def _fold_annotated_assign(folder: Folder, node: ast.AnnAssign) -> None:
    node.target = fold_expression(folder, node.target)
    if not folder.future_annotations:
        node.annotation = fold_expression(folder, node.annotation)
    node.value = fold_expression(folder, node.value)


def _fold_for(folder: Folder, node: ast.For | ast.AsyncFor) -> None:
    node.target = fold_expression(folder, node.target)
    node.iter = fold_expression(folder, node.iter)
    fold_statements(folder, node.body)
    fold_statements(folder, node.orelse)
    if type(node) is ast.For:
        node.iter = fold_iterable(node.iter)


def _fold_test(folder: Folder, node: ast.While | ast.If) -> None:
    node.test = fold_expression(folder, node.test)
    fold_statements(folder, node.body)
    fold_statements(folder, node.orelse)


def _fold_with(folder: Folder, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        item.context_expr = fold_expression(folder, item.context_expr)
        item.optional_vars = fold_expression(folder, item.optional_vars)
    fold_statements(folder, node.body)


def _fold_raise(folder: Folder, node: ast.Raise) -> None:
    node.exc = fold_expression(folder, node.exc)
    node.cause = fold_expression(folder, node.cause)


def _fold_try(folder: Folder, node: ast.Try | ast.TryStar) -> None:
    fold_statements(folder, node.body)
    for handler in node.handlers:
        handler.type = fold_expression(folder, handler.type)
        fold_statements(folder, handler.body)
    fold_statements(folder, node.orelse)
    fold_statements(folder, node.finalbody)


def _fold_assert(folder: Folder, node: ast.Assert) -> None:
    node.test = fold_expression(folder, node.test)
    node.msg = fold_expression(folder, node.msg)


def _fold_match(folder: Folder, node: ast.Match) -> None:
    node.subject = fold_expression(folder, node.subject)
    for case in node.cases:
        _fold_pattern(folder, case.pattern)
        case.guard = fold_expression(folder, case.guard)
        fold_statements(folder, case.body)


def _fold_pattern(folder: Folder, node: ast.pattern | None) -> None:
    """Fold the values in a pattern: this is what makes constants of `-1` and `1+2j` there."""
    match node:
        case ast.MatchValue():
            node.value = fold_expression(folder, node.value)
        case ast.MatchSequence(patterns) | ast.MatchOr(patterns):
            _fold_patterns(folder, patterns)
        case ast.MatchMapping(keys, patterns):
            fold_list(folder, keys)
            _fold_patterns(folder, patterns)
        case ast.MatchClass():
            node.cls = fold_expression(folder, node.cls)
            _fold_patterns(folder, node.patterns)
            _fold_patterns(folder, node.kwd_patterns)
        case ast.MatchAs(pattern):
            _fold_pattern(folder, pattern)


def _fold_patterns(folder: Folder, patterns: list[ast.pattern]) -> None:
    for pattern in patterns:
        _fold_pattern(folder, pattern)


def _keep(folder: Folder, node: ast.stmt) -> None:
    """A statement without expressions."""


STATEMENTS.update(
    {
        ast.FunctionDef: _fold_function,
        ast.AsyncFunctionDef: _fold_function,
        ast.ClassDef: _fold_class,
        ast.Return: _fold_value,
        ast.Delete: _fold_targets,
        ast.Assign: _fold_assign,
        ast.AugAssign: _fold_augmented_assign,
        ast.AnnAssign: _fold_annotated_assign,
        ast.For: _fold_for,
        ast.AsyncFor: _fold_for,
        ast.While: _fold_test,
        ast.If: _fold_test,
        ast.With: _fold_with,
        ast.AsyncWith: _fold_with,
        ast.Raise: _fold_raise,
        ast.Try: _fold_try,
        ast.TryStar: _fold_try,
        ast.Assert: _fold_assert,
        ast.Expr: _fold_value,
        ast.Match: _fold_match,
        ast.Import: _keep,
        ast.ImportFrom: _keep,
        ast.Global: _keep,
        ast.Nonlocal: _keep,
        ast.Pass: _keep,
        ast.Break: _keep,
        ast.Continue: _keep,
    }
)
