"""Code generation for yield, yield from and await.

    await x     ->  <x>; GET_AWAITABLE; LOAD_CONST None; L: SEND end; YIELD_VALUE; RESUME; JUMP_NO_INTERRUPT L; end:

Source of the rules: `compiler_add_yield_from` and the yield cases of `compiler_visit_expr1` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    ASYNC_GEN_WRAP,
    GET_AWAITABLE,
    GET_YIELD_FROM_ITER,
    JUMP_NO_INTERRUPT,
    RESUME,
    SEND,
    YIELD_VALUE,
)
from cutaway.compiler.codegen.builder import UnitBuilder, UnitKind
from cutaway.compiler.codegen.dispatch import expression, visit_expression

_RESUME_AFTER_YIELD = 1
_RESUME_AFTER_YIELD_FROM = 2
_RESUME_AFTER_AWAIT = 3


def emit_yield_from(unit: UnitBuilder, *, is_await: bool) -> None:
    """Emit the loop that hands values through between the iterator on the stack and whoever resumes this frame."""
    send, resume, end = unit.new_block(), unit.new_block(), unit.new_block()
    unit.use_block(send)
    unit.jump(SEND, end)
    unit.use_block(resume)
    unit.emit(YIELD_VALUE)
    unit.emit(RESUME, _RESUME_AFTER_AWAIT if is_await else _RESUME_AFTER_YIELD_FROM)
    unit.jump(JUMP_NO_INTERRUPT, send)
    unit.use_block(end)


def emit_yield(unit: UnitBuilder) -> None:
    """Emit the yield of the value on the stack."""
    if unit.scope.is_generator and unit.scope.is_coroutine:
        unit.emit(ASYNC_GEN_WRAP)
    unit.emit(YIELD_VALUE)
    unit.emit(RESUME, _RESUME_AFTER_YIELD)


@expression(ast.Yield)
def visit_yield(unit: UnitBuilder, node: ast.Yield) -> None:
    """`yield value`."""
    if not unit.is_function:
        raise unit.error("'yield' outside function")
    if node.value is not None:
        visit_expression(unit, node.value)
    else:
        unit.load_const(None)
    emit_yield(unit)


@expression(ast.YieldFrom)
def visit_yield_from(unit: UnitBuilder, node: ast.YieldFrom) -> None:
    """`yield from iterable`."""
    if not unit.is_function:
        raise unit.error("'yield' outside function")
    if unit.kind is UnitKind.ASYNC_FUNCTION:
        raise unit.error("'yield from' inside async function")
    visit_expression(unit, node.value)
    unit.emit(GET_YIELD_FROM_ITER)
    unit.load_const(None)
    emit_yield_from(unit, is_await=False)


@expression(ast.Await)
def visit_await(unit: UnitBuilder, node: ast.Await) -> None:
    """`await awaitable`."""
    if not unit.allows_top_level_await:
        if not unit.is_function:
            raise unit.error("'await' outside function")
        if unit.kind not in (UnitKind.ASYNC_FUNCTION, UnitKind.COMPREHENSION):
            raise unit.error("'await' outside async function")
    visit_expression(unit, node.value)
    unit.emit(GET_AWAITABLE, 0)
    unit.load_const(None)
    emit_yield_from(unit, is_await=True)
