"""Code generation for the plain statements: assignment in its forms, del, raise, assert, expression statements.

    a = b = c     ->  c; COPY 1; store a; store b
    a.b += c      ->  a; COPY 1; LOAD_ATTR b; c; BINARY_OP +=; SWAP 2; STORE_ATTR b

Source of the rules: `compiler_visit_stmt`, `compiler_augassign`, `compiler_annassign` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    BINARY_OP,
    BINARY_SUBSCR,
    COPY,
    LOAD_ASSERTION_ERROR,
    LOAD_ATTR,
    LOAD_NAME,
    NOP,
    POP_TOP,
    PRINT_EXPR,
    RAISE_VARARGS,
    STORE_ATTR,
    STORE_SUBSCR,
    SWAP,
)
from cutaway.compiler.codegen.builder import UnitBuilder, UnitKind
from cutaway.compiler.codegen.conditions import jump_if
from cutaway.compiler.codegen.dispatch import move_to, statement, visit_expression, visit_expressions
from cutaway.compiler.codegen.names import check_assignable, load_name, store_name
from cutaway.compiler.codegen.operators import BINARY_OPERATORS, INPLACE, move_start_to_attribute
from cutaway.compiler.flowgraph.blocks import NO_LOCATION


@statement(ast.Assign)
def visit_assign(unit: UnitBuilder, node: ast.Assign) -> None:
    """`target = target = value`."""
    visit_expression(unit, node.value)
    *leading, last = node.targets
    for target in leading:
        unit.emit(COPY, 1)
        visit_expression(unit, target)
    visit_expression(unit, last)


@statement(ast.Delete)
def visit_delete(unit: UnitBuilder, node: ast.Delete) -> None:
    """`del target, target`."""
    visit_expressions(unit, node.targets)


@statement(ast.AugAssign)
def visit_augmented_assign(unit: UnitBuilder, node: ast.AugAssign) -> None:
    """`target <op>= value`: the target's parts are evaluated once."""
    target = node.target
    place = unit.location
    move_to(unit, target)
    match target:
        case ast.Attribute():
            visit_expression(unit, target.value)
            unit.emit(COPY, 1)
            move_start_to_attribute(unit, target)
            unit.emit_name(LOAD_ATTR, target.attr)
        case ast.Subscript():
            visit_expression(unit, target.value)
            visit_expression(unit, target.slice)
            unit.emit(COPY, 2)
            unit.emit(COPY, 2)
            unit.emit(BINARY_SUBSCR)
        case ast.Name():
            load_name(unit, target.id)
        case _:
            # Only a tree made by hand gets here; the parser knows better.
            raise SystemError(f"invalid node type ({type(target).__name__}) for augmented assignment")
    unit.location = place
    visit_expression(unit, node.value)
    unit.emit(BINARY_OP, BINARY_OPERATORS[type(node.op)] + INPLACE)
    move_to(unit, target)
    match target:
        case ast.Attribute():
            move_start_to_attribute(unit, target)
            unit.emit(SWAP, 2)
            unit.emit_name(STORE_ATTR, target.attr)
        case ast.Subscript():
            unit.emit(SWAP, 3)
            unit.emit(SWAP, 2)
            unit.emit(STORE_SUBSCR)
        case ast.Name():
            store_name(unit, target.id)


@statement(ast.AnnAssign)
def visit_annotated_assign(unit: UnitBuilder, node: ast.AnnAssign) -> None:
    """`target: annotation = value`; only modules and classes keep annotations, and only those of plain names."""
    target = node.target
    if node.value is not None:
        visit_expression(unit, node.value)
        visit_expression(unit, target)
    match target:
        case ast.Name():
            check_assignable(unit, target.id)
            if node.simple and unit.kind in (UnitKind.MODULE, UnitKind.CLASS):
                _store_annotation(unit, target.id, node.annotation)
        case ast.Attribute():
            check_assignable(unit, target.attr)
            if node.value is None:
                _evaluate_and_drop(unit, target.value)
        case ast.Subscript():
            if node.value is None:
                _evaluate_and_drop(unit, target.value)
                _evaluate_index(unit, target.slice)
        case _:
            raise SystemError(f"invalid node type ({type(target).__name__}) for annotated assignment")
    if not node.simple and not unit.compilation.future_annotations and unit.kind in (UnitKind.MODULE, UnitKind.CLASS):
        _evaluate_and_drop(unit, node.annotation)


def _store_annotation(unit: UnitBuilder, name: str, annotation: ast.expr) -> None:
    if unit.compilation.future_annotations:
        from cutaway.compiler.unparse import unparse

        unit.load_const(unparse(annotation))
    else:
        visit_expression(unit, annotation)
    unit.emit_name(LOAD_NAME, "__annotations__")
    unit.load_const(unit.mangle(name))
    unit.emit(STORE_SUBSCR)


def _evaluate_and_drop(unit: UnitBuilder, node: ast.expr) -> None:
    """Emit an expression only so that a mistake in it shows when it runs."""
    visit_expression(unit, node)
    unit.emit(POP_TOP)


def _evaluate_index(unit: UnitBuilder, index: ast.expr) -> None:
    match index:
        case ast.Slice():
            for bound in (index.lower, index.upper, index.step):
                if bound is not None:
                    _evaluate_and_drop(unit, bound)
        case ast.Tuple():
            for element in index.elts:
                _evaluate_index(unit, element)
        case _:
            _evaluate_and_drop(unit, index)


@statement(ast.Raise)
def visit_raise(unit: UnitBuilder, node: ast.Raise) -> None:
    """`raise`, `raise exc`, `raise exc from cause`."""
    count = 0
    if node.exc is not None:
        visit_expression(unit, node.exc)
        count = 1
        if node.cause is not None:
            visit_expression(unit, node.cause)
            count = 2
    unit.emit_last(RAISE_VARARGS, count)


@statement(ast.Assert)
def visit_assert(unit: UnitBuilder, node: ast.Assert) -> None:
    """`assert test, msg`; nothing at all under -O."""
    test = node.test
    if (type(test) is ast.Tuple and test.elts) or (
        type(test) is ast.Constant and isinstance(test.value, tuple) and test.value
    ):
        unit.warn("assertion is always true, perhaps remove parentheses?")
    if unit.compilation.optimize:
        return
    end = unit.new_block()
    jump_if(unit, test, end, True)
    unit.emit(LOAD_ASSERTION_ERROR)
    if node.msg is not None:
        visit_expression(unit, node.msg)
        unit.call(0)
    unit.emit_last(RAISE_VARARGS, 1)
    unit.use_block(end)


@statement(ast.Expr)
def visit_expression_statement(unit: UnitBuilder, node: ast.Expr) -> None:
    """An expression for its effect; at the prompt its value is shown."""
    value = node.value
    if unit.compilation.interactive and unit.kind is UnitKind.MODULE:
        visit_expression(unit, value)
        unit.emit(PRINT_EXPR)
    elif type(value) is ast.Constant:
        unit.emit(NOP)
    else:
        visit_expression(unit, value)
        unit.location = NO_LOCATION
        unit.emit(POP_TOP)


@statement(ast.Pass)
def visit_pass(unit: UnitBuilder, node: ast.Pass) -> None:
    """`pass`: an instruction that a tracer can stop at."""
    unit.emit(NOP)


@statement(ast.Global, ast.Nonlocal)
def visit_declaration(unit: UnitBuilder, node: ast.Global | ast.Nonlocal) -> None:
    """Declarations have done their work in the scopes stage."""
