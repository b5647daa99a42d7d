"""Give every return a line, be it only the line of the block before it.

    y: (line 7) ...; JUMP x                         y: (line 7) ...; JUMP x
    z: (none) LOAD_CONST None; RETURN_VALUE   ──▶   z: (line 7, no columns) LOAD_CONST None; RETURN_VALUE

Source: guarantee_lineno_for_exits in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import RETURN_VALUE
from cutaway.compiler.flowgraph.graph import FlowGraph


def guarantee_exit_lines(graph: FlowGraph) -> None:
    """Set the missing lines; nothing else of the place becomes known."""
    line = graph.unit.first_line
    for block in graph.blocks():
        if not block.instructions:
            continue
        last = block.instructions[-1]
        if last.location[0] >= 0:
            line = last.location[0]
        elif last.opcode == RETURN_VALUE:
            for instruction in block.instructions:
                instruction.location = (line, *instruction.location[1:])
