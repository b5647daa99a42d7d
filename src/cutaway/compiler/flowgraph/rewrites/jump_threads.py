"""Let a jump to a jump go where that one goes.

    a: POP_JUMP_IF_FALSE b         b: JUMP c                      ──▶   a: POP_JUMP_IF_FALSE c
    a: JUMP_IF_FALSE_OR_POP b      b: JUMP_IF_FALSE_OR_POP c      ──▶   a: JUMP_IF_FALSE_OR_POP c
    a: JUMP_IF_FALSE_OR_POP b      b: JUMP_IF_TRUE_OR_POP c; d:   ──▶   a: POP_JUMP_IF_FALSE d

Only between jumps of one line: a debugger would miss the line in between.
Source: the jump cases of optimize_basic_block, and jump_thread, in Python/compile.c.
"""

from __future__ import annotations

from typing import Final

from cutaway.bytecode.opcodes import (
    JUMP,
    JUMP_IF_FALSE_OR_POP,
    JUMP_IF_TRUE_OR_POP,
    POP_JUMP_IF_FALSE,
    POP_JUMP_IF_NONE,
    POP_JUMP_IF_NOT_NONE,
    POP_JUMP_IF_TRUE,
)
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph, first_nonempty

THREADS: Final[dict[int, dict[int, int]]] = {
    JUMP: {JUMP: JUMP},
    POP_JUMP_IF_FALSE: {JUMP: POP_JUMP_IF_FALSE},
    POP_JUMP_IF_TRUE: {JUMP: POP_JUMP_IF_TRUE},
    POP_JUMP_IF_NONE: {JUMP: POP_JUMP_IF_NONE},
    POP_JUMP_IF_NOT_NONE: {JUMP: POP_JUMP_IF_NOT_NONE},
    JUMP_IF_FALSE_OR_POP: {
        POP_JUMP_IF_FALSE: POP_JUMP_IF_FALSE,
        JUMP: JUMP_IF_FALSE_OR_POP,
        JUMP_IF_FALSE_OR_POP: JUMP_IF_FALSE_OR_POP,
    },
    JUMP_IF_TRUE_OR_POP: {
        POP_JUMP_IF_TRUE: POP_JUMP_IF_TRUE,
        JUMP: JUMP_IF_TRUE_OR_POP,
        JUMP_IF_TRUE_OR_POP: JUMP_IF_TRUE_OR_POP,
    },
}
"""Jump -> instruction that it leads to -> the jump that does both."""

_FALLS_THROUGH: Final[dict[int, tuple[frozenset[int], int]]] = {
    JUMP_IF_FALSE_OR_POP: (frozenset([JUMP_IF_TRUE_OR_POP, POP_JUMP_IF_TRUE]), POP_JUMP_IF_FALSE),
    JUMP_IF_TRUE_OR_POP: (frozenset([JUMP_IF_FALSE_OR_POP, POP_JUMP_IF_FALSE]), POP_JUMP_IF_TRUE),
}
"""Jump -> the opposite tests, which fail when it is taken, so that control goes on behind them; and its new form."""


def thread_jump(graph: FlowGraph, block: Block, position: int) -> int:
    """Rewrite the jump at a position.  Out: the position to go on from; a jump that was changed is looked at again."""
    jump = block.instructions[position]
    opcode = jump.opcode
    target = jump.target = first_nonempty(jump.target)
    following = target.instructions[0]
    combined = THREADS[opcode].get(following.opcode)
    if combined is not None:
        # Jumps that lead to each other already would be threaded for ever.
        if jump.location[0] == following.location[0] and target is not following.target:
            jump.target = following.target
            jump.opcode = combined
            return position - 1
        return position
    opposite = _FALLS_THROUGH.get(opcode)
    if opposite is not None and following.opcode in opposite[0] and jump.location[0] == following.location[0]:
        jump.opcode = opposite[1]
        jump.target = target.next
        return position - 1
    return position
