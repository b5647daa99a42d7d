"""Code generation for f-strings.

    f"{a!r:>5} b"   ->  a; LOAD_CONST ">5"; FORMAT_VALUE; LOAD_CONST " b"; BUILD_STRING 2

Source of the rules: `compiler_joined_str` and `compiler_formatted_value` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import BUILD_LIST, BUILD_STRING, FORMAT_VALUE, LIST_APPEND, LOAD_METHOD
from cutaway.compiler.codegen.builder import STACK_USE_GUIDELINE, UnitBuilder
from cutaway.compiler.codegen.dispatch import expression, visit_expression, visit_expressions

_CONVERSIONS = {-1: 0, ord("s"): 1, ord("r"): 2, ord("a"): 3}
_HAS_SPEC = 4


@expression(ast.JoinedStr)
def visit_joined_string(unit: UnitBuilder, node: ast.JoinedStr) -> None:
    """The parts of an f-string, joined on the stack, or in a list where there are too many."""
    values = node.values
    if len(values) > STACK_USE_GUIDELINE:
        unit.load_const("")
        unit.emit_name(LOAD_METHOD, "join")
        unit.emit(BUILD_LIST, 0)
        for value in values:
            visit_expression(unit, value)
            unit.emit(LIST_APPEND, 1)
        unit.call(1)
        return
    visit_expressions(unit, values)
    if len(values) != 1:
        unit.emit(BUILD_STRING, len(values))


@expression(ast.FormattedValue)
def visit_formatted_value(unit: UnitBuilder, node: ast.FormattedValue) -> None:
    """One `{value!conversion:spec}`."""
    visit_expression(unit, node.value)
    conversion = _CONVERSIONS.get(node.conversion)
    if conversion is None:
        raise SystemError(f"Unrecognized conversion character {node.conversion}")
    if node.format_spec is not None:
        visit_expression(unit, node.format_spec)
        conversion |= _HAS_SPEC
    unit.emit(FORMAT_VALUE, conversion)
