"""Number cells and free variables as fast locals: behind the locals, a parameter that is a cell keeps its own number.

    def f(a): x = ...; lambda: (a, x)        varnames a, x; cellvars a, x

    LOAD_CLOSURE 0 (a)   ──▶   LOAD_CLOSURE 0
    LOAD_CLOSURE 1 (x)   ──▶   LOAD_CLOSURE 1

Source: fix_cell_offsets in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import (
    DELETE_DEREF,
    LOAD_CLASSDEREF,
    LOAD_CLOSURE,
    LOAD_DEREF,
    MAKE_CELL,
    STORE_DEREF,
)
from cutaway.compiler.flowgraph.graph import FlowGraph

_NAMES_CELL = frozenset([MAKE_CELL, LOAD_CLOSURE, LOAD_DEREF, STORE_DEREF, DELETE_DEREF, LOAD_CLASSDEREF])


def number_cells(graph: FlowGraph) -> None:
    """Rewrite the argument of every instruction that names a cell."""
    unit = graph.unit
    if not unit.cellvars and not unit.freevars:
        return
    numbers: list[int] = []
    following = len(unit.varnames)
    for name in unit.cellvars:
        own = unit.varnames.get(name)
        numbers.append(following if own is None else own)
        following += own is None
    numbers.extend(range(following, following + len(unit.freevars)))
    for block in graph.blocks():
        for instruction in block.instructions:
            if instruction.opcode in _NAMES_CELL:
                instruction.oparg = numbers[instruction.oparg]
