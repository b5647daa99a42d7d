"""Code generation for calls.

    f(a, k=b)      ->  PUSH_NULL; f; a; b; KW_NAMES ("k",); PRECALL 2; CALL 2
    o.m(a)         ->  o; LOAD_METHOD m; a; PRECALL 1; CALL 1
    f(*a, **k)     ->  PUSH_NULL; f; a; BUILD_MAP 0; k; DICT_MERGE 1; CALL_FUNCTION_EX 1

Source of the rules: `compiler_call` and its neighbours in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    BUILD_CONST_KEY_MAP,
    BUILD_MAP,
    CALL_FUNCTION_EX,
    DICT_MERGE,
    KW_NAMES,
    LOAD_METHOD,
    MAP_ADD,
    PUSH_NULL,
)
from cutaway.compiler.codegen.builder import STACK_USE_GUIDELINE, UnitBuilder
from cutaway.compiler.codegen.checks import check_caller
from cutaway.compiler.codegen.dispatch import expression, has_starred, move_to, visit_expression, visit_expressions
from cutaway.compiler.codegen.names import check_assignable
from cutaway.compiler.codegen.operators import move_start_to_attribute
from cutaway.compiler.scopes.scope import DEF_IMPORT


@expression(ast.Call)
def visit_call(unit: UnitBuilder, node: ast.Call) -> None:
    """`function(...)`."""
    _check_keywords(unit, node.keywords)
    if _is_method_call(unit, node):
        _call_method(unit, node)
        return
    check_caller(unit, node.func)
    place = unit.location
    move_to(unit, node.func)
    unit.emit(PUSH_NULL)
    unit.location = place
    visit_expression(unit, node.func)
    call_with_arguments(unit, 0, node.args, node.keywords)


def _check_keywords(unit: UnitBuilder, keywords: list[ast.keyword]) -> None:
    """Raise SyntaxError for a keyword argument that cannot be, or is given twice."""
    counts: dict[str | None, int] = {}
    for keyword in keywords:
        counts[keyword.arg] = counts.get(keyword.arg, 0) + 1
    for index, keyword in enumerate(keywords):
        name = keyword.arg
        if name is None:
            continue
        check_assignable(unit, name)
        if counts[name] == 1:
            continue
        # Nothing was raised for an earlier one of this name, so this is the first.
        move_to(unit, next(other for other in keywords[index + 1 :] if other.arg == name))
        raise unit.error(f"keyword argument repeated: {name}")


def _is_method_call(unit: UnitBuilder, node: ast.Call) -> bool:
    """Whether LOAD_METHOD serves: `value.attr(...)`, few plain arguments, and value is no imported module."""
    function = node.func
    if type(function) is not ast.Attribute or type(function.ctx) is not ast.Load:
        return False
    value = function.value
    if type(value) is ast.Name and unit.compilation.table.top.symbols.get(value.id, 0) & DEF_IMPORT:
        return False
    keywords = node.keywords
    if len(node.args) + len(keywords) + (1 if keywords else 0) >= STACK_USE_GUIDELINE:
        return False
    return not _has_unpacking(node.args, keywords)


def _has_unpacking(arguments: list[ast.expr], keywords: list[ast.keyword]) -> bool:
    return has_starred(arguments) or None in [keyword.arg for keyword in keywords]


def _call_method(unit: UnitBuilder, node: ast.Call) -> None:
    method = node.func
    assert type(method) is ast.Attribute
    place = unit.location
    visit_expression(unit, method.value)
    move_to(unit, method)
    move_start_to_attribute(unit, method)
    unit.emit_name(LOAD_METHOD, method.attr)
    visit_expressions(unit, node.args)
    _push_keywords(unit, node.keywords)
    unit.location = place
    move_start_to_attribute(unit, method)
    unit.call(len(node.args) + len(node.keywords))


def _push_keywords(unit: UnitBuilder, keywords: list[ast.keyword]) -> None:
    """Emit keyword values and the names that CALL finds for them."""
    if keywords:
        for keyword in keywords:
            visit_expression(unit, keyword.value)
        unit.emit(KW_NAMES, unit.const_index(tuple([keyword.arg for keyword in keywords])))


def call_with_arguments(unit: UnitBuilder, pushed: int, arguments: list[ast.expr], keywords: list[ast.keyword]) -> None:
    """Emit the arguments and the call; the callable is on the stack, and `pushed` arguments after it."""
    _check_keywords(unit, keywords)
    is_big = len(arguments) + len(keywords) * 2 > STACK_USE_GUIDELINE
    if is_big or _has_unpacking(arguments, keywords):
        _call_unpacking(unit, pushed, arguments, keywords)
        return
    visit_expressions(unit, arguments)
    _push_keywords(unit, keywords)
    unit.call(pushed + len(arguments) + len(keywords))


def _call_unpacking(unit: UnitBuilder, pushed: int, arguments: list[ast.expr], keywords: list[ast.keyword]) -> None:
    if pushed == 0 and len(arguments) == 1 and type(arguments[0]) is ast.Starred:
        visit_expression(unit, arguments[0].value)
    else:
        from cutaway.compiler.codegen.displays import TUPLE, build_display  # few calls need it, each start loads this

        build_display(unit, arguments, TUPLE, pushed)
    if keywords:
        _build_keyword_dict(unit, keywords)
    unit.emit(CALL_FUNCTION_EX, 1 if keywords else 0)


def _build_keyword_dict(unit: UnitBuilder, keywords: list[ast.keyword]) -> None:
    """Emit one dict of all keyword arguments: runs of named ones merged with what `**` unpacks."""
    has_dict = False
    run_start = 0
    for index, keyword in enumerate(keywords):
        if keyword.arg is not None:
            continue
        if index > run_start:
            _build_run(unit, keywords[run_start:index])
            if has_dict:
                unit.emit(DICT_MERGE, 1)
            has_dict = True
        if not has_dict:
            unit.emit(BUILD_MAP, 0)
            has_dict = True
        visit_expression(unit, keyword.value)
        unit.emit(DICT_MERGE, 1)
        run_start = index + 1
    if run_start < len(keywords):
        _build_run(unit, keywords[run_start:])
        if has_dict:
            unit.emit(DICT_MERGE, 1)


def _build_run(unit: UnitBuilder, keywords: list[ast.keyword]) -> None:
    count = len(keywords)
    is_big = count * 2 > STACK_USE_GUIDELINE
    if count > 1 and not is_big:
        visit_expressions(unit, [keyword.value for keyword in keywords])
        unit.load_const(tuple([keyword.arg for keyword in keywords]))
        unit.emit(BUILD_CONST_KEY_MAP, count)
        return
    if is_big:
        unit.emit_without_line(BUILD_MAP, 0)
    for keyword in keywords:
        unit.load_const(keyword.arg)
        visit_expression(unit, keyword.value)
        if is_big:
            unit.emit_without_line(MAP_ADD, 1)
    if not is_big:
        unit.emit(BUILD_MAP, count)
