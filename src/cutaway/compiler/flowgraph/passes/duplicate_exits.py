"""Give every way to an exit without a line its own copy, so that each copy can take the line of its one predecessor.

    a: (line 1) ...; POP_JUMP_IF_FALSE z         a: ...; POP_JUMP_IF_FALSE z2
    b: (line 2) ...                              b: ...
    z: LOAD_CONST None; RETURN_VALUE             z: (line 2) LOAD_CONST None; RETURN_VALUE
                                                 z2: (line 1) LOAD_CONST None; RETURN_VALUE

A frame that has ended must still tell its line (PEP 626).
Source: duplicate_exits_without_lineno in Python/compile.c.
"""

from __future__ import annotations

from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph, copy_of
from cutaway.compiler.flowgraph.kinds import JUMPS


def duplicate_exits(graph: FlowGraph) -> None:
    """Copy the exits that jumps share, drop blocks left empty, and hand lines down to exits that are fallen into."""
    for block in list(graph.allocated):
        if block.instructions and block.instructions[-1].opcode in JUMPS:
            jump = block.instructions[-1]
            target = jump.target
            if target is not None and target.predecessors > 1 and _is_exit_without_line(target):
                twin = graph.new_block()
                twin.instructions = [copy_of(instruction) for instruction in target.instructions]
                twin.instructions[0].location = jump.location
                twin.exits = twin.no_fallthrough = True
                jump.target = twin
                target.predecessors -= 1
                twin.predecessors = 1
                twin.next = target.next
                target.next = twin
    for block in graph.allocated:
        while block.next is not None and not block.next.instructions:
            block.next = block.next.next
    for block in graph.allocated:
        following = block.next
        if not block.no_fallthrough and following is not None and block.instructions:
            if _is_exit_without_line(following):
                following.instructions[0].location = block.instructions[-1].location


def _is_exit_without_line(block: Block) -> bool:
    return block.exits and all(instruction.location[0] < 0 for instruction in block.instructions)
