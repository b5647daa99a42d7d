"""Code generation for list, tuple, set and dict displays, and for unpacking into targets.

    [a, *b]     ->  a; BUILD_LIST 1; b; LIST_EXTEND
    (1, 2, 3)   ->  LOAD_CONST (1, 2, 3)                 (folding makes this one)
    a, *b = c   ->  c; UNPACK_EX; store a; store b

Displays too long for the stack guideline are built piece by piece.
Source of the rules: `starunpack_helper`, `unpack_helper`, `compiler_dict` in Python/compile.c.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from cutaway.bytecode.opcodes import (
    BUILD_CONST_KEY_MAP,
    BUILD_LIST,
    BUILD_MAP,
    BUILD_SET,
    BUILD_TUPLE,
    DICT_UPDATE,
    LIST_APPEND,
    LIST_EXTEND,
    LIST_TO_TUPLE,
    MAP_ADD,
    SET_ADD,
    SET_UPDATE,
    UNPACK_EX,
    UNPACK_SEQUENCE,
)
from cutaway.compiler.codegen.builder import STACK_USE_GUIDELINE, UnitBuilder
from cutaway.compiler.codegen.dispatch import expression, has_starred, visit_expression, visit_expressions

_MAX_BEFORE_STAR = 1 << 8
_MAX_AFTER_STAR = (1 << 31) - 1 >> 8


@dataclass(frozen=True, slots=True)
class Display:
    """The instructions that build, grow by one item, and grow by an iterable."""

    build: int
    add: int
    extend: int
    is_tuple: bool = False


_LIST = Display(BUILD_LIST, LIST_APPEND, LIST_EXTEND)
_SET = Display(BUILD_SET, SET_ADD, SET_UPDATE)
TUPLE = Display(BUILD_LIST, LIST_APPEND, LIST_EXTEND, is_tuple=True)


@expression(ast.List)
def visit_list(unit: UnitBuilder, node: ast.List) -> None:
    """A list display, or a bracketed target."""
    _visit_sequence(unit, node, _LIST)


@expression(ast.Tuple)
def visit_tuple(unit: UnitBuilder, node: ast.Tuple) -> None:
    """A tuple display that is no constant, or a target list."""
    _visit_sequence(unit, node, TUPLE)


@expression(ast.Set)
def visit_set(unit: UnitBuilder, node: ast.Set) -> None:
    """A set display."""
    build_display(unit, node.elts, _SET)


def _visit_sequence(unit: UnitBuilder, node: ast.List | ast.Tuple, display: Display) -> None:
    context = type(node.ctx)
    if context is ast.Load:
        build_display(unit, node.elts, display)
    elif context is ast.Store:
        _unpack_into(unit, node.elts)
    else:
        visit_expressions(unit, node.elts)


def build_display(unit: UnitBuilder, elements: list[ast.expr], display: Display, pushed: int = 0) -> None:
    """Emit a list, tuple or set.

    In: the elements, starred ones among them; how many items are on the stack already and belong in front.
    """
    if len(elements) > 2 and _are_constants(elements):
        _build_from_constant(unit, elements, display, pushed)
        return
    is_big = len(elements) + pushed > STACK_USE_GUIDELINE
    if not is_big and not has_starred(elements):
        visit_expressions(unit, elements)
        unit.emit(BUILD_TUPLE if display.is_tuple else display.build, len(elements) + pushed)
        return
    is_built = is_big
    if is_big:
        unit.emit(display.build, pushed)
    for index, element in enumerate(elements):
        if type(element) is ast.Starred:
            if not is_built:
                unit.emit(display.build, index + pushed)
                is_built = True
            visit_expression(unit, element.value)
            unit.emit(display.extend, 1)
        else:
            visit_expression(unit, element)
            if is_built:
                unit.emit(display.add, 1)
    if display.is_tuple:
        unit.emit(LIST_TO_TUPLE)


def _are_constants(elements: Sequence[ast.expr | None]) -> bool:
    return set(map(type, elements)) <= {ast.Constant}


def _build_from_constant(unit: UnitBuilder, elements: list[ast.expr], display: Display, pushed: int) -> None:
    """Emit a display of constants only: one constant extends an empty list or set."""
    items = tuple([element.value for element in elements])  # type: ignore[attr-defined]
    if display.is_tuple and not pushed:
        unit.load_const(items)
        return
    unit.emit(display.build, pushed)
    unit.load_const(frozenset(items) if display is _SET else items)
    unit.emit(display.extend, 1)
    if display.is_tuple:
        unit.emit(LIST_TO_TUPLE)


def _unpack_into(unit: UnitBuilder, targets: list[ast.expr]) -> None:
    starred = [type(target) is ast.Starred for target in targets]
    emit_unpack(unit, starred, "star-unpacking assignment", "assignment")
    for target in targets:
        visit_expression(unit, target.value if type(target) is ast.Starred else target)


def emit_unpack(unit: UnitBuilder, starred: Sequence[bool], too_many_in: str, several_in: str) -> None:
    """Emit UNPACK_SEQUENCE or UNPACK_EX for targets of which at most one is starred.

    In: which targets are starred, and the words for the two SyntaxErrors that this can raise.
    """
    count = len(starred)
    if True not in starred:
        unit.emit(UNPACK_SEQUENCE, count)
        return
    before = starred.index(True)
    after = count - before - 1
    if before >= _MAX_BEFORE_STAR or after >= _MAX_AFTER_STAR:
        raise unit.error(f"too many expressions in {too_many_in}")
    unit.emit(UNPACK_EX, before + (after << 8))
    if True in starred[before + 1 :]:
        raise unit.error(f"multiple starred expressions in {several_in}")


@expression(ast.Dict)
def visit_dict(unit: UnitBuilder, node: ast.Dict) -> None:
    """A dict display: runs of plain items, joined with what `**` unpacks."""
    has_dict = False
    run_start = 0

    def emit_run(end: int) -> None:
        nonlocal has_dict
        _build_run(unit, node.keys[run_start:end], node.values[run_start:end])
        if has_dict:
            unit.emit(DICT_UPDATE, 1)
        has_dict = True

    for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
        if key is None:
            if index > run_start:
                emit_run(index)
            if not has_dict:
                unit.emit(BUILD_MAP, 0)
                has_dict = True
            visit_expression(unit, value)
            unit.emit(DICT_UPDATE, 1)
            run_start = index + 1
        elif (index - run_start) * 2 > STACK_USE_GUIDELINE:
            emit_run(index + 1)
            run_start = index + 1
    if run_start < len(node.keys):
        emit_run(len(node.keys))
    if not has_dict:
        unit.emit(BUILD_MAP, 0)


def _build_run(unit: UnitBuilder, keys: Sequence[ast.expr | None], values: list[ast.expr]) -> None:
    """Emit a dict of items without unpacking."""
    count = len(keys)
    is_big = count * 2 > STACK_USE_GUIDELINE
    if count > 1 and not is_big and _are_constants(keys):
        visit_expressions(unit, values)
        unit.load_const(tuple([key.value for key in keys]))  # type: ignore[union-attr]
        unit.emit(BUILD_CONST_KEY_MAP, count)
        return
    if is_big:
        unit.emit(BUILD_MAP, 0)
    for key, value in zip(keys, values, strict=True):
        visit_expression(unit, key)
        visit_expression(unit, value)
        if is_big:
            unit.emit(MAP_ADD, 1)
    if not is_big:
        unit.emit(BUILD_MAP, count)
