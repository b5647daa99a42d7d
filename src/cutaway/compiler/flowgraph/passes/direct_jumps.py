"""Choose between the forward and the backward form of each jump; the order of blocks is final by now.

    a: ...; JUMP a            ──▶   a: ...; JUMP_BACKWARD a
       ...; POP_JUMP_IF_TRUE b         ...; POP_JUMP_FORWARD_IF_TRUE b

Source: normalize_jumps in Python/compile.c.
"""

from __future__ import annotations

from typing import Final

from cutaway.bytecode import opcodes
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph

FORMS: Final[dict[int, tuple[int, int]]] = {
    opcodes.JUMP: (opcodes.JUMP_FORWARD, opcodes.JUMP_BACKWARD),
    opcodes.JUMP_NO_INTERRUPT: (opcodes.JUMP_FORWARD, opcodes.JUMP_BACKWARD_NO_INTERRUPT),
    opcodes.POP_JUMP_IF_NOT_NONE: (opcodes.POP_JUMP_FORWARD_IF_NOT_NONE, opcodes.POP_JUMP_BACKWARD_IF_NOT_NONE),
    opcodes.POP_JUMP_IF_NONE: (opcodes.POP_JUMP_FORWARD_IF_NONE, opcodes.POP_JUMP_BACKWARD_IF_NONE),
    opcodes.POP_JUMP_IF_FALSE: (opcodes.POP_JUMP_FORWARD_IF_FALSE, opcodes.POP_JUMP_BACKWARD_IF_FALSE),
    opcodes.POP_JUMP_IF_TRUE: (opcodes.POP_JUMP_FORWARD_IF_TRUE, opcodes.POP_JUMP_BACKWARD_IF_TRUE),
}
"""Jump of no direction -> (forward form, backward form)."""


def direct_jumps(graph: FlowGraph) -> None:
    """Replace the jumps of no direction."""
    passed: set[Block] = set()
    for block in graph.blocks():
        passed.add(block)
        if block.instructions:
            last = block.instructions[-1]
            forms = FORMS.get(last.opcode)
            if forms is not None:
                last.opcode = forms[last.target in passed]
