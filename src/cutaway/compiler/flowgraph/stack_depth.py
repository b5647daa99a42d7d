"""Measure how deep the stack gets (co_stacksize), and how deep it is at the start of each block.

    a: LOAD_FAST x; LOAD_FAST y; BINARY_OP; RETURN_VALUE         start_depth 0, stack_size 2

Source: stackdepth in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.flags import SUSPENDABLE
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.kinds import ALWAYS_JUMPS, LEAVES_CODE
from cutaway.compiler.flowgraph.stack_effects import FIXED, effect, jump_effect

_NOT_REACHED = -1
_DEEP_ENOUGH = 100
"""A block already met at this depth is not looked at again; CPython stops there too, so the result is the same."""

_NO_NEXT = ALWAYS_JUMPS | LEAVES_CODE


def measure_stack(graph: FlowGraph) -> None:
    """Set `stack_size` of the graph and `start_depth` of its blocks."""
    for block in graph.allocated:
        block.start_depth = _NOT_REACHED
    entry = graph.entry
    # A generator is started by sending it None, which lies on the stack.
    entry.start_depth = 1 if graph.unit.flags & SUSPENDABLE else 0
    waiting = [entry]
    deepest = 0
    while waiting:
        block = waiting.pop()
        deepest = _measure_block(block, deepest, waiting)
    graph.stack_size = deepest


def _measure_block(block: Block, deepest: int, waiting: list[Block]) -> int:
    """Follow one block.  Out: the deepest stack so far; blocks that it leads to are noted in `waiting`."""
    depth = block.start_depth
    opcode = -1
    for instruction in block.instructions:
        opcode = instruction.opcode
        added = FIXED[opcode]
        if added is None:
            added = effect(opcode, instruction.oparg)
        target = instruction.target
        if target is not None:
            target_depth = depth + jump_effect(opcode, instruction.oparg)
            if target_depth > deepest:
                deepest = target_depth
            _arrive(target, target_depth, waiting)
        depth += added
        if depth > deepest:
            deepest = depth
    if block.next is not None and opcode not in _NO_NEXT:
        _arrive(block.next, depth, waiting)
    return deepest


def _arrive(block: Block, depth: int, waiting: list[Block]) -> None:
    if block.start_depth < depth and block.start_depth < _DEEP_ENOUGH:
        block.start_depth = depth
        waiting.append(block)
