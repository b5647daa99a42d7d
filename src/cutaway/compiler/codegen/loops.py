"""Code generation for `while`, `for`, `async for`, `break`, `continue` and `return`.

    while t: body     ->  t; jump if false to end; L: body; t; jump if true to L; end:      (the test is emitted twice)

Source of the rules: `compiler_while`, `compiler_for`, `compiler_return` ... in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    END_ASYNC_FOR,
    FOR_ITER,
    GET_AITER,
    GET_ANEXT,
    GET_ITER,
    JUMP,
    NOP,
    POP_BLOCK,
    RETURN_VALUE,
    SETUP_FINALLY,
)
from cutaway.compiler.codegen.awaiting import emit_yield_from
from cutaway.compiler.codegen.builder import UnitBuilder, UnitKind
from cutaway.compiler.codegen.conditions import jump_if
from cutaway.compiler.codegen.dispatch import move_to, statement, visit_expression, visit_statements
from cutaway.compiler.codegen.frame_block import FrameBlockKind
from cutaway.compiler.codegen.unwinding import (
    pop_frame_block,
    push_frame_block,
    unwind,
    unwind_all,
    unwind_to_loop,
)
from cutaway.compiler.flowgraph.blocks import NO_LOCATION


@statement(ast.While)
def visit_while(unit: UnitBuilder, node: ast.While) -> None:
    """`while test: ... else: ...`."""
    loop, body, otherwise, end = (unit.new_block(), unit.new_block(), unit.new_block(), unit.new_block())
    unit.use_block(loop)
    push_frame_block(unit, FrameBlockKind.WHILE_LOOP, loop, end)
    jump_if(unit, node.test, otherwise, False)
    unit.use_block(body)
    visit_statements(unit, node.body)
    move_to(unit, node)
    jump_if(unit, node.test, body, True)
    pop_frame_block(unit)
    unit.use_block(otherwise)
    visit_statements(unit, node.orelse)
    unit.use_block(end)


@statement(ast.For)
def visit_for(unit: UnitBuilder, node: ast.For) -> None:
    """`for target in iter: ... else: ...`."""
    start, body, done, end = (unit.new_block(), unit.new_block(), unit.new_block(), unit.new_block())
    push_frame_block(unit, FrameBlockKind.FOR_LOOP, start, end)
    visit_expression(unit, node.iter)
    unit.emit(GET_ITER)
    unit.use_block(start)
    unit.jump(FOR_ITER, done)
    unit.use_block(body)
    visit_expression(unit, node.target)
    visit_statements(unit, node.body)
    unit.location = NO_LOCATION
    unit.jump(JUMP, start)
    unit.use_block(done)
    pop_frame_block(unit)
    visit_statements(unit, node.orelse)
    unit.use_block(end)


@statement(ast.AsyncFor)
def visit_async_for(unit: UnitBuilder, node: ast.AsyncFor) -> None:
    """`async for target in iter: ... else: ...`."""
    require_async(unit, "'async for' outside async function")
    start, finished, end = unit.new_block(), unit.new_block(), unit.new_block()
    visit_expression(unit, node.iter)
    unit.emit(GET_AITER)
    unit.use_block(start)
    push_frame_block(unit, FrameBlockKind.FOR_LOOP, start, end)
    # __anext__ ends the loop by raising StopAsyncIteration.
    unit.set_up(SETUP_FINALLY, finished)
    unit.emit(GET_ANEXT)
    unit.load_const(None)
    emit_yield_from(unit, is_await=True)
    unit.emit(POP_BLOCK)
    visit_expression(unit, node.target)
    visit_statements(unit, node.body)
    unit.location = NO_LOCATION
    unit.jump(JUMP, start)
    pop_frame_block(unit)
    unit.use_block(finished)
    # The end of the loop belongs to its `for`, not to the last line of its body.
    move_to(unit, node.iter)
    unit.emit(END_ASYNC_FOR)
    visit_statements(unit, node.orelse)
    unit.use_block(end)


def require_async(unit: UnitBuilder, message: str) -> None:
    """Raise SyntaxError outside async code; a module that allows await becomes a coroutine instead."""
    if unit.allows_top_level_await:
        unit.scope.is_coroutine = True
    elif unit.kind is not UnitKind.ASYNC_FUNCTION:
        raise unit.error(message)


@statement(ast.Return)
def visit_return(unit: UnitBuilder, node: ast.Return) -> None:
    """`return value`, after the clean-up of everything around."""
    value = node.value
    if not unit.is_function:
        raise unit.error("'return' outside function")
    if value is not None and unit.scope.is_coroutine and unit.scope.is_generator:
        raise unit.error("'return' with value in async generator")
    # A constant need not be kept through the clean-up: it is loaded afterwards.
    preserve_value = value is not None and type(value) is not ast.Constant
    if preserve_value:
        visit_expression(unit, value)
    elif value is not None:
        move_to(unit, value)
        unit.emit(NOP)
    if value is None or value.lineno != node.lineno:
        move_to(unit, node)
        unit.emit(NOP)
    unwind_all(unit, preserve_value)
    if value is None:
        unit.load_const(None)
    elif type(value) is ast.Constant:
        unit.load_const(value.value)
    unit.emit_last(RETURN_VALUE)


@statement(ast.Break)
def visit_break(unit: UnitBuilder, node: ast.Break) -> None:
    """`break`: leave the nearest loop, its iterator included."""
    place = unit.location
    unit.emit(NOP)
    loop = unwind_to_loop(unit)
    if loop is None:
        unit.location = place
        raise unit.error("'break' outside loop")
    unwind(unit, loop, False)
    assert loop.exit is not None
    unit.jump(JUMP, loop.exit)


@statement(ast.Continue)
def visit_continue(unit: UnitBuilder, node: ast.Continue) -> None:
    """`continue`: go to the next round of the nearest loop."""
    place = unit.location
    unit.emit(NOP)
    loop = unwind_to_loop(unit)
    if loop is None:
        unit.location = place
        raise unit.error("'continue' not properly in loop")
    assert loop.start is not None
    unit.jump(JUMP, loop.start)
