"""Simplify each block by looking at a few neighbouring instructions, then clean it of the NOPs that this leaves.

    LOAD_CONST True; POP_JUMP_IF_FALSE x           ──▶   NOP; NOP             (constant_tests)
    LOAD_CONST 1; LOAD_CONST 2; BUILD_TUPLE 2      ──▶   LOAD_CONST (1, 2)    (tuples)
    POP_JUMP_IF_FALSE x  where  x: JUMP y          ──▶   POP_JUMP_IF_FALSE y  (jump_threads)
    SWAP 2; POP_TOP; STORE_FAST a                  ──▶   STORE_FAST a; POP_TOP (swaps)

Blocks go one after the other, cleaning included, because cleaning one looks at the next as it was written.
Source: optimize_basic_block in Python/compile.c.
"""

from __future__ import annotations

from collections.abc import Callable

from cutaway.bytecode import opcodes
from cutaway.bytecode.opcodes import LOAD_CONST, LOAD_GLOBAL, NAMES, NOP, PUSH_NULL
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph, first_nonempty
from cutaway.compiler.flowgraph.kinds import BLOCK_PUSHES, JUMPS
from cutaway.compiler.flowgraph.passes.remove_nops import remove_nops_of
from cutaway.compiler.flowgraph.rewrites.constant_tests import TESTS, decide_constant_test
from cutaway.compiler.flowgraph.rewrites.jump_threads import THREADS, thread_jump

Rewrite = Callable[[FlowGraph, Block, int], int]
"""(graph, block, position of the instruction) -> position to go on from (the next one is looked at)."""


def simplify(graph: FlowGraph) -> None:
    """Simplify all blocks, in emission order."""
    block: Block | None = graph.entry
    while block is not None:
        _simplify_block(graph, block)
        remove_nops_of(block)
        block = block.next


def _simplify_block(graph: FlowGraph, block: Block) -> None:
    instructions = block.instructions
    position = 0
    count = len(instructions)
    while position < count:
        opcode = instructions[position].opcode
        if opcode == LOAD_CONST:
            # Most constants are not tested, and most instructions are like this one: no call for them.
            if position + 1 < count and instructions[position + 1].opcode in TESTS:
                decide_constant_test(graph, block, position)
        else:
            rewrite = _REWRITES[opcode]
            if rewrite is not None:
                position = rewrite(graph, block, position)
        position += 1


def _push_null(graph: FlowGraph, block: Block, position: int) -> int:
    """Let a LOAD_GLOBAL push the NULL that a call wants: it has a bit for that."""
    instructions = block.instructions
    if position + 1 < len(instructions) and instructions[position + 1].opcode == LOAD_GLOBAL:
        instructions[position].opcode = NOP
        instructions[position + 1].oparg |= 1
    return position


def _skip_empty_target(graph: FlowGraph, block: Block, position: int) -> int:
    """Point a jump or a guard behind empty blocks."""
    instruction = block.instructions[position]
    if instruction.opcode in BLOCK_PUSHES:
        graph.has_handlers = True
    instruction.target = first_nonempty(instruction.target)
    return position


def _first_tuple(graph: FlowGraph, block: Block, position: int) -> int:
    """Load what simplifies tuples: short programs build none."""
    from cutaway.compiler.flowgraph.rewrites.tuples import simplify_tuple

    _REWRITES[opcodes.BUILD_TUPLE] = simplify_tuple
    return simplify_tuple(graph, block, position)


def _first_swap(graph: FlowGraph, block: Block, position: int) -> int:
    """Load what simplifies swaps, likewise."""
    from cutaway.compiler.flowgraph.rewrites.swaps import simplify_swaps

    _REWRITES[opcodes.SWAP] = simplify_swaps
    return simplify_swaps(graph, block, position)


_REWRITES: list[Rewrite | None] = [None] * len(NAMES)
"""Indexed by id."""

for _opcode in BLOCK_PUSHES | JUMPS:
    _REWRITES[_opcode] = _skip_empty_target
for _opcode in THREADS:
    _REWRITES[_opcode] = thread_jump
_REWRITES[opcodes.BUILD_TUPLE] = _first_tuple
_REWRITES[opcodes.SWAP] = _first_swap
_REWRITES[PUSH_NULL] = _push_null
