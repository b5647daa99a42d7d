"""Constant folding of expressions.

    folder = Folder(optimize=0, future_annotations=False)
    fold_expression(folder, node)        ->  the node to use in its place, often the node itself

Children are folded first and written back into their parents, so the tree given must be ours.
Source of the rules: `astfold_expr` and the `fold_*` functions of Python/ast_opt.c.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cutaway.compiler.fold import values


@dataclass(frozen=True, slots=True)
class Folder:
    """What folding depends on: the optimisation level (`__debug__`) and whether annotations stay text."""

    optimize: int
    future_annotations: bool


EXPRESSIONS: dict[type[ast.AST], Callable[[Folder, Any], ast.expr]] = {}


def fold_expression(folder: Folder, node: Any) -> Any:
    """Fold one expression; None (an optional part left out) stays None."""
    return EXPRESSIONS[type(node)](folder, node)


def fold_list(folder: Folder, nodes: list[Any]) -> None:
    """Fold each expression of a list in place."""
    table = EXPRESSIONS
    for index, node in enumerate(nodes):
        folded = table[type(node)](folder, node)
        if folded is not node:
            nodes[index] = folded


def _constant(value: Any, node: ast.expr) -> ast.expr:
    """Make the constant that takes a node's place, or give the node back where nothing was computed."""
    if value is values.NOT_FOLDED:
        return node
    # Positional and keyword form of the node class: cheaper than copy_location, and folding is hot.
    return ast.Constant(
        value,
        None,
        lineno=node.lineno,
        col_offset=node.col_offset,
        end_lineno=node.end_lineno,
        end_col_offset=node.end_col_offset,
    )


def _constant_tuple(elements: list[ast.expr]) -> Any:
    for element in elements:
        if type(element) is not ast.Constant:
            return values.NOT_FOLDED
    return tuple([element.value for element in elements])  # type: ignore[attr-defined]


def _has_starred(elements: list[ast.expr]) -> bool:
    return ast.Starred in map(type, elements)


def fold_iterable(node: Any) -> Any:
    """Fold what is only iterated or searched: a list display into a tuple, a set display into a frozenset."""
    kind = type(node)
    if kind is ast.List:
        if _has_starred(node.elts):
            return node
        folded = ast.copy_location(ast.Tuple(node.elts, node.ctx), node)
        return _constant(_constant_tuple(node.elts), folded)
    if kind is ast.Set:
        value = _constant_tuple(node.elts)
        return node if value is values.NOT_FOLDED else _constant(frozenset(value), node)
    return node


def _keep(folder: Folder, node: Any) -> Any:
    return node


def _fold_name(folder: Folder, node: ast.Name) -> ast.expr:
    if node.id == "__debug__" and type(node.ctx) is ast.Load:
        return _constant(not folder.optimize, node)
    return node


def _fold_bin_op(folder: Folder, node: ast.BinOp) -> ast.expr:
    node.left = left = fold_expression(folder, node.left)
    node.right = right = fold_expression(folder, node.right)
    if type(left) is not ast.Constant:
        return node
    kind = type(node.op)
    if kind is ast.Mod and type(right) is ast.Tuple and isinstance(left.value, str):
        if _has_starred(right.elts):
            return node
        from cutaway.compiler.fold.percent_format import format_as_joined_string

        return format_as_joined_string(node, left.value, right.elts) or node
    if type(right) is not ast.Constant:
        return node
    return _constant(values.binary(kind, left.value, right.value), node)


_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
"""Comparisons whose negation is the other comparison, whatever the operands define; `not a < b` is not `a >= b`."""


def _fold_unary_op(folder: Folder, node: ast.UnaryOp) -> ast.expr:
    node.operand = operand = fold_expression(folder, node.operand)
    if type(operand) is ast.Constant:
        return _constant(values.unary(type(node.op), operand.value), node)
    if type(node.op) is ast.Not and type(operand) is ast.Compare and len(operand.ops) == 1:
        opposite = _OPPOSITES.get(type(operand.ops[0]))
        if opposite is not None:
            operand.ops[0] = opposite()
            return operand
    return node


def _fold_compare(folder: Folder, node: ast.Compare) -> ast.expr:
    node.left = fold_expression(folder, node.left)
    comparators = node.comparators
    fold_list(folder, comparators)
    if type(node.ops[-1]) in (ast.In, ast.NotIn):
        comparators[-1] = fold_iterable(comparators[-1])
    return node


def _fold_subscript(folder: Folder, node: ast.Subscript) -> ast.expr:
    node.value = container = fold_expression(folder, node.value)
    node.slice = index = fold_expression(folder, node.slice)
    if type(container) is ast.Constant and type(index) is ast.Constant and type(node.ctx) is ast.Load:
        return _constant(values.item(container.value, index.value), node)
    return node


