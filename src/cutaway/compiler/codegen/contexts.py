"""Code generation for `with` and `async with`.

    with a as b: C     ->  a; BEFORE_WITH; SETUP_WITH L; store b; C; POP_BLOCK; call __exit__(None, None, None)
                           L: WITH_EXCEPT_START; if true go on, else RERAISE

Source of the rules: `compiler_with`, `compiler_async_with`, `compiler_with_except_finish` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    BEFORE_ASYNC_WITH,
    BEFORE_WITH,
    COPY,
    GET_AWAITABLE,
    JUMP,
    POP_BLOCK,
    POP_EXCEPT,
    POP_JUMP_IF_TRUE,
    POP_TOP,
    PUSH_EXC_INFO,
    RERAISE,
    SETUP_CLEANUP,
    SETUP_WITH,
    WITH_EXCEPT_START,
)
from cutaway.compiler.codegen.awaiting import emit_yield_from
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.dispatch import move_to, statement, visit_expression, visit_statements
from cutaway.compiler.codegen.frame_block import FrameBlockKind
from cutaway.compiler.codegen.loops import require_async
from cutaway.compiler.codegen.unwinding import call_exit_with_nones, pop_frame_block, push_frame_block
from cutaway.compiler.flowgraph.blocks import NO_LOCATION, Block

_AWAIT_ENTER = 1
_AWAIT_EXIT = 2


@statement(ast.With, ast.AsyncWith)
def visit_with(unit: UnitBuilder, node: ast.With | ast.AsyncWith) -> None:
    """`with` and `async with`; several items are nested statements."""
    _emit_item(unit, node, 0)


def _emit_item(unit: UnitBuilder, node: ast.With | ast.AsyncWith, index: int) -> None:
    is_async = type(node) is ast.AsyncWith
    if is_async:
        require_async(unit, "'async with' outside async function")
    item = node.items[index]
    body, handler, end, cleanup = (unit.new_block(), unit.new_block(), unit.new_block(), unit.new_block())
    visit_expression(unit, item.context_expr)
    if is_async:
        unit.emit(BEFORE_ASYNC_WITH)
        _await(unit, _AWAIT_ENTER)
    else:
        unit.emit(BEFORE_WITH)
    unit.set_up(SETUP_WITH, handler)
    unit.use_block(body)
    kind = FrameBlockKind.ASYNC_WITH if is_async else FrameBlockKind.WITH
    push_frame_block(unit, kind, body, handler, node)
    if item.optional_vars is not None:
        visit_expression(unit, item.optional_vars)
    else:
        unit.emit(POP_TOP)
    if index + 1 == len(node.items):
        visit_statements(unit, node.body)
    else:
        _emit_item(unit, node, index + 1)
    if not is_async:
        # CPython does this for the plain form only; it shows in the line table.
        unit.location = NO_LOCATION
    unit.emit(POP_BLOCK)
    pop_frame_block(unit)
    move_to(unit, node)
    call_exit_with_nones(unit)
    if is_async:
        _await(unit, _AWAIT_EXIT)
    unit.emit(POP_TOP)
    unit.jump(JUMP, end)
    unit.use_block(handler)
    unit.set_up(SETUP_CLEANUP, cleanup)
    unit.emit(PUSH_EXC_INFO)
    unit.emit(WITH_EXCEPT_START)
    if is_async:
        _await(unit, _AWAIT_EXIT)
    _finish_handler(unit, cleanup)
    unit.use_block(end)


def _await(unit: UnitBuilder, where: int) -> None:
    unit.emit(GET_AWAITABLE, where)
    unit.load_const(None)
    emit_yield_from(unit, is_await=True)


def _finish_handler(unit: UnitBuilder, cleanup: Block) -> None:
    """Emit what follows the call of __exit__ with an exception: a true result swallows it."""
    unit.location = NO_LOCATION
    swallowed = unit.new_block()
    unit.jump(POP_JUMP_IF_TRUE, swallowed)
    unit.emit_last(RERAISE, 2)
    unit.use_block(cleanup)
    unit.emit(COPY, 3)
    unit.emit(POP_EXCEPT)
    unit.emit_last(RERAISE, 1)
    unit.use_block(swallowed)
    unit.emit(POP_TOP)  # the exception
    unit.emit(POP_BLOCK)
    unit.emit(POP_EXCEPT)
    unit.emit(POP_TOP)
    unit.emit(POP_TOP)
