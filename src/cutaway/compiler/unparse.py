"""Annotations as text, for `from __future__ import annotations`.

    unparse(ast.parse("x:List[ int ]|None").body[0].annotation)   ->  "List[int] | None"

CPython's compiler has a writer of its own for this, and its text differs from `ast.unparse` in parentheses, quotes
and spaces; programs see it in `__annotations__`.  Source of the rules: Python/ast_unparse.c.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any

_INFINITY = "1e309"
"""A literal that overflows to infinity, which `inf` (what repr gives) is not."""


class Level(IntEnum):
    """How tightly an expression must bind to stand without parentheses."""

    TUPLE = 0
    TEST = 1
    OR = 2
    AND = 3
    NOT = 4
    COMPARISON = 5
    BIT_OR = 6
    BIT_XOR = 7
    BIT_AND = 8
    SHIFT = 9
    ARITHMETIC = 10
    TERM = 11
    FACTOR = 12
    POWER = 13
    AWAIT = 14
    ATOM = 15


_BINARY: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: (" + ", Level.ARITHMETIC),
    ast.Sub: (" - ", Level.ARITHMETIC),
    ast.Mult: (" * ", Level.TERM),
    ast.MatMult: (" @ ", Level.TERM),
    ast.Div: (" / ", Level.TERM),
    ast.Mod: (" % ", Level.TERM),
    ast.FloorDiv: (" // ", Level.TERM),
    ast.LShift: (" << ", Level.SHIFT),
    ast.RShift: (" >> ", Level.SHIFT),
    ast.BitOr: (" | ", Level.BIT_OR),
    ast.BitXor: (" ^ ", Level.BIT_XOR),
    ast.BitAnd: (" & ", Level.BIT_AND),
    ast.Pow: (" ** ", Level.POWER),
}

_UNARY: dict[type[ast.unaryop], tuple[str, int]] = {
    ast.Invert: ("~", Level.FACTOR),
    ast.Not: ("not ", Level.NOT),
    ast.UAdd: ("+", Level.FACTOR),
    ast.USub: ("-", Level.FACTOR),
}

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: " == ",
    ast.NotEq: " != ",
    ast.Lt: " < ",
    ast.LtE: " <= ",
    ast.Gt: " > ",
    ast.GtE: " >= ",
    ast.Is: " is ",
    ast.IsNot: " is not ",
    ast.In: " in ",
    ast.NotIn: " not in ",
}

_CONVERSIONS = {ord("a"): "!a", ord("r"): "!r", ord("s"): "!s"}


def unparse(node: ast.expr, level: int = Level.TEST) -> str:
    """Give the text of an expression.

    In: the node, unfolded, and how tightly what stands around it binds.  Raises SystemError, as CPython does, for a
    tree that no source gives.
    """
    return _WRITERS[type(node)](node, level)


def _parenthesise(text: str, needed: bool) -> str:
    return f"({text})" if needed else text


def _join(nodes: Iterable[ast.expr], level: int = Level.TEST) -> str:
    return ", ".join([unparse(node, level) for node in nodes])


def _bool_op(node: ast.BoolOp, level: int) -> str:
    word, own = (" and ", Level.AND) if type(node.op) is ast.And else (" or ", Level.OR)
    return _parenthesise(word.join([unparse(value, own + 1) for value in node.values]), level > own)


def _bin_op(node: ast.BinOp, level: int) -> str:
    sign, own = _BINARY[type(node.op)]
    from_right = type(node.op) is ast.Pow
    text = unparse(node.left, own + from_right) + sign + unparse(node.right, own + (not from_right))
    return _parenthesise(text, level > own)


def _unary_op(node: ast.UnaryOp, level: int) -> str:
    sign, own = _UNARY[type(node.op)]
    return _parenthesise(sign + unparse(node.operand, own), level > own)


def _lambda(node: ast.Lambda, level: int) -> str:
    arguments = node.args
    space = " " if arguments.posonlyargs or arguments.args else ""
    text = f"lambda{space}{_parameters(arguments)}: {unparse(node.body)}"
    return _parenthesise(text, level > Level.TEST)


def _parameters(arguments: ast.arguments) -> str:
    positional = arguments.posonlyargs + arguments.args
    without_default = len(positional) - len(arguments.defaults)
    parts: list[str] = []
    for index, parameter in enumerate(positional):
        text = _parameter(parameter)
        if index >= without_default:
            text += "=" + unparse(arguments.defaults[index - without_default])
        if index + 1 == len(arguments.posonlyargs):
            text += ", /"
        parts.append(text)
    if arguments.vararg or arguments.kwonlyargs:
        parts.append("*" + (_parameter(arguments.vararg) if arguments.vararg else ""))
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        parts.append(_parameter(parameter) + ("" if default is None else "=" + unparse(default)))
    if arguments.kwarg:
        parts.append("**" + _parameter(arguments.kwarg))
    return ", ".join(parts)


def _parameter(parameter: ast.arg) -> str:
    if parameter.annotation is None:
        return parameter.arg
    return f"{parameter.arg}: {unparse(parameter.annotation)}"


def _if_expression(node: ast.IfExp, level: int) -> str:
    body, test = unparse(node.body, Level.OR), unparse(node.test, Level.OR)
    return _parenthesise(f"{body} if {test} else {unparse(node.orelse)}", level > Level.TEST)


def _dict(node: ast.Dict, level: int) -> str:
    items = [
        "**" + unparse(value, Level.BIT_OR) if key is None else f"{unparse(key)}: {unparse(value)}"
        for key, value in zip(node.keys, node.values, strict=True)
    ]
    return "{" + ", ".join(items) + "}"


def _set(node: ast.Set, level: int) -> str:
    return "{" + _join(node.elts) + "}"


def _list(node: ast.List, level: int) -> str:
    return "[" + _join(node.elts) + "]"


def _tuple(node: ast.Tuple, level: int) -> str:
    if not node.elts:
        return "()"
    comma = "," if len(node.elts) == 1 else ""
    return _parenthesise(_join(node.elts) + comma, level > Level.TUPLE)


def _generators(generators: list[ast.comprehension]) -> str:
    text = ""
    for generator in generators:
        text += " async for " if generator.is_async else " for "
        text += f"{unparse(generator.target, Level.TUPLE)} in {unparse(generator.iter, Level.OR)}"
        for condition in generator.ifs:
            text += f" if {unparse(condition, Level.OR)}"
    return text


def _generator_expression(node: ast.GeneratorExp, level: int) -> str:
    return f"({unparse(node.elt)}{_generators(node.generators)})"


def _list_comprehension(node: ast.ListComp, level: int) -> str:
    return f"[{unparse(node.elt)}{_generators(node.generators)}]"


def _set_comprehension(node: ast.SetComp, level: int) -> str:
    return f"{{{unparse(node.elt)}{_generators(node.generators)}}}"


def _dict_comprehension(node: ast.DictComp, level: int) -> str:
    return f"{{{unparse(node.key)}: {unparse(node.value)}{_generators(node.generators)}}}"


def _compare(node: ast.Compare, level: int) -> str:
    text = unparse(node.left, Level.COMPARISON + 1)
    for operator, operand in zip(node.ops, node.comparators, strict=True):
        text += _COMPARISONS[type(operator)] + unparse(operand, Level.COMPARISON + 1)
    return _parenthesise(text, level > Level.COMPARISON)


def _call(node: ast.Call, level: int) -> str:
    function = unparse(node.func, Level.ATOM)
    if len(node.args) == 1 and not node.keywords and type(node.args[0]) is ast.GeneratorExp:
        return function + unparse(node.args[0])
    parts = [unparse(argument) for argument in node.args]
    for keyword in node.keywords:
        parts.append(("**" if keyword.arg is None else f"{keyword.arg}=") + unparse(keyword.value))
    return f"{function}({', '.join(parts)})"


def _constant(node: ast.Constant, level: int) -> str:
    if node.value is Ellipsis:
        return "..."
    return (node.kind or "") + _value(node.value)


def _value(value: Any) -> str:
    if type(value) is tuple:
        comma = "," if len(value) == 1 else ""
        return f"({', '.join([_value(item) for item in value])}{comma})"
    text = repr(value)
    if type(value) is complex or (type(value) is float and value in (float("inf"), float("-inf"))):
        return text.replace("inf", _INFINITY)
    return text


def _joined_string(node: ast.JoinedStr, level: int) -> str:
    return "f" + repr("".join([_string_part(value) for value in node.values]))


def _string_part(node: ast.expr, in_spec: bool = False) -> str:
    if type(node) is ast.Constant:
        return str(node.value).replace("{", "{{").replace("}", "}}")
    if type(node) is ast.JoinedStr:
        if not in_spec:
            return _joined_string(node, Level.TEST)
        return "".join([_string_part(value, in_spec=True) for value in node.values])
    if type(node) is ast.FormattedValue:
        return _formatted_value(node, Level.TEST)
    raise SystemError("unknown expression kind inside f-string")


def _formatted_value(node: ast.FormattedValue, level: int) -> str:
    # Binds one step tighter than a test, so that a lambda with its colon is put in parentheses.
    value = unparse(node.value, Level.OR)
    text = ("{ " if value.startswith("{") else "{") + value
    if node.conversion > 0:
        if node.conversion not in _CONVERSIONS:
            raise SystemError("unknown f-value conversion kind")
        text += _CONVERSIONS[node.conversion]
    if node.format_spec is not None:
        text += ":" + _string_part(node.format_spec, in_spec=True)
    return text + "}"


def _attribute(node: ast.Attribute, level: int) -> str:
    # `1.real` would be read as a float.
    is_int = type(node.value) is ast.Constant and type(node.value.value) is int
    return unparse(node.value, Level.ATOM) + (" ." if is_int else ".") + node.attr


def _subscript(node: ast.Subscript, level: int) -> str:
    return f"{unparse(node.value, Level.ATOM)}[{unparse(node.slice, Level.TUPLE)}]"


def _slice(node: ast.Slice, level: int) -> str:
    lower = unparse(node.lower) if node.lower is not None else ""
    upper = unparse(node.upper) if node.upper is not None else ""
    return f"{lower}:{upper}" + (f":{unparse(node.step)}" if node.step is not None else "")


def _starred(node: ast.Starred, level: int) -> str:
    return "*" + unparse(node.value, Level.BIT_OR)


def _yield(node: ast.Yield, level: int) -> str:
    return "(yield)" if node.value is None else f"(yield {unparse(node.value)})"


def _yield_from(node: ast.YieldFrom, level: int) -> str:
    return f"(yield from {unparse(node.value)})"


def _await(node: ast.Await, level: int) -> str:
    return _parenthesise(f"await {unparse(node.value, Level.ATOM)}", level > Level.AWAIT)


def _named_expression(node: ast.NamedExpr, level: int) -> str:
    text = f"{unparse(node.target, Level.ATOM)} := {unparse(node.value, Level.ATOM)}"
    return _parenthesise(text, level > Level.TUPLE)


def _name(node: ast.Name, level: int) -> str:
    return node.id


_WRITERS: dict[type[ast.AST], Callable[[Any, int], str]] = {
    ast.BoolOp: _bool_op,
    ast.BinOp: _bin_op,
    ast.UnaryOp: _unary_op,
    ast.Lambda: _lambda,
    ast.IfExp: _if_expression,
    ast.Dict: _dict,
    ast.Set: _set,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.GeneratorExp: _generator_expression,
    ast.ListComp: _list_comprehension,
    ast.SetComp: _set_comprehension,
    ast.DictComp: _dict_comprehension,
    ast.Compare: _compare,
    ast.Call: _call,
    ast.Constant: _constant,
    ast.JoinedStr: _joined_string,
    ast.FormattedValue: _formatted_value,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Starred: _starred,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Await: _await,
    ast.NamedExpr: _named_expression,
    ast.Name: _name,
}
