"""Code generation for comparisons, for expressions that only decide a jump, and for `if`.

    jump_if(unit, <a and not b>, target, False)    ->  a; POP_JUMP_IF_FALSE target; b; POP_JUMP_IF_TRUE target

Source of the rules: `compiler_if`, `compiler_jump_if` and `compiler_compare` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    COMPARE_OP,
    CONTAINS_OP,
    COPY,
    IS_OP,
    JUMP_IF_FALSE_OR_POP,
    POP_JUMP_IF_FALSE,
    POP_JUMP_IF_TRUE,
    POP_TOP,
    SWAP,
)
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.checks import check_identity
from cutaway.compiler.codegen.dispatch import expression, move_to, statement, visit_expression, visit_statements
from cutaway.compiler.flowgraph.blocks import Block

_COMPARISONS: dict[type[ast.cmpop], tuple[int, int]] = {
    ast.Lt: (COMPARE_OP, 0),
    ast.LtE: (COMPARE_OP, 1),
    ast.Eq: (COMPARE_OP, 2),
    ast.NotEq: (COMPARE_OP, 3),
    ast.Gt: (COMPARE_OP, 4),
    ast.GtE: (COMPARE_OP, 5),
    ast.Is: (IS_OP, 0),
    ast.IsNot: (IS_OP, 1),
    ast.In: (CONTAINS_OP, 0),
    ast.NotIn: (CONTAINS_OP, 1),
}
"""Operator -> (instruction, oparg)."""


@statement(ast.If)
def visit_if(unit: UnitBuilder, node: ast.If) -> None:
    """`if test: ... else: ...`."""
    end = unit.new_block()
    otherwise = unit.new_block() if node.orelse else end
    jump_if(unit, node.test, otherwise, False)
    visit_statements(unit, node.body)
    if node.orelse:
        unit.jump_without_line(end)
        unit.use_block(otherwise)
        visit_statements(unit, node.orelse)
    unit.use_block(end)


def emit_comparison(unit: UnitBuilder, kind: type[ast.cmpop]) -> None:
    """Emit the comparison of the two values on the stack."""
    opcode, oparg = _COMPARISONS[kind]
    unit.emit(opcode, oparg)


@expression(ast.Compare)
def visit_compare(unit: UnitBuilder, node: ast.Compare) -> None:
    """`a < b < c`: each operand evaluated once, the first comparison that fails is the value."""
    check_identity(unit, node)
    visit_expression(unit, node.left)
    if len(node.ops) == 1:
        visit_expression(unit, node.comparators[0])
        emit_comparison(unit, type(node.ops[0]))
        return
    cleanup = unit.new_block()
    _emit_chain(unit, node, JUMP_IF_FALSE_OR_POP, cleanup)
    end = unit.new_block()
    unit.jump_without_line(end)
    unit.use_block(cleanup)
    # Under the failed comparison lies the operand that was kept for the next one.
    unit.emit(SWAP, 2)
    unit.emit(POP_TOP)
    unit.use_block(end)


def _emit_chain(unit: UnitBuilder, node: ast.Compare, opcode: int, cleanup: Block) -> None:
    """Emit the comparisons of a chain; all but the last keep their right operand and jump to `cleanup` if false."""
    *leading, last = node.comparators
    for operator, operand in zip(node.ops, leading, strict=False):
        visit_expression(unit, operand)
        unit.emit(SWAP, 2)
        unit.emit(COPY, 2)
        emit_comparison(unit, type(operator))
        unit.jump(opcode, cleanup)
    visit_expression(unit, last)
    emit_comparison(unit, type(node.ops[-1]))


def jump_if(unit: UnitBuilder, node: ast.expr, target: Block, condition: bool) -> None:
    """Emit a jump to `target` if the expression's truth is `condition`; otherwise control falls through."""
    kind = type(node)
    if kind is ast.UnaryOp and type(node.op) is ast.Not:  # type: ignore[attr-defined]
        jump_if(unit, node.operand, target, not condition)  # type: ignore[attr-defined]
    elif kind is ast.BoolOp:
        _jump_if_bool_op(unit, node, target, condition)  # type: ignore[arg-type]
    elif kind is ast.IfExp:
        _jump_if_conditional(unit, node, target, condition)  # type: ignore[arg-type]
    elif kind is ast.Compare:
        # CPython leaves its place on the comparison, and the jump itself is given that place.
        move_to(unit, node)
        if len(node.ops) > 1:  # type: ignore[attr-defined]
            _jump_if_chain(unit, node, target, condition)  # type: ignore[arg-type]
        else:
            _jump_if_value(unit, node, target, condition)
    else:
        _jump_if_value(unit, node, target, condition)


def _jump_if_value(unit: UnitBuilder, node: ast.expr, target: Block, condition: bool) -> None:
    visit_expression(unit, node)
    unit.jump(POP_JUMP_IF_TRUE if condition else POP_JUMP_IF_FALSE, target)


def _jump_if_bool_op(unit: UnitBuilder, node: ast.BoolOp, target: Block, condition: bool) -> None:
    # The truth that lets one operand decide the whole: `or` is decided by a true one, `and` by a false one.
    deciding = type(node.op) is ast.Or
    decided = target if deciding is condition else unit.new_block()
    *leading, last = node.values
    for operand in leading:
        jump_if(unit, operand, decided, deciding)
    jump_if(unit, last, target, condition)
    if decided is not target:
        unit.use_block(decided)


def _jump_if_conditional(unit: UnitBuilder, node: ast.IfExp, target: Block, condition: bool) -> None:
    end, otherwise = unit.new_block(), unit.new_block()
    jump_if(unit, node.test, otherwise, False)
    jump_if(unit, node.body, target, condition)
    unit.jump_without_line(end)
    unit.use_block(otherwise)
    jump_if(unit, node.orelse, target, condition)
    unit.use_block(end)


def _jump_if_chain(unit: UnitBuilder, node: ast.Compare, target: Block, condition: bool) -> None:
    check_identity(unit, node)
    cleanup = unit.new_block()
    visit_expression(unit, node.left)
    _emit_chain(unit, node, POP_JUMP_IF_FALSE, cleanup)
    unit.jump(POP_JUMP_IF_TRUE if condition else POP_JUMP_IF_FALSE, target)
    end = unit.new_block()
    unit.jump_without_line(end)
    unit.use_block(cleanup)
    unit.emit(POP_TOP)
    if not condition:
        unit.jump_without_line(target)
    unit.use_block(end)
