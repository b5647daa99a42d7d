"""Lay the instructions out: their bytes, their sizes, and the distances of jumps.

    a: LOAD_FAST x; POP_JUMP_FORWARD_IF_FALSE b         7c 00  72 04
    ...four code units...
    b: ...

A jump far enough to need EXTENDED_ARG moves everything behind it, so distances are computed until none changes size.
Source: assemble_jump_offsets and assemble_emit in Python/compile.c.
"""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.bytecode.instruction_bytes import encodings
from cutaway.bytecode.line_table import Location
from cutaway.bytecode.targets import Target
from cutaway.compiler.flowgraph.blocks import Block, Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph


@dataclass(slots=True)
class Layout:
    """The bytes (co_code); for each instruction, in order, its size in code units and its place in the source."""

    code: bytes
    sizes: list[int]
    locations: list[Location]


@dataclass(slots=True)
class _Jump:
    """A block's last instruction, where it jumps: `place` is its index among all pieces."""

    instruction: Instruction
    block: Block
    target: Block
    place: int


def lay_out(graph: FlowGraph, target: Target) -> Layout:
    """Set the offset of every block and the argument of every jump, and write the bytes."""
    tables = encodings(target)
    pieces: list[bytes] = []
    locations: list[Location] = []
    jumps: list[_Jump] = []
    blocks: list[Block] = []
    lengths: list[int] = []
    block: Block | None = graph.entry
    while block is not None:
        instructions = block.instructions
        first = len(pieces)
        if instructions:
            last = instructions[-1]
            if last.target is not None:
                jumps.append(_Jump(last, block, last.target, first + len(instructions) - 1))
                # Distances are unknown; the loop below starts from one without EXTENDED_ARG, as CPython's does.
                last.oparg = 0
            pieces.extend([tables[instruction.opcode][instruction.oparg] for instruction in instructions])
            locations.extend([instruction.location for instruction in instructions])
        blocks.append(block)
        lengths.append(sum(map(len, pieces[first:])) >> 1)
        block = block.next
    if len(blocks) > 1:
        _resolve(jumps, blocks, lengths, pieces, target)
    return Layout(b"".join(pieces), [len(piece) >> 1 for piece in pieces], locations)


def _resolve(jumps: list[_Jump], blocks: list[Block], lengths: list[int], pieces: list[bytes], target: Target) -> None:
    """Set block offsets, and compute distances until no jump changes its size.

    In: `lengths` are the sizes of the blocks in code units, `pieces` the bytes of all instructions; both are updated.
    """
    tables = encodings(target)
    backward, absolute = target.backward_jumps, target.absolute_jumps
    index = {block: number for number, block in enumerate(blocks)}
    changed = True
    while changed:
        changed = False
        offset = 0
        for block, length in zip(blocks, lengths, strict=True):
            block.offset = offset
            offset += length
        for jump in jumps:
            instruction = jump.instruction
            number = index[jump.block]
            behind = jump.block.offset + lengths[number]
            distance = jump.target.offset
            if instruction.opcode in backward:
                distance = behind - distance
            elif instruction.opcode not in absolute:
                distance -= behind
            instruction.oparg = distance
            old, new = pieces[jump.place], tables[instruction.opcode][distance]
            pieces[jump.place] = new
            if len(new) != len(old):
                lengths[number] += (len(new) - len(old)) >> 1
                changed = True
