"""Code generation for `try: ... except* E as name: ...`.

Each clause takes its share of the exception group; what the clauses raise is gathered in a list, and together with
the rest that nobody took it decides what is raised in the end.  On the stack, below what a clause works on, lie
the original exception and that list.

Source of the rules: `compiler_try_star_except` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    BUILD_LIST,
    CHECK_EG_MATCH,
    COPY,
    JUMP,
    LIST_APPEND,
    NOP,
    POP_BLOCK,
    POP_EXCEPT,
    POP_JUMP_IF_NONE,
    POP_JUMP_IF_NOT_NONE,
    POP_TOP,
    PREP_RERAISE_STAR,
    PUSH_EXC_INFO,
    RERAISE,
    SETUP_CLEANUP,
    SETUP_FINALLY,
    SWAP,
)
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.dispatch import move_to, visit_expression, visit_statements
from cutaway.compiler.codegen.frame_block import FrameBlockKind
from cutaway.compiler.codegen.names import store_name
from cutaway.compiler.codegen.unwinding import pop_frame_block, push_frame_block, unbind_exception_name
from cutaway.compiler.flowgraph.blocks import NO_LOCATION, Block


def try_except_star(unit: UnitBuilder, node: ast.TryStar) -> None:
    """Emit the statement without its `finally`."""
    body, handlers, otherwise = unit.new_block(), unit.new_block(), unit.new_block()
    end, cleanup, reraise_star = unit.new_block(), unit.new_block(), unit.new_block()
    unit.set_up(SETUP_FINALLY, handlers)
    unit.use_block(body)
    push_frame_block(unit, FrameBlockKind.TRY_EXCEPT, body)
    visit_statements(unit, node.body)
    pop_frame_block(unit)
    unit.emit_without_line(POP_BLOCK)
    unit.jump_without_line(otherwise)
    unit.use_block(handlers)
    unit.location = NO_LOCATION
    unit.set_up(SETUP_CLEANUP, cleanup)
    unit.emit(PUSH_EXC_INFO)
    push_frame_block(unit, FrameBlockKind.EXCEPTION_GROUP_HANDLER)
    for index, handler in enumerate(node.handlers):
        _emit_clause(unit, handler, is_first=index == 0)
        if index == len(node.handlers) - 1:
            unit.emit(LIST_APPEND, 1)  # the rest that no clause took, None if there is none
            unit.jump(JUMP, reraise_star)
    unit.location = NO_LOCATION
    pop_frame_block(unit)
    _emit_reraise(unit, reraise_star, end)
    unit.use_block(cleanup)
    unit.emit(COPY, 3)
    unit.emit(POP_EXCEPT)
    unit.emit_last(RERAISE, 1)
    unit.use_block(otherwise)
    visit_statements(unit, node.orelse)
    unit.use_block(end)


def _emit_clause(unit: UnitBuilder, handler: ast.ExceptHandler, *, is_first: bool) -> None:
    move_to(unit, handler)
    done, joined, no_match = unit.new_block(), unit.new_block(), unit.new_block()
    if is_first:
        # [exc]  ->  [orig, results, exc]
        unit.emit(COPY, 1)
        unit.emit(BUILD_LIST, 0)
        unit.emit(SWAP, 2)
    visit_expression(unit, handler.type)
    unit.emit(CHECK_EG_MATCH)
    unit.emit(COPY, 1)
    unit.jump(POP_JUMP_IF_NONE, no_match)
    if handler.name:
        store_name(unit, handler.name)
    else:
        unit.emit(POP_TOP)
    _emit_clause_body(unit, handler, done, joined)
    unit.use_block(done)
    unit.emit(NOP)  # holds the line of the body's last statement for the jump
    unit.jump(JUMP, joined)
    unit.use_block(no_match)
    move_to(unit, handler)
    unit.emit(POP_TOP)  # None, the match
    unit.location = NO_LOCATION
    unit.use_block(joined)


def _emit_clause_body(unit: UnitBuilder, handler: ast.ExceptHandler, done: Block, joined: Block) -> None:
    """Emit a body; it goes on at `done`, or at `joined` when what it raised has been added to the results."""
    failed, inside = unit.new_block(), unit.new_block()
    unit.set_up(SETUP_CLEANUP, failed)
    unit.use_block(inside)
    push_frame_block(unit, FrameBlockKind.HANDLER_CLEANUP, inside, None, handler.name)
    visit_statements(unit, handler.body)
    pop_frame_block(unit)
    unit.location = NO_LOCATION
    unit.emit(POP_BLOCK)
    _unbind(unit, handler.name)
    unit.jump(JUMP, done)
    unit.use_block(failed)
    _unbind(unit, handler.name)
    unit.emit(LIST_APPEND, 3)  # the exception joins the results
    unit.emit(POP_TOP)  # lasti
    unit.jump(JUMP, joined)


def _unbind(unit: UnitBuilder, name: str | None) -> None:
    if name:
        unbind_exception_name(unit, name)


def _emit_reraise(unit: UnitBuilder, reraise_star: Block, end: Block) -> None:
    """Emit the decision after all clauses: raise what PREP_RERAISE_STAR makes of the results, unless it is None."""
    reraise = unit.new_block()
    unit.use_block(reraise_star)
    unit.emit(PREP_RERAISE_STAR)
    unit.emit(COPY, 1)
    unit.jump(POP_JUMP_IF_NOT_NONE, reraise)
    unit.emit(POP_TOP)
    unit.emit(POP_BLOCK)
    unit.emit(POP_EXCEPT)
    unit.jump(JUMP, end)
    unit.use_block(reraise)
    unit.emit(POP_BLOCK)
    unit.emit(SWAP, 2)
    unit.emit(POP_EXCEPT)
    unit.emit_last(RERAISE, 0)
