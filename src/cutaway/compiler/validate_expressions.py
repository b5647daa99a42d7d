"""Trees that a guest hands to compile(): the checks of expressions, places and names.

    validate_expression(node, "Store")     the node must be something that can be assigned to, and say so

Source of the rules: `validate_expr` and its neighbours in Python/ast.c.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

_WITH_CONTEXT = (ast.Attribute, ast.Subscript, ast.Starred, ast.Name, ast.List, ast.Tuple)


def check_place(node: Any) -> None:
    """Check that a node's end does not come before its start."""
    line, end_line, column, end_column = node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
    if line > end_line:
        raise ValueError(f"AST node line range ({line}, {end_line}) is not valid")
    if (line < 0 and end_line != line) or (column < 0 and column != end_column):
        columns = f"AST node column range ({column}, {end_column})"
        raise ValueError(f"{columns} for line range ({line}, {end_line}) is not valid")
    if line == end_line and column > end_column:
        raise ValueError(f"line {line}, column {column}-{end_column} is not a valid range")


def check_name(name: str) -> None:
    """Check that an identifier is none of the named constants."""
    if name in ("None", "True", "False"):
        raise ValueError(f"identifier field can't represent '{name}' constant")


def require_some(items: Sequence[object], what: str, owner: str) -> None:
    """Check that a list which the grammar never leaves empty is not empty."""
    if not items:
        raise ValueError(f"empty {what} on {owner}")


def validate_expressions(nodes: Sequence[ast.expr | None], context: str, *, none_allowed: bool = False) -> None:
    """Check several expressions."""
    for node in nodes:
        if node is not None:
            validate_expression(node, context)
        elif not none_allowed:
            raise ValueError("None disallowed in expression list")


def validate_keywords(keywords: Sequence[ast.keyword]) -> None:
    """Check keyword arguments."""
    for keyword in keywords:
        validate_expression(keyword.value, "Load")


def validate_arguments(arguments: ast.arguments) -> None:
    """Check the parameters of a function or lambda."""
    _validate_parameters(arguments.posonlyargs)
    _validate_parameters(arguments.args)
    if arguments.vararg is not None and arguments.vararg.annotation is not None:
        validate_expression(arguments.vararg.annotation, "Load")
    _validate_parameters(arguments.kwonlyargs)
    if arguments.kwarg is not None and arguments.kwarg.annotation is not None:
        validate_expression(arguments.kwarg.annotation, "Load")
    if len(arguments.defaults) > len(arguments.posonlyargs) + len(arguments.args):
        raise ValueError("more positional defaults than args on arguments")
    if len(arguments.kw_defaults) != len(arguments.kwonlyargs):
        raise ValueError("length of kwonlyargs is not the same as kw_defaults on arguments")
    validate_expressions(arguments.defaults, "Load")
    validate_expressions(arguments.kw_defaults, "Load", none_allowed=True)


def _validate_parameters(parameters: Sequence[ast.arg]) -> None:
    for parameter in parameters:
        check_place(parameter)
        if parameter.annotation is not None:
            validate_expression(parameter.annotation, "Load")


def validate_expression(node: ast.expr, context: str) -> None:
    """Check one expression, which must be meant for loading, storing or deleting as `context` says."""
    check_place(node)
    if type(node) is ast.Name:
        check_name(node.id)
    if isinstance(node, _WITH_CONTEXT):
        actual = type(node.ctx).__name__
        if actual != context:
            raise ValueError(f"expression must have {context} context but has {actual} instead")
    elif context != "Load":
        raise ValueError(f"expression which can't be assigned to in {context} context")
    _validate_parts(node, context)


def _validate_parts(node: ast.expr, context: str) -> None:
    match node:
        case ast.Constant(value):
            check_constant(value)
        case ast.BoolOp(_, values):
            if len(values) < 2:
                raise ValueError("BoolOp with less than 2 values")
            validate_expressions(values, "Load")
        case ast.Lambda(arguments, body):
            validate_arguments(arguments)
            validate_expression(body, "Load")
        case ast.Dict(keys, values):
            if len(keys) != len(values):
                raise ValueError("Dict doesn't have the same number of keys as values")
            validate_expressions(keys, "Load", none_allowed=True)
            validate_expressions(values, "Load")
        case ast.ListComp(element, generators) | ast.SetComp(element, generators):
            _validate_comprehension(generators, element)
        case ast.GeneratorExp(element, generators):
            _validate_comprehension(generators, element)
        case ast.DictComp(key, value, generators):
            _validate_comprehension(generators, key, value)
        case ast.Compare(left, operators, comparators):
            if not comparators:
                raise ValueError("Compare with no comparators")
            if len(comparators) != len(operators):
                raise ValueError("Compare has a different number of comparators and operands")
            validate_expressions(comparators, "Load")
            validate_expression(left, "Load")
        case ast.Call(function, arguments, keywords):
            validate_expression(function, "Load")
            validate_expressions(arguments, "Load")
            validate_keywords(keywords)
        case ast.Subscript(value, index):
            validate_expression(index, "Load")
            validate_expression(value, "Load")
        case ast.Starred(value):
            validate_expression(value, context)
        case ast.List(elements) | ast.Tuple(elements):
            validate_expressions(elements, context)
        case ast.NamedExpr(target, value):
            if type(target) is not ast.Name:
                raise TypeError("NamedExpr target must be a Name")
            validate_expression(value, "Load")
        case _:
            _validate_plain_parts(node)


def _validate_plain_parts(node: ast.expr) -> None:
    """Check the nodes whose parts are only loaded: operators, conditionals, strings, slices, await, yield."""
    for name in node._fields:
        part = getattr(node, name)
        if isinstance(part, ast.expr):
            validate_expression(part, "Load")
        elif isinstance(part, list):
            validate_expressions(part, "Load")


def _validate_comprehension(generators: list[ast.comprehension], *results: ast.expr) -> None:
    if not generators:
        raise ValueError("comprehension with no generators")
    for generator in generators:
        validate_expression(generator.target, "Store")
        validate_expression(generator.iter, "Load")
        validate_expressions(generator.ifs, "Load")
    validate_expressions(results, "Load")


def check_constant(value: Any) -> None:
    """Check that a constant is one that code objects can hold."""
    if type(value) in (tuple, frozenset):
        for item in value:
            check_constant(item)
    elif value is not None and value is not Ellipsis:
        if type(value) not in (int, float, complex, bool, str, bytes):
            raise TypeError(f"got an invalid type in Constant: {type(value).__name__}")
