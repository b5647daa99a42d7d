"""Scopes stage: names in expressions; lambdas and comprehensions open scopes of their own.

    visit_expression(collector, node)       one dispatch through EXPRESSIONS, keyed by exact node type

Source of the rules: `symtable_visit_expr` and `symtable_handle_comprehension` in Python/symtable.c.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from cutaway.compiler.scopes.collector import Collector
from cutaway.compiler.scopes.scope import (
    DEF_COMP_ITER,
    DEF_GLOBAL,
    DEF_LOCAL,
    DEF_NONLOCAL,
    DEF_PARAM,
    USE,
    Comprehension,
    Kind,
)

EXPRESSIONS: dict[type[ast.AST], Callable[[Collector, Any], None]] = {}


def visit_expression(collector: Collector, node: ast.expr) -> None:
    """Enter the names of one expression."""
    EXPRESSIONS[type(node)](collector, node)


def visit_all(collector: Collector, nodes: Iterable[ast.expr | None]) -> None:
    """Enter the names of several expressions; None stands for one left out (dict unpacking, defaults)."""
    table = EXPRESSIONS
    for node in nodes:
        if node is not None:
            table[type(node)](collector, node)


def _visit_name(collector: Collector, node: ast.Name) -> None:
    name = node.id
    if type(node.ctx) is not ast.Load:
        collector.define(name, DEF_LOCAL, node)
        return
    scope = collector.scope
    if scope.iteration_target or (collector.class_name is not None and name.startswith("__")):
        collector.define(name, USE, node)
    else:
        scope.symbols[name] = scope.symbols.get(name, 0) | USE
    if name == "super" and scope.kind is Kind.FUNCTION:
        # super() without arguments finds its class through this cell.
        collector.define("__class__", USE, node)


def _visit_named_expression(collector: Collector, node: ast.NamedExpr) -> None:
    _forbid_in_annotation(collector, "named expression", node)
    if collector.scope.iterable_depth > 0:
        raise collector.error("assignment expression cannot be used in a comprehension iterable expression", node)
    if collector.scope.comprehension:
        _bind_outside_comprehension(collector, node.target)
    visit_expression(collector, node.value)
    visit_expression(collector, node.target)


def _bind_outside_comprehension(collector: Collector, target: ast.Name) -> None:
    """Let a `:=` inside a comprehension bind in the nearest scope that is none (PEP 572)."""
    name = target.id
    scope = collector.scope
    while True:
        if scope.comprehension:
            if scope.symbols.get(name, 0) & DEF_COMP_ITER:
                message = f"assignment expression cannot rebind comprehension iteration variable '{name}'"
                raise collector.error(message, target)
        elif scope.kind is Kind.FUNCTION:
            outside_global = scope.symbols.get(name, 0) & DEF_GLOBAL
            collector.define(name, DEF_GLOBAL if outside_global else DEF_NONLOCAL, target)
            collector.record_directive(name, target)
            collector.define(name, DEF_LOCAL, target, scope)
            return
        elif scope.kind is Kind.MODULE:
            collector.define(name, DEF_GLOBAL, target)
            collector.record_directive(name, target)
            collector.define(name, DEF_GLOBAL, target, scope)
            return
        elif scope.kind is Kind.CLASS:
            message = "assignment expression within a comprehension cannot be used in a class body"
            raise collector.error(message, target)
        assert scope.parent is not None
        scope = scope.parent


def _visit_lambda(collector: Collector, node: ast.Lambda) -> None:
    visit_all(collector, node.args.defaults)
    visit_all(collector, node.args.kw_defaults)
    collector.enter(Kind.FUNCTION, "lambda", node)
    define_parameters(collector, node.args)
    visit_expression(collector, node.body)
    collector.leave()


def define_parameters(collector: Collector, arguments: ast.arguments) -> None:
    """Enter a function's parameters into its own scope, in the order of co_varnames."""
    for group in (arguments.posonlyargs, arguments.args, arguments.kwonlyargs):
        for parameter in group:
            collector.define(parameter.arg, DEF_PARAM, parameter)
    if arguments.vararg:
        collector.define(arguments.vararg.arg, DEF_PARAM, arguments.vararg)
        collector.scope.has_varargs = True
    if arguments.kwarg:
        collector.define(arguments.kwarg.arg, DEF_PARAM, arguments.kwarg)
        collector.scope.has_varkeywords = True


def _visit_comprehension(collector: Collector, node: Any) -> None:
    kind, name = _COMPREHENSIONS[type(node)]
    outermost: ast.comprehension = node.generators[0]
    around = collector.scope
    # The outermost iterable is evaluated where the comprehension stands; the inner function receives its iterator.
    around.iterable_depth += 1
    visit_expression(collector, outermost.iter)
    around.iterable_depth -= 1
    scope = collector.enter(Kind.FUNCTION, name, node)
    scope.comprehension = kind
    if outermost.is_async:
        scope.is_coroutine = True
    collector.define(".0", DEF_PARAM, node)
    _visit_iteration_target(collector, outermost.target)
    visit_all(collector, outermost.ifs)
    for generator in node.generators[1:]:
        _visit_iteration_target(collector, generator.target)
        scope.iterable_depth += 1
        visit_expression(collector, generator.iter)
        scope.iterable_depth -= 1
        visit_all(collector, generator.ifs)
        if generator.is_async:
            scope.is_coroutine = True
    if kind is Comprehension.DICT:
        visit_expression(collector, node.value)
        visit_expression(collector, node.key)
    else:
        visit_expression(collector, node.elt)
    scope.is_generator = kind is Comprehension.GENERATOR
    collector.leave()
    if scope.is_coroutine and not scope.is_generator:
        around.is_coroutine = True


