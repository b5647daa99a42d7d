"""Note on each block how it ends, and let no jump lead to an empty block.

    a: ...; JUMP c            a: no_fallthrough, jumps to d
    b: ...; RETURN_VALUE      b: exits, no_fallthrough
    c: (empty)
    d: ...

Source: normalize_basic_block in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import SEND
from cutaway.compiler.flowgraph.graph import FlowGraph, first_nonempty
from cutaway.compiler.flowgraph.kinds import ALWAYS_JUMPS, JUMPS, LEAVES_CODE


def mark_exits(graph: FlowGraph) -> None:
    """Set `exits` and `no_fallthrough`, and skip empty jump targets."""
    for block in graph.allocated:
        if not block.instructions:
            continue
        last = block.instructions[-1]
        opcode = last.opcode
        if opcode in LEAVES_CODE:
            block.exits = block.no_fallthrough = True
        elif opcode in JUMPS and opcode != SEND:
            if opcode in ALWAYS_JUMPS:
                block.no_fallthrough = True
            last.target = first_nonempty(last.target)
