"""Code generation for names: which of the load, store and delete instructions fits where the name lives.

    store_name(unit, "x")   ->  STORE_FAST in a function, STORE_NAME in a module, STORE_DEREF for a cell, ...

Source of the rules: `compiler_nameop` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import (
    DELETE_DEREF,
    DELETE_FAST,
    DELETE_GLOBAL,
    DELETE_NAME,
    LOAD_CLASSDEREF,
    LOAD_DEREF,
    LOAD_FAST,
    LOAD_GLOBAL,
    LOAD_NAME,
    STORE_DEREF,
    STORE_FAST,
    STORE_GLOBAL,
    STORE_NAME,
)
from cutaway.compiler.codegen.builder import UnitBuilder, UnitKind
from cutaway.compiler.codegen.dispatch import expression
from cutaway.compiler.mangling import mangle
from cutaway.compiler.scopes.scope import CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL, Kind


def check_assignable(unit: UnitBuilder, name: str) -> None:
    """Raise SyntaxError for the one identifier that nothing may bind."""
    if name == "__debug__":
        raise unit.error("cannot assign to __debug__")


def load_name(unit: UnitBuilder, name: str) -> None:
    """Emit a load of a name as written in the source."""
    known = unit.loads.get(name)
    if known is None:
        known = unit.loads[name] = _name_instruction(unit, name, LOAD_FAST, LOAD_GLOBAL, LOAD_DEREF, LOAD_NAME)
    unit.emit(*known)


def store_name(unit: UnitBuilder, name: str) -> None:
    """Emit a store to a name as written in the source."""
    check_assignable(unit, name)
    unit.emit(*_name_instruction(unit, name, STORE_FAST, STORE_GLOBAL, STORE_DEREF, STORE_NAME))


def delete_name(unit: UnitBuilder, name: str) -> None:
    """Emit the deletion of a name as written in the source."""
    if name == "__debug__":
        raise unit.error("cannot delete __debug__")
    unit.emit(*_name_instruction(unit, name, DELETE_FAST, DELETE_GLOBAL, DELETE_DEREF, DELETE_NAME))


@expression(ast.Name)
def visit_name(unit: UnitBuilder, node: ast.Name) -> None:
    """Emit what a name's context asks for."""
    context = type(node.ctx)
    if context is ast.Load:
        load_name(unit, node.id)
    elif context is ast.Store:
        store_name(unit, node.id)
    else:
        delete_name(unit, node.id)


def _name_instruction(
    unit: UnitBuilder, name: str, fast: int, in_globals: int, deref: int, by_name: int
) -> tuple[int, int]:
    """Choose among four instructions by where the name lives.  Out: the instruction and its oparg."""
    if name.startswith("__"):
        name = mangle(unit.class_name, name)
    place = unit.scope.resolution.get(name)
    in_function = unit.scope.kind is Kind.FUNCTION
    if place == LOCAL and in_function:
        opcode, table = fast, unit.varnames
    elif place in (FREE, CELL):
        opcode, table = deref, unit.freevars if place == FREE else unit.cellvars
        if deref == LOAD_DEREF and unit.kind is UnitKind.CLASS:
            # The class body's own namespace is asked first, then the cell.
            opcode = LOAD_CLASSDEREF
    elif place == GLOBAL_EXPLICIT or (place == GLOBAL_IMPLICIT and in_function):
        opcode, table = in_globals, unit.names
    else:
        opcode, table = by_name, unit.names
    index = table.get(name)
    if index is None:
        index = table[name] = len(table)
    # Bit 0 of LOAD_GLOBAL's oparg says whether a NULL for a call is pushed too.
    return opcode, index << 1 if opcode == LOAD_GLOBAL else index