_COMPREHENSIONS: dict[type[ast.AST], tuple[Comprehension, str]] = {
    ast.ListComp: (Comprehension.LIST, "listcomp"),
    ast.SetComp: (Comprehension.SET, "setcomp"),
    ast.DictComp: (Comprehension.DICT, "dictcomp"),
    ast.GeneratorExp: (Comprehension.GENERATOR, "genexpr"),
}


def _visit_iteration_target(collector: Collector, target: ast.expr) -> None:
    collector.scope.iteration_target = True
    visit_expression(collector, target)
    collector.scope.iteration_target = False


def _visit_yield(collector: Collector, node: ast.Yield | ast.YieldFrom) -> None:
    _forbid_in_annotation(collector, "yield expression", node)
    if node.value is not None:
        visit_expression(collector, node.value)
    scope = collector.scope
    scope.is_generator = True
    if scope.comprehension:
        place = {
            Comprehension.LIST: "list comprehension",
            Comprehension.SET: "set comprehension",
            Comprehension.DICT: "dict comprehension",
        }.get(scope.comprehension, "generator expression")
        raise collector.error(f"'yield' inside {place}", node)


def _visit_await(collector: Collector, node: ast.Await) -> None:
    _forbid_in_annotation(collector, "await expression", node)
    visit_expression(collector, node.value)
    collector.scope.is_coroutine = True


def _forbid_in_annotation(collector: Collector, what: str, node: ast.expr) -> None:
    """Under `from __future__ import annotations` nothing in an annotation runs, so these cannot mean anything."""
    if collector.scope.kind is Kind.ANNOTATION:
        raise collector.error(f"'{what}' can not be used within an annotation", node)


def _visit_bool_op(collector: Collector, node: ast.BoolOp) -> None:
    visit_all(collector, node.values)


def _visit_bin_op(collector: Collector, node: ast.BinOp) -> None:
    visit_expression(collector, node.left)
    visit_expression(collector, node.right)


def _visit_unary_op(collector: Collector, node: ast.UnaryOp) -> None:
    visit_expression(collector, node.operand)


def _visit_if_expression(collector: Collector, node: ast.IfExp) -> None:
    visit_expression(collector, node.test)
    visit_expression(collector, node.body)
    visit_expression(collector, node.orelse)


def _visit_dict(collector: Collector, node: ast.Dict) -> None:
    visit_all(collector, node.keys)
    visit_all(collector, node.values)


def _visit_elements(collector: Collector, node: ast.List | ast.Tuple | ast.Set) -> None:
    visit_all(collector, node.elts)


def _visit_compare(collector: Collector, node: ast.Compare) -> None:
    visit_expression(collector, node.left)
    visit_all(collector, node.comparators)


def _visit_call(collector: Collector, node: ast.Call) -> None:
    visit_expression(collector, node.func)
    visit_all(collector, node.args)
    for keyword in node.keywords:
        visit_expression(collector, keyword.value)


def _visit_formatted_value(collector: Collector, node: ast.FormattedValue) -> None:
    visit_expression(collector, node.value)
    if node.format_spec is not None:
        visit_expression(collector, node.format_spec)


def _visit_joined_string(collector: Collector, node: ast.JoinedStr) -> None:
    visit_all(collector, node.values)


def _visit_constant(collector: Collector, node: ast.Constant) -> None:
    """A constant names nothing."""


def _visit_value(collector: Collector, node: ast.Attribute | ast.Starred) -> None:
    visit_expression(collector, node.value)


def _visit_subscript(collector: Collector, node: ast.Subscript) -> None:
    visit_expression(collector, node.value)
    visit_expression(collector, node.slice)


def _visit_slice(collector: Collector, node: ast.Slice) -> None:
    visit_all(collector, (node.lower, node.upper, node.step))


EXPRESSIONS.update(
    {
        ast.NamedExpr: _visit_named_expression,
        ast.BoolOp: _visit_bool_op,
        ast.BinOp: _visit_bin_op,
        ast.UnaryOp: _visit_unary_op,
        ast.Lambda: _visit_lambda,
        ast.IfExp: _visit_if_expression,
        ast.Dict: _visit_dict,
        ast.Set: _visit_elements,
        ast.List: _visit_elements,
        ast.Tuple: _visit_elements,
        ast.ListComp: _visit_comprehension,
        ast.SetComp: _visit_comprehension,
        ast.DictComp: _visit_comprehension,
        ast.GeneratorExp: _visit_comprehension,
        ast.Yield: _visit_yield,
        ast.YieldFrom: _visit_yield,
        ast.Await: _visit_await,
        ast.Compare: _visit_compare,
        ast.Call: _visit_call,
        ast.FormattedValue: _visit_formatted_value,
        ast.JoinedStr: _visit_joined_string,
        ast.Constant: _visit_constant,
        ast.Attribute: _visit_value,
        ast.Starred: _visit_value,
        ast.Subscript: _visit_subscript,
        ast.Slice: _visit_slice,
        ast.Name: _visit_name,
    }
)
