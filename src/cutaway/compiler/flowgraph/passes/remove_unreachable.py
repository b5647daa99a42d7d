"""Empty the blocks that nothing leads to, and count for the others how many ways lead in.

    a: ...; RETURN_VALUE          a: ...; RETURN_VALUE         predecessors 1 (the caller)
    b: LOAD_CONST 1; ...          b: (empty)                   predecessors 0

Source: mark_reachable and "Delete unreachable instructions" in Python/compile.c.
"""

from __future__ import annotations

from cutaway.compiler.flowgraph.graph import FlowGraph


def remove_unreachable(graph: FlowGraph) -> None:
    """Set `predecessors` of all blocks and empty those left at 0."""
    entry = graph.entry
    entry.predecessors = 1
    waiting = [entry]
    while waiting:
        block = waiting.pop()
        if block.next is not None and not block.no_fallthrough:
            if block.next.predecessors == 0:
                waiting.append(block.next)
            block.next.predecessors += 1
        for instruction in block.instructions:
            target = instruction.target
            if target is not None:
                if target.predecessors == 0:
                    waiting.append(target)
                target.predecessors += 1
    for block in graph.blocks():
        if block.predecessors == 0:
            block.instructions = []
            block.no_fallthrough = False
