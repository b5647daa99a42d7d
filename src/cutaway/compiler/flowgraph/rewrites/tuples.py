"""Build no tuple that is a constant or is taken apart at once.

    LOAD_CONST 1; LOAD_CONST 2; BUILD_TUPLE 2        ──▶   NOP; NOP; LOAD_CONST (1, 2)
    BUILD_TUPLE 2; UNPACK_SEQUENCE 2                 ──▶   NOP; SWAP 2            (3: NOP; SWAP 3)
    BUILD_TUPLE 1; UNPACK_SEQUENCE 1                 ──▶   NOP; NOP

Source: case BUILD_TUPLE of optimize_basic_block, and fold_tuple_on_constants, in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import LOAD_CONST, NOP, SWAP, UNPACK_SEQUENCE
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph


def simplify_tuple(graph: FlowGraph, block: Block, position: int) -> int:
    """Rewrite the BUILD_TUPLE at a position.  Out: the same position."""
    instructions = block.instructions
    build = instructions[position]
    size = build.oparg
    if position + 1 < len(instructions):
        unpack = instructions[position + 1]
        if unpack.opcode == UNPACK_SEQUENCE and unpack.oparg == size and 1 <= size <= 3:
            build.opcode, build.oparg = NOP, 0
            if size == 1:
                unpack.opcode, unpack.oparg = NOP, 0
            else:
                # Two items swap places, of three the outer ones.
                unpack.opcode = SWAP
            return position
    if position < size:
        return position
    items = instructions[position - size : position]
    for item in items:
        if item.opcode != LOAD_CONST:
            return position
    value = graph.unit.pool.merge_flat(tuple([graph.constants[item.oparg] for item in items]))
    build.opcode, build.oparg = LOAD_CONST, graph.constant_number(value)
    for item in items:
        item.opcode, item.oparg = NOP, 0
    return position