def _fold_tuple(folder: Folder, node: ast.Tuple) -> ast.expr:
    fold_list(folder, node.elts)
    if type(node.ctx) is not ast.Load:
        return node
    return _constant(_constant_tuple(node.elts), node)


def _fold_elements(folder: Folder, node: ast.List | ast.Set) -> ast.expr:
    fold_list(folder, node.elts)
    return node


def _fold_values(folder: Folder, node: ast.BoolOp | ast.JoinedStr) -> ast.expr:
    fold_list(folder, node.values)
    return node


def _fold_value(folder: Folder, node: Any) -> ast.expr:
    """Await, Yield, YieldFrom, Attribute, Starred, and NamedExpr, whose target is only a name."""
    node.value = fold_expression(folder, node.value)
    return node  # type: ignore[no-any-return]


def _fold_lambda(folder: Folder, node: ast.Lambda) -> ast.expr:
    fold_arguments(folder, node.args)
    node.body = fold_expression(folder, node.body)
    return node


def fold_arguments(folder: Folder, arguments: ast.arguments) -> None:
    """Fold defaults, and annotations where they are evaluated."""
    if not folder.future_annotations:
        for group in (arguments.posonlyargs, arguments.args, arguments.kwonlyargs):
            for parameter in group:
                if parameter.annotation is not None:
                    parameter.annotation = fold_expression(folder, parameter.annotation)
        for single in (arguments.vararg, arguments.kwarg):
            if single is not None and single.annotation is not None:
                single.annotation = fold_expression(folder, single.annotation)
    fold_list(folder, arguments.kw_defaults)
    fold_list(folder, arguments.defaults)


def _fold_if_expression(folder: Folder, node: ast.IfExp) -> ast.expr:
    node.test = fold_expression(folder, node.test)
    node.body = fold_expression(folder, node.body)
    node.orelse = fold_expression(folder, node.orelse)
    return node


def _fold_dict(folder: Folder, node: ast.Dict) -> ast.expr:
    fold_list(folder, node.keys)
    fold_list(folder, node.values)
    return node


def _fold_element_comprehension(folder: Folder, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> ast.expr:
    node.elt = fold_expression(folder, node.elt)
    _fold_generators(folder, node.generators)
    return node


def _fold_dict_comprehension(folder: Folder, node: ast.DictComp) -> ast.expr:
    node.key = fold_expression(folder, node.key)
    node.value = fold_expression(folder, node.value)
    _fold_generators(folder, node.generators)
    return node


def _fold_generators(folder: Folder, generators: list[ast.comprehension]) -> None:
    for generator in generators:
        generator.target = fold_expression(folder, generator.target)
        generator.iter = fold_iterable(fold_expression(folder, generator.iter))
        fold_list(folder, generator.ifs)


def _fold_call(folder: Folder, node: ast.Call) -> ast.expr:
    node.func = fold_expression(folder, node.func)
    fold_list(folder, node.args)
    fold_keywords(folder, node.keywords)
    return node


def fold_keywords(folder: Folder, keywords: list[ast.keyword]) -> None:
    """Fold the values of keyword arguments, in calls and class headers."""
    for keyword in keywords:
        keyword.value = fold_expression(folder, keyword.value)


def _fold_formatted_value(folder: Folder, node: ast.FormattedValue) -> ast.expr:
    node.value = fold_expression(folder, node.value)
    node.format_spec = fold_expression(folder, node.format_spec)
    return node


def _fold_slice(folder: Folder, node: ast.Slice) -> ast.expr:
    node.lower = fold_expression(folder, node.lower)
    node.upper = fold_expression(folder, node.upper)
    node.step = fold_expression(folder, node.step)
    return node


EXPRESSIONS.update(
    {
        type(None): _keep,  # type: ignore[dict-item]
        ast.Constant: _keep,
        ast.Name: _fold_name,
        ast.BoolOp: _fold_values,
        ast.BinOp: _fold_bin_op,
        ast.UnaryOp: _fold_unary_op,
        ast.Lambda: _fold_lambda,
        ast.IfExp: _fold_if_expression,
        ast.Dict: _fold_dict,
        ast.Set: _fold_elements,
        ast.List: _fold_elements,
        ast.Tuple: _fold_tuple,
        ast.ListComp: _fold_element_comprehension,
        ast.SetComp: _fold_element_comprehension,
        ast.GeneratorExp: _fold_element_comprehension,
        ast.DictComp: _fold_dict_comprehension,
        ast.Await: _fold_value,
        ast.Yield: _fold_value,
        ast.YieldFrom: _fold_value,
        ast.Attribute: _fold_value,
        ast.Starred: _fold_value,
        ast.NamedExpr: _fold_value,
        ast.Compare: _fold_compare,
        ast.Call: _fold_call,
        ast.FormattedValue: _fold_formatted_value,
        ast.JoinedStr: _fold_values,
        ast.Subscript: _fold_subscript,
        ast.Slice: _fold_slice,
    }
)
