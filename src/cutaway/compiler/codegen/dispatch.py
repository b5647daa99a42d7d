"""Code generation's two tables, from exact node type to visitor, and the functions that use them.

    visit_expression(unit, node)    emits code that leaves the value on the stack (or stores, or deletes)
    visit_statements(unit, body)

Family modules register themselves with @expression(ast.BinOp) and @statement(ast.If).  A family is loaded when the
first of its nodes is met: most programs need few of them, and each start of a guest compiles at least one file.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from cutaway.compiler.codegen.builder import UnitBuilder

Visitor = TypeVar("Visitor", bound=Callable[[UnitBuilder, Any], None])

FAMILIES = {
    "awaiting": "Yield YieldFrom Await",
    "calls": "Call",
    "classes": "ClassDef",
    "comprehensions": "ListComp SetComp DictComp GeneratorExp",
    "conditions": "Compare If",
    "contexts": "With AsyncWith",
    "displays": "List Tuple Set Dict",
    "exceptions": "Try TryStar",
    "functions": "FunctionDef AsyncFunctionDef Lambda",
    "imports": "Import ImportFrom",
    "loops": "While For AsyncFor Return Break Continue",
    "names": "Name",
    "operators": "Constant BinOp UnaryOp BoolOp IfExp NamedExpr Attribute Subscript Slice Starred",
    "statements": "Assign Delete AugAssign AnnAssign Raise Assert Expr Pass Global Nonlocal",
    "strings": "JoinedStr FormattedValue",
    "structured_patterns": "Match",
}
"""The module of this package that registers the visitor of each node; `structured_patterns` brings `patterns` along."""
_FAMILY_OF = {name: family for family, names in FAMILIES.items() for name in names.split()}


class Visitors(dict[type[ast.AST], Callable[[UnitBuilder, Any], None]]):
    """A table of visitors, which loads a family that is not there yet."""

    def __missing__(self, kind: type[ast.AST]) -> Callable[[UnitBuilder, Any], None]:
        """Answer the visitor of a kind of node.  Raises KeyError for what is no kind of node."""
        load_family(_FAMILY_OF[kind.__name__])
        visitor = self.get(kind)
        if visitor is None:
            raise KeyError(kind)
        return visitor


def load_family(family: str) -> None:
    """Load the module of a family, which registers its visitors."""
    __import__(f"cutaway.compiler.codegen.{family}")


def load_families() -> None:
    """Load them all."""
    for family in FAMILIES:
        load_family(family)


EXPRESSIONS = Visitors()
STATEMENTS = Visitors()


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


def has_starred(elements: Iterable[ast.expr]) -> bool:
    """Whether an item is to be unpacked."""
    return ast.Starred in map(type, elements)


def visit_statements(unit: UnitBuilder, body: Iterable[ast.stmt]) -> None:
    """Emit the statements of a body; each sets the place for itself and for what follows it."""
    table = STATEMENTS
    for node in body:
        unit.location = (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)  # type: ignore[assignment]
        table[type(node)](unit, node)


def move_to(unit: UnitBuilder, node: Any) -> None:
    """Let the instructions that follow stand for a node."""
    unit.location = (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)
