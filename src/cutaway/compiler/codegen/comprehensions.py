"""Code generation for comprehensions and generator expressions: an inner function, called at once.

    [x for x in y if x]   ->  LOAD_CONST <code <listcomp>>; MAKE_FUNCTION; y; GET_ITER; PRECALL 0; CALL 0

Source of the rules: `compiler_comprehension` and its neighbours in Python/compile.c.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from cutaway.bytecode.opcodes import (
    BUILD_LIST,
    BUILD_MAP,
    BUILD_SET,
    END_ASYNC_FOR,
    FOR_ITER,
    GET_AITER,
    GET_ANEXT,
    GET_AWAITABLE,
    GET_ITER,
    JUMP,
    LIST_APPEND,
    LOAD_FAST,
    MAP_ADD,
    POP_BLOCK,
    POP_TOP,
    RETURN_VALUE,
    SET_ADD,
    SETUP_FINALLY,
)
from cutaway.compiler.codegen.awaiting import emit_yield, emit_yield_from
from cutaway.compiler.codegen.builder import UnitBuilder, UnitKind
from cutaway.compiler.codegen.closures import make_function
from cutaway.compiler.codegen.conditions import jump_if
from cutaway.compiler.codegen.dispatch import expression, move_to, visit_expression
from cutaway.compiler.codegen.frame_block import FrameBlockKind
from cutaway.compiler.codegen.unwinding import pop_frame_block, push_frame_block
from cutaway.compiler.flowgraph.blocks import Block


@dataclass(frozen=True, slots=True)
class _Form:
    """Name of the inner function, and the instructions that build and grow the result (none for a generator)."""

    name: str
    build: int | None
    add: int | None


_FORMS: dict[type[ast.AST], _Form] = {
    ast.ListComp: _Form("<listcomp>", BUILD_LIST, LIST_APPEND),
    ast.SetComp: _Form("<setcomp>", BUILD_SET, SET_ADD),
    ast.DictComp: _Form("<dictcomp>", BUILD_MAP, MAP_ADD),
    ast.GeneratorExp: _Form("<genexpr>", None, None),
}


@expression(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
def visit_comprehension(unit: UnitBuilder, node: Any) -> None:
    """Any comprehension; its outermost iterable is evaluated here, all else inside."""
    form = _FORMS[type(node)]
    top_level_await = unit.allows_top_level_await
    inner = unit.enter(node, form.name, UnitKind.COMPREHENSION, node.lineno)
    move_to(inner, node)
    is_async = inner.scope.is_coroutine
    if (
        is_async
        and form.build is not None
        and unit.kind not in (UnitKind.ASYNC_FUNCTION, UnitKind.COMPREHENSION)
        and not top_level_await
    ):
        raise inner.error("asynchronous comprehension outside of an asynchronous function")
    if form.build is not None:
        inner.emit(form.build, 0)
    _emit_generator(inner, node, form, 0, 0)
    if form.build is not None:
        inner.emit_last(RETURN_VALUE)
    code = inner.finish(return_none=True)
    if top_level_await and is_async:
        unit.scope.is_coroutine = True
    make_function(unit, code, 0)
    outermost: ast.comprehension = node.generators[0]
    visit_expression(unit, outermost.iter)
    unit.emit(GET_AITER if outermost.is_async else GET_ITER)
    unit.call(0)
    if is_async and form.build is not None:
        unit.emit(GET_AWAITABLE, 0)
        unit.load_const(None)
        emit_yield_from(unit, is_await=True)


def _emit_generator(unit: UnitBuilder, node: Any, form: _Form, index: int, depth: int) -> None:
    """Emit one `for ... in ... if ...` and what is inside it.

    In: which of the comprehension's generators; how many iterators lie on the stack between the result and here.
    """
    if node.generators[index].is_async:
        _emit_async_generator(unit, node, form, index, depth)
    else:
        _emit_sync_generator(unit, node, form, index, depth)


def _emit_sync_generator(unit: UnitBuilder, node: Any, form: _Form, index: int, depth: int) -> None:
    generator: ast.comprehension = node.generators[index]
    start, condition_failed, done = unit.new_block(), unit.new_block(), unit.new_block()
    loops = True
    if index == 0:
        _receive_iterator(unit)
    else:
        single = _single_element(generator.iter)
        if single is not None:
            # `for y in [f(x)]` only names a value: no list, no loop.
            visit_expression(unit, single)
            loops = False
        else:
            visit_expression(unit, generator.iter)
            unit.emit(GET_ITER)
    if loops:
        depth += 1
        unit.use_block(start)
        unit.jump(FOR_ITER, done)
    visit_expression(unit, generator.target)
    _emit_conditions_and_rest(unit, node, form, index, depth, condition_failed)
    if loops:
        unit.jump(JUMP, start)
        unit.use_block(done)


def _emit_async_generator(unit: UnitBuilder, node: Any, form: _Form, index: int, depth: int) -> None:
    generator: ast.comprehension = node.generators[index]
    start, finished, condition_failed = unit.new_block(), unit.new_block(), unit.new_block()
    if index == 0:
        _receive_iterator(unit)
    else:
        visit_expression(unit, generator.iter)
        unit.emit(GET_AITER)
    unit.use_block(start)
    push_frame_block(unit, FrameBlockKind.ASYNC_COMPREHENSION, start)
    unit.set_up(SETUP_FINALLY, finished)
    unit.emit(GET_ANEXT)
    unit.load_const(None)
    emit_yield_from(unit, is_await=True)
    unit.emit(POP_BLOCK)
    visit_expression(unit, generator.target)
    _emit_conditions_and_rest(unit, node, form, index, depth + 1, condition_failed)
    unit.jump(JUMP, start)
    pop_frame_block(unit)
    unit.use_block(finished)
    unit.emit(END_ASYNC_FOR)


def _receive_iterator(unit: UnitBuilder) -> None:
    """The outermost iterator comes as the one argument, named .0."""
    unit.argcount = 1
    unit.emit(LOAD_FAST, 0)


def _single_element(iterable: ast.expr) -> ast.expr | None:
    if type(iterable) in (ast.List, ast.Tuple):
        elements: list[ast.expr] = iterable.elts  # type: ignore[attr-defined]
        if len(elements) == 1 and type(elements[0]) is not ast.Starred:
            return elements[0]
    return None


def _emit_conditions_and_rest(
    unit: UnitBuilder, node: Any, form: _Form, index: int, depth: int, condition_failed: Block
) -> None:
    for condition in node.generators[index].ifs:
        jump_if(unit, condition, condition_failed, False)
    if index + 1 < len(node.generators):
        _emit_generator(unit, node, form, index + 1, depth)
    else:
        _emit_element(unit, node, form, depth)
    unit.use_block(condition_failed)


def _emit_element(unit: UnitBuilder, node: Any, form: _Form, depth: int) -> None:
    if form.add is None:
        visit_expression(unit, node.elt)
        emit_yield(unit)
        unit.emit(POP_TOP)
    elif form.add == MAP_ADD:
        visit_expression(unit, node.key)
        visit_expression(unit, node.value)
        unit.emit(MAP_ADD, depth + 1)
    else:
        visit_expression(unit, node.elt)
        unit.emit(form.add, depth + 1)
