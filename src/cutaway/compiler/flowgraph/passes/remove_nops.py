"""Drop NOPs whose line nobody would miss; a NOP that is its line's only instruction stays, for debuggers.

    line 1: LOAD_CONST 1; NOP; STORE_NAME x      ──▶   line 1: LOAD_CONST 1; STORE_NAME x
    line 2: NOP                                        line 2: NOP

Source: clean_basic_block in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import NOP
from cutaway.compiler.flowgraph.blocks import Block, Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph


def remove_nops(graph: FlowGraph) -> None:
    """Clean every block, in emission order."""
    block: Block | None = graph.entry
    while block is not None:
        remove_nops_of(block)
        block = block.next


def remove_nops_of(block: Block) -> None:
    """Clean one block; looks at the first instruction behind it, and may give a line to an instruction without."""
    instructions = block.instructions
    for instruction in instructions:
        if instruction.opcode == NOP:
            break
    else:
        return
    kept: list[Instruction] = []
    previous_line = -1
    last = len(instructions) - 1
    for position, instruction in enumerate(instructions):
        line = instruction.location[0]
        if instruction.opcode == NOP:
            if line < 0 or line == previous_line:
                continue
            if position < last:
                following = instructions[position + 1]
                following_line = following.location[0]
                if following_line == line:
                    continue
                if following_line < 0:
                    following.location = instruction.location
                    continue
            elif line == _line_behind(block):
                continue
        kept.append(instruction)
        previous_line = line
    block.instructions = kept


def _line_behind(block: Block) -> int | None:
    """Give the line of the first instruction behind a block, None behind the last."""
    following = block.next
    while following is not None and not following.instructions:
        following = following.next
    return None if following is None else following.instructions[0].location[0]
