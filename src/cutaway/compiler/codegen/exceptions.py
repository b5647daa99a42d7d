"""Code generation for `try`: handlers, `else`, and `finally`, whose body is emitted once for each way out.

    try: A                 SETUP_FINALLY L; A; POP_BLOCK; B; jump E
    finally: B          L: PUSH_EXC_INFO; B; RERAISE
                        E:

`except*` is in exception_groups.py.
Source of the rules: `compiler_try_finally`, `compiler_try_except` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    CHECK_EXC_MATCH,
    COPY,
    JUMP,
    POP_BLOCK,
    POP_EXCEPT,
    POP_JUMP_IF_FALSE,
    POP_TOP,
    PUSH_EXC_INFO,
    RERAISE,
    SETUP_CLEANUP,
    SETUP_FINALLY,
)
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.dispatch import move_to, statement, visit_expression, visit_statements
from cutaway.compiler.codegen.frame_block import FrameBlockKind
from cutaway.compiler.codegen.names import store_name
from cutaway.compiler.codegen.unwinding import pop_frame_block, push_frame_block, unbind_exception_name
from cutaway.compiler.flowgraph.blocks import NO_LOCATION, Block


@statement(ast.Try, ast.TryStar)
def visit_try(unit: UnitBuilder, node: ast.Try | ast.TryStar) -> None:
    """`try` in all its forms."""
    if node.finalbody:
        _try_finally(unit, node)
    else:
        _try_handlers(unit, node)


def _try_handlers(unit: UnitBuilder, node: ast.Try | ast.TryStar) -> None:
    if isinstance(node, ast.TryStar):
        from cutaway.compiler.codegen.exception_groups import try_except_star

        try_except_star(unit, node)
    else:
        _try_except(unit, node)


def _try_finally(unit: UnitBuilder, node: ast.Try | ast.TryStar) -> None:
    body, handler, end, cleanup = (unit.new_block(), unit.new_block(), unit.new_block(), unit.new_block())
    unit.set_up(SETUP_FINALLY, handler)
    unit.use_block(body)
    push_frame_block(unit, FrameBlockKind.FINALLY_TRY, body, handler, node.finalbody)
    if node.handlers:
        _try_handlers(unit, node)
    else:
        visit_statements(unit, node.body)
    unit.emit_without_line(POP_BLOCK)
    pop_frame_block(unit)
    visit_statements(unit, node.finalbody)
    unit.jump_without_line(end)
    unit.use_block(handler)
    begin_handler(unit, cleanup)
    push_frame_block(unit, FrameBlockKind.FINALLY_END, handler)
    visit_statements(unit, node.finalbody)
    pop_frame_block(unit)
    unit.emit_last(RERAISE, 0)
    unit.use_block(cleanup)
    pop_except_and_reraise(unit)
    unit.use_block(end)


def begin_handler(unit: UnitBuilder, cleanup: Block) -> None:
    """Emit the start of a handler; what it raises itself goes to `cleanup`, which restores the handled exception."""
    unit.location = NO_LOCATION
    unit.set_up(SETUP_CLEANUP, cleanup)
    unit.emit(PUSH_EXC_INFO)


def pop_except_and_reraise(unit: UnitBuilder) -> None:
    """Emit the end of a handler that failed: [exc_info, lasti, exc] on the stack."""
    unit.emit(COPY, 3)
    unit.emit(POP_EXCEPT)
    unit.emit_last(RERAISE, 1)


def _try_except(unit: UnitBuilder, node: ast.Try) -> None:
    body, handlers, end, cleanup = (unit.new_block(), unit.new_block(), unit.new_block(), unit.new_block())
    unit.set_up(SETUP_FINALLY, handlers)
    unit.use_block(body)
    push_frame_block(unit, FrameBlockKind.TRY_EXCEPT, body)
    visit_statements(unit, node.body)
    pop_frame_block(unit)
    unit.emit_without_line(POP_BLOCK)
    visit_statements(unit, node.orelse)
    unit.jump_without_line(end)
    unit.use_block(handlers)
    begin_handler(unit, cleanup)
    push_frame_block(unit, FrameBlockKind.EXCEPTION_HANDLER)
    for handler in node.handlers:
        move_to(unit, handler)
        if handler.type is None and handler is not node.handlers[-1]:
            raise unit.error("default 'except:' must be last")
        next_handler = unit.new_block()
        if handler.type is not None:
            visit_expression(unit, handler.type)
            unit.emit(CHECK_EXC_MATCH)
            unit.jump(POP_JUMP_IF_FALSE, next_handler)
        if handler.name:
            _named_handler(unit, handler.name, handler.body, end)
        else:
            _unnamed_handler(unit, handler.body, end)
        unit.use_block(next_handler)
    unit.location = NO_LOCATION
    pop_frame_block(unit)
    unit.emit_last(RERAISE, 0)
    unit.use_block(cleanup)
    pop_except_and_reraise(unit)
    unit.use_block(end)


def _named_handler(unit: UnitBuilder, name: str, body: list[ast.stmt], end: Block) -> None:
    """Emit `except E as name: body`, which unbinds the name however the body is left."""
    failed, inside = unit.new_block(), unit.new_block()
    store_name(unit, name)
    unit.set_up(SETUP_CLEANUP, failed)
    unit.use_block(inside)
    push_frame_block(unit, FrameBlockKind.HANDLER_CLEANUP, inside, None, name)
    visit_statements(unit, body)
    pop_frame_block(unit)
    unit.location = NO_LOCATION
    unit.emit(POP_BLOCK)
    unit.emit(POP_BLOCK)
    unit.emit(POP_EXCEPT)
    unbind_exception_name(unit, name)
    unit.jump(JUMP, end)
    unit.use_block(failed)
    unbind_exception_name(unit, name)
    unit.emit_last(RERAISE, 1)


def _unnamed_handler(unit: UnitBuilder, body: list[ast.stmt], end: Block) -> None:
    inside = unit.new_block()
    unit.emit(POP_TOP)  # the exception
    unit.use_block(inside)
    push_frame_block(unit, FrameBlockKind.HANDLER_CLEANUP, inside)
    visit_statements(unit, body)
    pop_frame_block(unit)
    unit.location = NO_LOCATION
    unit.emit(POP_BLOCK)
    unit.emit(POP_EXCEPT)
    unit.jump(JUMP, end)
