"""Turn a jump to the block that follows anyway into a NOP.

    a: ...; JUMP b            a: ...; NOP      (the NOP keeps the line, and goes if it need not)
    b: ...                    b: ...

Source: the end of optimize_cfg in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import NOP
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.kinds import ALWAYS_JUMPS
from cutaway.compiler.flowgraph.passes.remove_empty_blocks import remove_empty_blocks


def remove_redundant_jumps(graph: FlowGraph) -> None:
    """Remove such jumps; their blocks fall through again."""
    changed = False
    for block in graph.blocks():
        if not block.instructions:
            continue
        last = block.instructions[-1]
        if last.opcode in ALWAYS_JUMPS and last.target is block.next:
            block.no_fallthrough = False
            last.opcode, last.target = NOP, None
            changed = True
    if changed:
        remove_empty_blocks(graph)
