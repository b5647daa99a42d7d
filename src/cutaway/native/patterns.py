"""Shapes of Python that become one C-API call: `return left + right` is PyNumber_Add(left, right).

In: the statements of a body, and `leaf`, which names the borrowed C value behind an expression.  Out: C expressions
as Cython text.  This file knows Python's syntax and not the instructions: whichever body has such a shape gets such
a call.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

Leaf = Callable[[ast.expr], str | None]

_BINARY = {
    ast.Add: "Add", ast.Sub: "Subtract", ast.Mult: "Multiply", ast.Mod: "Remainder", ast.BitAnd: "And", ast.BitOr: "Or",
    ast.BitXor: "Xor", ast.FloorDiv: "FloorDivide", ast.Div: "TrueDivide", ast.LShift: "Lshift", ast.RShift: "Rshift",
}  # fmt: skip
_COMPARE = {ast.Lt: "Py_LT", ast.LtE: "Py_LE", ast.Eq: "Py_EQ", ast.NotEq: "Py_NE", ast.Gt: "Py_GT", ast.GtE: "Py_GE"}
_UNARY = {ast.USub: "PyNumber_Negative", ast.UAdd: "PyNumber_Positive", ast.Invert: "PyNumber_Invert"}


def result_of(statements: list[ast.stmt], leaf: Leaf) -> str | None:
    """A C expression for the new reference that the body returns (NULL: an exception); None for no known shape."""
    match statements:
        case [ast.Return(value)] if value is not None:
            return _expression(value, leaf)
        case [ast.AugAssign(target, operator, right), ast.Return(ast.Name() as answer)]:
            if ast.unparse(target) == answer.id and (left := leaf(answer)) and (other := leaf(right)):
                return _binary(operator, left, other, in_place=True)
    return None


def effect_of(statements: list[ast.stmt], leaf: Leaf) -> str | None:
    """A C expression for the int (-1 with an exception) of a body that returns nothing, or None for no known shape."""
    match statements:
        case [ast.Expr(ast.Call(ast.Name("setattr"), [owner, name, value]))]:
            return _call("PyObject_SetAttr", leaf, owner, name, value)
        case [ast.Expr(ast.Call(ast.Name("delattr"), [owner, name]))]:
            found = _call("PyObject_SetAttr", leaf, owner, name)
            return found and found[:-1] + ", NULL)"
        case [ast.Expr(ast.Call(ast.Attribute(target, "append"), [value]))]:
            return _call("PyList_Append", leaf, target, value)
        case [ast.Assign([ast.Subscript(container, key)], value)]:
            return _call("PyObject_SetItem", leaf, container, key, value)
        case [ast.Delete([ast.Subscript(container, key)])]:
            return _call("PyObject_DelItem", leaf, container, key)
    return None


def truth_of(statements: list[ast.stmt], leaf: Leaf) -> str | None:
    """A C expression, 1, 0 or -1 with an exception, for the answer of a jump's body."""
    match statements:
        case [ast.Return(ast.Constant(bool() as answer))]:
            return str(int(answer))
        case [ast.Return(ast.Name() as name)] if leaf(name):
            return f"truth({leaf(name)})"
        case [ast.Return(ast.UnaryOp(ast.Not(), ast.Name() as name))] if leaf(name):
            return f"falsehood({leaf(name)})"
        case [ast.Return(ast.Compare(ast.Name() as name, [ast.Is()], [ast.Constant(None)]))] if leaf(name):
            return f"{leaf(name)} is Py_None"
        case [ast.Return(ast.Compare(ast.Name() as name, [ast.IsNot()], [ast.Constant(None)]))] if leaf(name):
            return f"{leaf(name)} is not Py_None"
    return None


def _expression(node: ast.expr, leaf: Leaf) -> str | None:
    match node:
        case ast.Name():
            return f"newref({leaf(node)})" if leaf(node) else None
        case ast.BinOp(left, operator, right):
            ours, theirs = leaf(left), leaf(right)
            return _binary(operator, ours, theirs, in_place=False) if ours and theirs else None
        case ast.Compare(left, [operator], [right]) if type(operator) in _COMPARE:
            found = _call("compare", leaf, left, right)
            return found and f"{found[:-1]}, {_COMPARE[type(operator)]})"
        case ast.UnaryOp(operator, operand) if type(operator) in _UNARY:
            return _call(_UNARY[type(operator)], leaf, operand)
        case ast.Subscript(container, key):
            return _call("PyObject_GetItem", leaf, container, key)
        case ast.Call(ast.Name("iter"), [value]):
            return _call("PyObject_GetIter", leaf, value)
        case ast.Call(ast.Name("getattr"), [owner, name]):
            return _call("PyObject_GetAttr", leaf, owner, name)
    return None


def _binary(operator: ast.operator, left: str, right: str, in_place: bool) -> str | None:
    if type(operator) in _BINARY:
        return f"PyNumber_{'InPlace' * in_place}{_BINARY[type(operator)]}({left}, {right})"
    return None


def _call(function: str, leaf: Leaf, *arguments: ast.expr) -> str | None:
    leaves = [leaf(argument) for argument in arguments]
    return f"{function}({', '.join(map(str, leaves))})" if all(leaves) else None
