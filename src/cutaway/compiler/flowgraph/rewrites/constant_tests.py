"""Decide tests of constants while compiling.

    LOAD_CONST 1; POP_JUMP_IF_TRUE x                     ──▶   NOP; JUMP x
    LOAD_CONST 0; JUMP_IF_FALSE_OR_POP x                 ──▶   LOAD_CONST 0; JUMP x
    LOAD_CONST None; IS_OP 0; POP_JUMP_IF_FALSE x        ──▶   NOP; NOP; POP_JUMP_IF_NOT_NONE x

Source: case LOAD_CONST of optimize_basic_block in Python/compile.c.
"""

from __future__ import annotations

from typing import Final

from cutaway.bytecode.opcodes import (
    IS_OP,
    JUMP,
    JUMP_IF_FALSE_OR_POP,
    JUMP_IF_TRUE_OR_POP,
    NOP,
    POP_JUMP_IF_FALSE,
    POP_JUMP_IF_NONE,
    POP_JUMP_IF_NOT_NONE,
    POP_JUMP_IF_TRUE,
)
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph

TESTS: Final = frozenset([POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, JUMP_IF_FALSE_OR_POP, JUMP_IF_TRUE_OR_POP, IS_OP])


def decide_constant_test(graph: FlowGraph, block: Block, position: int) -> None:
    """Rewrite the test that follows the LOAD_CONST at a position."""
    constant, test = block.instructions[position : position + 2]
    value = graph.constants[constant.oparg]
    if test.opcode == IS_OP:
        if value is None:
            _decide_none_test(block, position)
        return
    pops = test.opcode == POP_JUMP_IF_FALSE or test.opcode == POP_JUMP_IF_TRUE
    jumps_if = test.opcode == POP_JUMP_IF_TRUE or test.opcode == JUMP_IF_TRUE_OR_POP
    if bool(value) == jumps_if:
        test.opcode = JUMP
        block.no_fallthrough = True
        if pops:
            constant.opcode, constant.oparg = NOP, 0
    else:
        test.opcode, test.target = NOP, None
        constant.opcode, constant.oparg = NOP, 0


def _decide_none_test(block: Block, position: int) -> None:
    """Fuse `is None` with the jump behind it."""
    if position + 2 >= len(block.instructions):
        return
    constant, test, jump = block.instructions[position : position + 3]
    if jump.opcode != POP_JUMP_IF_FALSE and jump.opcode != POP_JUMP_IF_TRUE:
        return
    negated = bool(test.oparg)
    jump.opcode = POP_JUMP_IF_NOT_NONE if negated != (jump.opcode == POP_JUMP_IF_FALSE) else POP_JUMP_IF_NONE
    constant.opcode, constant.oparg = NOP, 0
    test.opcode, test.oparg = NOP, 0
