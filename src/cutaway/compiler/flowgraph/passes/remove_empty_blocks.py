"""Take empty blocks out of the chain and point jumps behind them.

    a: ...; JUMP b            a: ...; JUMP c
    b: (empty)                c: ...
    c: ...

Source: eliminate_empty_basic_blocks in Python/compile.c.
"""

from __future__ import annotations

from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph, first_nonempty
from cutaway.compiler.flowgraph.kinds import JUMPS


def remove_empty_blocks(graph: FlowGraph) -> None:
    """Relink the chain; an empty block can only be left at its very end."""
    block: Block | None = graph.entry
    while block is not None:
        following = block.next
        while following is not None and not following.instructions and following.next is not None:
            following = following.next
        block.next = following
        block = following
    block = graph.entry
    while block is not None:
        if block.instructions:
            last = block.instructions[-1]
            if last.opcode in JUMPS:
                last.target = first_nonempty(last.target)
        block = block.next
