"""Drop the constants at the end of the list that no instruction names any more.

    constants ("doc", 1, 2, (1, 2)), only 0 and 1 in use       ──▶   ("doc", 1)

Those in the middle stay, because the numbers behind them would change; the first stays, it may be a docstring.
Source: trim_unused_consts in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import KW_NAMES, LOAD_CONST
from cutaway.compiler.flowgraph.graph import FlowGraph


def trim_constants(graph: FlowGraph) -> None:
    """Shorten `graph.constants`."""
    highest = 0
    for block in graph.blocks():
        for instruction in block.instructions:
            if instruction.oparg > highest and instruction.opcode in (LOAD_CONST, KW_NAMES):
                highest = instruction.oparg
    del graph.constants[highest + 1 :]
