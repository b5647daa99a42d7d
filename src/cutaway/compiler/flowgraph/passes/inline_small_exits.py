"""Copy a short exit without a line of its own to where a jump leads to it.

    a: ...; JUMP z            a: ...; NOP; LOAD_CONST None; RETURN_VALUE
    z: LOAD_CONST None        z: (as before, for others)
       RETURN_VALUE

Runs twice: on the blocks as written, and again when jumps have been shortened.
Source: extend_block in Python/compile.c.
"""

from __future__ import annotations

from typing import Final

from cutaway.bytecode.opcodes import JUMP, NOP
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph, copy_of

LONGEST_COPY: Final = 4


def inline_small_exits(graph: FlowGraph) -> None:
    """Extend every block that ends with a jump to such an exit, newest block first."""
    for block in graph.allocated:
        instructions = block.instructions
        if not instructions or instructions[-1].opcode != JUMP:
            continue
        last = instructions[-1]
        exit_block = last.target
        if exit_block is None or not exit_block.exits or len(exit_block.instructions) > LONGEST_COPY:
            continue
        if _has_line(exit_block):
            continue
        last.opcode, last.target = NOP, None
        instructions.extend([copy_of(instruction) for instruction in exit_block.instructions])
        block.exits = True


def _has_line(block: Block) -> bool:
    return any(instruction.location[0] > 0 for instruction in block.instructions)
