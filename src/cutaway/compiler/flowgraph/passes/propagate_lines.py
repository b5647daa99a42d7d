"""Give instructions without a place the place of the instruction before them.

    (line 3) LOAD_FAST x; (none) POP_TOP         ──▶   (line 3) LOAD_FAST x; (line 3) POP_TOP

A block with one predecessor gets its first place from there.
Source: propagate_line_numbers in Python/compile.c.
"""

from __future__ import annotations

from cutaway.compiler.flowgraph.blocks import NO_LOCATION, Block
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.kinds import JUMPS


def propagate_lines(graph: FlowGraph) -> None:
    """Fill in places, in emission order."""
    for block in graph.blocks():
        instructions = block.instructions
        if not instructions:
            continue
        location = NO_LOCATION
        for instruction in instructions:
            if instruction.location[0] < 0:
                instruction.location = location
            else:
                location = instruction.location
        if not block.no_fallthrough and block.next is not None and block.next.predecessors == 1:
            _begin_at(block.next, location)
        last = instructions[-1]
        if last.opcode in JUMPS and last.target is not None and last.target.predecessors == 1:
            _begin_at(last.target, location)


def _begin_at(block: Block, location: tuple[int, int, int, int]) -> None:
    first = block.instructions[0]
    if first.location[0] < 0:
        first.location = location
