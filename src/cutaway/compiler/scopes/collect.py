"""First half of the scopes stage: read statements and patterns, and enter what they do to names.

    collect(ast.parse("global x"), "f.py", False)  ->  ScopeTable whose top.symbols is {"x": DEF_GLOBAL}

Source of the rules: `symtable_visit_stmt` and its neighbours in Python/symtable.c.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from cutaway.compiler.scopes.collector import Collector
from cutaway.compiler.scopes.expressions import define_parameters, visit_all, visit_expression
from cutaway.compiler.scopes.scope import (
    DEF_ANNOT,
    DEF_GLOBAL,
    DEF_IMPORT,
    DEF_LOCAL,
    DEF_NONLOCAL,
    DEF_PARAM,
    USE,
    Kind,
    ScopeTable,
)

STATEMENTS: dict[type[ast.AST], Callable[[Collector, Any], None]] = {}


def collect(tree: ast.AST, filename: str, future_annotations: bool) -> ScopeTable:
    """Read a module tree.

    Out: its scopes with `symbols` filled and `resolution` empty.  Raises SyntaxError where the text alone shows that
    a rule is broken, RuntimeError for a tree of mode "func_type", as CPython does.
    """
    collector = Collector(filename, future_annotations, tree)
    if isinstance(tree, ast.Module | ast.Interactive):
        visit_statements(collector, tree.body)
    elif isinstance(tree, ast.Expression):
        visit_expression(collector, tree.body)
    else:
        raise RuntimeError("this compiler does not handle FunctionTypes")
    return ScopeTable(collector.top, collector.by_node)


def visit_statements(collector: Collector, body: Iterable[ast.stmt]) -> None:
    """Enter the names of a body."""
    table = STATEMENTS
    for statement in body:
        table[type(statement)](collector, statement)


def _visit_function(collector: Collector, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    collector.define(node.name, DEF_LOCAL, node)
    visit_all(collector, node.args.defaults)
    visit_all(collector, node.args.kw_defaults)
    _visit_signature_annotations(collector, node)
    visit_all(collector, node.decorator_list)
    scope = collector.enter(Kind.FUNCTION, node.name, node)
    scope.is_coroutine = type(node) is ast.AsyncFunctionDef
    define_parameters(collector, node.args)
    visit_statements(collector, node.body)
    collector.leave()


def _visit_signature_annotations(collector: Collector, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    arguments = node.args
    if collector.future_annotations:
        collector.enter(Kind.ANNOTATION, "_annotation", node)
    for group in (arguments.posonlyargs, arguments.args):
        visit_all(collector, [parameter.annotation for parameter in group])
    for parameter in (arguments.vararg, arguments.kwarg):
        if parameter is not None and parameter.annotation is not None:
            visit_expression(collector, parameter.annotation)
    visit_all(collector, [parameter.annotation for parameter in arguments.kwonlyargs])
    if collector.future_annotations:
        collector.leave()
    if node.returns is not None:
        _visit_annotation(collector, node.returns)


def _visit_annotation(collector: Collector, annotation: ast.expr) -> None:
    """Read one annotation; under the future feature in a scope of its own, since it will only be a string."""
    if collector.future_annotations:
        collector.enter(Kind.ANNOTATION, "_annotation", annotation)
        visit_expression(collector, annotation)
        collector.leave()
    else:
        visit_expression(collector, annotation)


def _visit_class(collector: Collector, node: ast.ClassDef) -> None:
    collector.define(node.name, DEF_LOCAL, node)
    visit_all(collector, node.bases)
    for keyword in node.keywords:
        visit_expression(collector, keyword.value)
    visit_all(collector, node.decorator_list)
    collector.enter(Kind.CLASS, node.name, node)
    outer_class, collector.class_name = collector.class_name, node.name
    visit_statements(collector, node.body)
    collector.class_name = outer_class
    collector.leave()


def _visit_return(collector: Collector, node: ast.Return) -> None:
    if node.value is not None:
        visit_expression(collector, node.value)


def _visit_delete(collector: Collector, node: ast.Delete) -> None:
    visit_all(collector, node.targets)


def _visit_assign(collector: Collector, node: ast.Assign) -> None:
    visit_all(collector, node.targets)
    visit_expression(collector, node.value)


def _visit_annotated_assign(collector: Collector, node: ast.AnnAssign) -> None:
    target = node.target
    if type(target) is ast.Name:
        flags = collector.flags_of(target.id)
        if flags & (DEF_GLOBAL | DEF_NONLOCAL) and collector.scope is not collector.top and node.simple:
            word = "global" if flags & DEF_GLOBAL else "nonlocal"
            raise collector.error(f"annotated name '{target.id}' can't be {word}", node)
        if node.simple:
            collector.define(target.id, DEF_ANNOT | DEF_LOCAL, target)
        elif node.value is not None:
            collector.define(target.id, DEF_LOCAL, target)
    else:
        visit_expression(collector, target)
    _visit_annotation(collector, node.annotation)
    if node.value is not None:
        visit_expression(collector, node.value)


def _visit_augmented_assign(collector: Collector, node: ast.AugAssign) -> None:
    visit_expression(collector, node.target)
    visit_expression(collector, node.value)


def _visit_for(collector: Collector, node: ast.For | ast.AsyncFor) -> None:
    visit_expression(collector, node.target)
    visit_expression(collector, node.iter)
    visit_statements(collector, node.body)
    visit_statements(collector, node.orelse)


def _visit_test(collector: Collector, node: ast.While | ast.If) -> None:
    visit_expression(collector, node.test)
    visit_statements(collector, node.body)
    visit_statements(collector, node.orelse)


def _visit_match(collector: Collector, node: ast.Match) -> None:
    visit_expression(collector, node.subject)
    for case in node.cases:
        _visit_pattern(collector, case.pattern)
        if case.guard is not None:
            visit_expression(collector, case.guard)
        visit_statements(collector, case.body)


def _visit_pattern(collector: Collector, node: ast.pattern) -> None:
    """Enter the names that a pattern binds, and those that its values use."""
    match node:
        case ast.MatchValue(value):
            visit_expression(collector, value)
        case ast.MatchSequence(patterns) | ast.MatchOr(patterns):
            _visit_patterns(collector, patterns)
        case ast.MatchStar(name):
            _bind_capture(collector, name, node)
        case ast.MatchMapping(keys, patterns, rest):
            visit_all(collector, keys)
            _visit_patterns(collector, patterns)
            _bind_capture(collector, rest, node)
        case ast.MatchClass(cls, patterns, _, keyword_patterns):
            visit_expression(collector, cls)
            _visit_patterns(collector, patterns)
            _visit_patterns(collector, keyword_patterns)
        case ast.MatchAs(pattern, name):
            if pattern is not None:
                _visit_pattern(collector, pattern)
            _bind_capture(collector, name, node)


def _visit_patterns(collector: Collector, patterns: list[ast.pattern]) -> None:
    for pattern in patterns:
        _visit_pattern(collector, pattern)


def _bind_capture(collector: Collector, name: str | None, node: ast.pattern) -> None:
    if name:
        collector.define(name, DEF_LOCAL, node)


def _visit_raise(collector: Collector, node: ast.Raise) -> None:
    if node.exc is not None:
        visit_all(collector, (node.exc, node.cause))


def _visit_try(collector: Collector, node: ast.Try | ast.TryStar) -> None:
    visit_statements(collector, node.body)
    visit_statements(collector, node.orelse)
    for handler in node.handlers:
        if handler.type is not None:
            visit_expression(collector, handler.type)
        if handler.name:
            collector.define(handler.name, DEF_LOCAL, handler)
        visit_statements(collector, handler.body)
    visit_statements(collector, node.finalbody)


def _visit_assert(collector: Collector, node: ast.Assert) -> None:
    visit_all(collector, (node.test, node.msg))


def _visit_import(collector: Collector, node: ast.Import | ast.ImportFrom) -> None:
    for alias in node.names:
        name = alias.asname or alias.name
        if name != "*":
            collector.define(name.partition(".")[0], DEF_IMPORT, alias)
        elif collector.scope.kind is not Kind.MODULE:
            raise collector.error("import * only allowed at module level", alias)


def _visit_declaration(collector: Collector, node: ast.Global | ast.Nonlocal) -> None:
    is_global = type(node) is ast.Global
    word = "global" if is_global else "nonlocal"
    for name in node.names:
        flags = collector.flags_of(name)
        if flags & DEF_PARAM:
            raise collector.error(f"name '{name}' is parameter and {word}", node)
        if flags & USE:
            raise collector.error(f"name '{name}' is used prior to {word} declaration", node)
        if flags & DEF_ANNOT:
            raise collector.error(f"annotated name '{name}' can't be {word}", node)
        if flags & DEF_LOCAL:
            raise collector.error(f"name '{name}' is assigned to before {word} declaration", node)
        collector.define(name, DEF_GLOBAL if is_global else DEF_NONLOCAL, node)
        collector.record_directive(name, node)


def _visit_expression_statement(collector: Collector, node: ast.Expr) -> None:
    visit_expression(collector, node.value)


def _visit_nothing(collector: Collector, node: ast.stmt) -> None:
    """A statement without names."""


def _visit_with(collector: Collector, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        visit_all(collector, (item.context_expr, item.optional_vars))
    visit_statements(collector, node.body)


STATEMENTS.update(
    {
        ast.FunctionDef: _visit_function,
        ast.AsyncFunctionDef: _visit_function,
        ast.ClassDef: _visit_class,
        ast.Return: _visit_return,
        ast.Delete: _visit_delete,
        ast.Assign: _visit_assign,
        ast.AnnAssign: _visit_annotated_assign,
        ast.AugAssign: _visit_augmented_assign,
        ast.For: _visit_for,
        ast.AsyncFor: _visit_for,
        ast.While: _visit_test,
        ast.If: _visit_test,
        ast.Match: _visit_match,
        ast.Raise: _visit_raise,
        ast.Try: _visit_try,
        ast.TryStar: _visit_try,
        ast.Assert: _visit_assert,
        ast.Import: _visit_import,
        ast.ImportFrom: _visit_import,
        ast.Global: _visit_declaration,
        ast.Nonlocal: _visit_declaration,
        ast.Expr: _visit_expression_statement,
        ast.Pass: _visit_nothing,
        ast.Break: _visit_nothing,
        ast.Continue: _visit_nothing,
        ast.With: _visit_with,
        ast.AsyncWith: _visit_with,
    }
)
