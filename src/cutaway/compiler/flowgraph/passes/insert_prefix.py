"""Put what must happen before a body's first instruction: cells made, closure copied, generator returned.

    def f(a):                 entry: COPY_FREE_VARS 1; MAKE_CELL a; RETURN_GENERATOR; POP_TOP; RESUME 0; ...
        yield lambda: a + free

Source: insert_prefix_instructions and build_cellfixedoffsets in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.flags import SUSPENDABLE
from cutaway.bytecode.opcodes import COPY_FREE_VARS, MAKE_CELL, POP_TOP, RETURN_GENERATOR
from cutaway.compiler.flowgraph.blocks import Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph


def insert_prefix(graph: FlowGraph) -> None:
    """Insert the prefix; cells are still named by their number among cells and free variables."""
    unit = graph.unit
    if not unit.first_line:
        # Only a tree made by hand has no first line; CPython takes the first instruction's then.
        instructions = graph.entry.instructions
        unit.first_line = (instructions[0].location[0] if instructions else 0) or 1
    prefix: list[Instruction] = []
    if unit.freevars:
        prefix.append(Instruction(COPY_FREE_VARS, len(unit.freevars)))
    if unit.cellvars:
        # In the order of the fast locals: parameters that are cells come before the cells proper.
        locals_count = len(unit.varnames)
        places = [(unit.varnames.get(name, locals_count + cell), cell) for name, cell in unit.cellvars.items()]
        prefix.extend([Instruction(MAKE_CELL, cell) for _, cell in sorted(places)])
    if unit.flags & SUSPENDABLE:
        line = unit.first_line
        prefix.append(Instruction(RETURN_GENERATOR, location=(line, line, -1, -1)))
        prefix.append(Instruction(POP_TOP))
    if prefix:
        graph.entry.instructions[:0] = prefix
