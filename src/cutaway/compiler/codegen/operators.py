"""Code generation for operators, attributes, subscripts, slices and the other small expressions.

    a.b[c] + 1   ->  LOAD a; LOAD_ATTR b; LOAD c; BINARY_SUBSCR; LOAD_CONST 1; BINARY_OP +

Source of the rules: `compiler_visit_expr1`, `addop_binary`, `compiler_subscript` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    BINARY_OP,
    BINARY_SUBSCR,
    BUILD_SLICE,
    COPY,
    DELETE_ATTR,
    DELETE_SUBSCR,
    JUMP_IF_FALSE_OR_POP,
    JUMP_IF_TRUE_OR_POP,
    LOAD_ATTR,
    LOAD_CONST,
    STORE_ATTR,
    STORE_SUBSCR,
    UNARY_INVERT,
    UNARY_NEGATIVE,
    UNARY_NOT,
    UNARY_POSITIVE,
)
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.checks import check_index, check_subscripter
from cutaway.compiler.codegen.conditions import jump_if
from cutaway.compiler.codegen.dispatch import expression, visit_expression
from cutaway.compiler.codegen.names import check_assignable

BINARY_OPERATORS: dict[type[ast.operator], int] = {
    ast.Add: 0,
    ast.BitAnd: 1,
    ast.FloorDiv: 2,
    ast.LShift: 3,
    ast.MatMult: 4,
    ast.Mult: 5,
    ast.Mod: 6,
    ast.BitOr: 7,
    ast.Pow: 8,
    ast.RShift: 9,
    ast.Sub: 10,
    ast.Div: 11,
    ast.BitXor: 12,
}
"""Operator -> oparg of BINARY_OP (the NB_* numbers of Include/opcode.h)."""

INPLACE = 13
"""Added to the number of an operator for its augmented form."""

_UNARY: dict[type[ast.unaryop], int] = {
    ast.Invert: UNARY_INVERT,
    ast.Not: UNARY_NOT,
    ast.UAdd: UNARY_POSITIVE,
    ast.USub: UNARY_NEGATIVE,
}


@expression(ast.Constant)
def visit_constant(unit: UnitBuilder, node: ast.Constant) -> None:
    """A literal, or what folding made."""
    unit.emit(LOAD_CONST, unit.const_index(node.value))


@expression(ast.BinOp)
def visit_bin_op(unit: UnitBuilder, node: ast.BinOp) -> None:
    """`left <op> right`."""
    visit_expression(unit, node.left)
    visit_expression(unit, node.right)
    unit.emit(BINARY_OP, BINARY_OPERATORS[type(node.op)])


@expression(ast.UnaryOp)
def visit_unary_op(unit: UnitBuilder, node: ast.UnaryOp) -> None:
    """`<op> operand`."""
    visit_expression(unit, node.operand)
    unit.emit(_UNARY[type(node.op)])


@expression(ast.BoolOp)
def visit_bool_op(unit: UnitBuilder, node: ast.BoolOp) -> None:
    """`a and b`, `a or b`, whose value is that of the operand which decided."""
    opcode = JUMP_IF_FALSE_OR_POP if type(node.op) is ast.And else JUMP_IF_TRUE_OR_POP
    end = unit.new_block()
    *leading, last = node.values
    for operand in leading:
        visit_expression(unit, operand)
        unit.jump(opcode, end)
        unit.use_block(unit.new_block())
    visit_expression(unit, last)
    unit.use_block(end)


@expression(ast.IfExp)
def visit_if_expression(unit: UnitBuilder, node: ast.IfExp) -> None:
    """`body if test else orelse`."""
    end, otherwise = unit.new_block(), unit.new_block()
    jump_if(unit, node.test, otherwise, False)
    visit_expression(unit, node.body)
    unit.jump_without_line(end)
    unit.use_block(otherwise)
    visit_expression(unit, node.orelse)
    unit.use_block(end)


@expression(ast.NamedExpr)
def visit_named_expression(unit: UnitBuilder, node: ast.NamedExpr) -> None:
    """`target := value`."""
    visit_expression(unit, node.value)
    unit.emit(COPY, 1)
    visit_expression(unit, node.target)


@expression(ast.Attribute)
def visit_attribute(unit: UnitBuilder, node: ast.Attribute) -> None:
    """`value.attr`, loaded, stored or deleted."""
    visit_expression(unit, node.value)
    move_start_to_attribute(unit, node)
    context = type(node.ctx)
    if context is ast.Load:
        unit.emit_name(LOAD_ATTR, node.attr)
    elif context is ast.Store:
        check_assignable(unit, node.attr)
        unit.emit_name(STORE_ATTR, node.attr)
    else:
        unit.emit_name(DELETE_ATTR, node.attr)


def move_start_to_attribute(unit: UnitBuilder, node: ast.Attribute) -> None:
    """Where `value.attr` spans lines, let the current place begin at the attribute's name."""
    line, end_line, column, end_column = unit.location
    attribute_line, attribute_end = node.end_lineno, node.end_col_offset
    assert attribute_line is not None
    assert attribute_end is not None
    if line == attribute_line:
        return
    line = attribute_line
    length = len(node.attr)
    if length <= attribute_end:
        column = attribute_end - length
    else:
        # Only a tree made by hand has such places; CPython drops the columns (GH-94694).
        column = end_column = -1
    # The end must not come before the start, even for such trees.
    end_line = max(line, end_line)
    if line == end_line:
        end_column = max(column, end_column)
    unit.location = (line, end_line, column, end_column)


@expression(ast.Subscript)
def visit_subscript(unit: UnitBuilder, node: ast.Subscript) -> None:
    """`value[slice]`, loaded, stored or deleted."""
    context = type(node.ctx)
    if context is ast.Load:
        check_subscripter(unit, node.value)
        check_index(unit, node.value, node.slice)
        opcode = BINARY_SUBSCR
    else:
        opcode = STORE_SUBSCR if context is ast.Store else DELETE_SUBSCR
    visit_expression(unit, node.value)
    visit_expression(unit, node.slice)
    unit.emit(opcode)


@expression(ast.Slice)
def visit_slice(unit: UnitBuilder, node: ast.Slice) -> None:
    """`lower:upper:step`."""
    for bound in (node.lower, node.upper):
        if bound is not None:
            visit_expression(unit, bound)
        else:
            unit.load_const(None)
    if node.step is not None:
        visit_expression(unit, node.step)
    unit.emit(BUILD_SLICE, 2 if node.step is None else 3)


@expression(ast.Starred)
def visit_starred(unit: UnitBuilder, node: ast.Starred) -> None:
    """Displays, calls and targets deal with their starred items themselves: one met here is misplaced."""
    if type(node.ctx) is ast.Store:
        raise unit.error("starred assignment target must be in a list or tuple")
    raise unit.error("can't use starred expression here")
