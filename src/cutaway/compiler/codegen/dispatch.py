"""Code generation's two tables, from exact node type to visitor, and the functions that use them.

    visit_expression(unit, node)    emits code that leaves the value on the stack (or stores, or deletes)
    visit_statements(unit, body)

Family modules register themselves with @expression(ast.BinOp) and @statement(ast.If); the package imports them all.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from cutaway.compiler.codegen.builder import UnitBuilder

Visitor = TypeVar("Visitor", bound=Callable[[UnitBuilder, Any], None])

EXPRESSIONS: dict[type[ast.AST], Callable[[UnitBuilder, Any], None]] = {}
STATEMENTS: dict[type[ast.AST], Callable[[UnitBuilder, Any], None]] = {}


def expression(*kinds: type[ast.expr]) -> Callable[[Visitor], Visitor]:
    """Register the visitor of expression nodes."""

    def register(visitor: Visitor) -> Visitor:
        for kind in kinds:
            EXPRESSIONS[kind] = visitor
        return visitor

    return register


def statement(*kinds: type[ast.stmt]) -> Callable[[Visitor], Visitor]:
    """Register the visitor of statement nodes."""

    def register(visitor: Visitor) -> Visitor:
        for kind in kinds:
            STATEMENTS[kind] = visitor
        return visitor

    return register


def visit_expression(unit: UnitBuilder, node: Any) -> None:
    """Emit one expression at its own place; the place before is restored afterwards."""
    around = unit.location
    unit.location = (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)
    EXPRESSIONS[type(node)](unit, node)
    unit.location = around


def visit_expressions(unit: UnitBuilder, nodes: Iterable[ast.expr]) -> None:
    """Emit several expressions, first to last."""
    for node in nodes:
        visit_expression(unit, node)


def visit_statements(unit: UnitBuilder, body: Iterable[ast.stmt]) -> None:
    """Emit the statements of a body; each sets the place for itself and for what follows it."""
    table = STATEMENTS
    for node in body:
        unit.location = (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)  # type: ignore[assignment]
        table[type(node)](unit, node)


def move_to(unit: UnitBuilder, node: Any) -> None:
    """Let the instructions that follow stand for a node."""
    unit.location = (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)
