"""Shuffle the stack with as few SWAPs as possible, and with none where stores can change places instead.

    SWAP 3; SWAP 2; SWAP 3                      ──▶   NOP; SWAP 2 ... (the shortest run with the same effect)
    SWAP 2; STORE_FAST a; STORE_FAST b          ──▶   NOP; STORE_FAST b; STORE_FAST a

Source: swaptimize and apply_static_swaps in Python/compile.c, and the article that the first one names
(https://cs.stackexchange.com/a/13938, sorting by swaps with one position).
"""

from __future__ import annotations

from typing import Final

from cutaway.bytecode.opcodes import NOP, POP_TOP, STORE_FAST, SWAP
from cutaway.compiler.flowgraph.blocks import Block, Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph

_SWAPPABLE: Final = frozenset([STORE_FAST, POP_TOP])
"""Instructions that only pop the top, run no code of the guest and cannot jump: two of them may change places."""


def simplify_swaps(graph: FlowGraph, block: Block, position: int) -> int:
    """Rewrite the run of SWAPs that starts at a position.  Out: the position of the run's last instruction."""
    first = block.instructions[position]
    if first.oparg == 1:
        first.opcode, first.oparg = NOP, 0
        return position
    run = _run_of_swaps(block.instructions, position)
    if len([instruction for instruction in run if instruction.opcode == SWAP]) > 1:
        _shorten(run)
        position += len(run) - 1
    _apply_to_stores(block.instructions, position)
    return position


def _run_of_swaps(instructions: list[Instruction], position: int) -> list[Instruction]:
    end = position
    while end < len(instructions) and instructions[end].opcode in (SWAP, NOP):
        end += 1
    return instructions[position:end]


def _shorten(run: list[Instruction]) -> None:
    """Write the shortest run with the same effect, at the end of the run; NOPs before it."""
    swaps = [instruction.oparg for instruction in run if instruction.opcode == SWAP]
    stack = list(range(max(swaps)))
    for oparg in swaps:
        stack[0], stack[oparg - 1] = stack[oparg - 1], stack[0]
    wanted = _swaps_for(stack)
    unused = len(run) - len(wanted)
    for instruction in run[:unused]:
        instruction.opcode, instruction.oparg = NOP, 0
    for instruction, oparg in zip(run[unused:], reversed(wanted), strict=True):
        instruction.opcode, instruction.oparg = SWAP, oparg


def _swaps_for(stack: list[int]) -> list[int]:
    """Find the SWAPs that bring about an order of the stack, last one first.

    Each cycle of the permutation costs its length, and one more if the top is not in it, because only the top swaps.
    """
    swaps: list[int] = []
    visited: set[int] = set()
    for start in range(len(stack)):
        if start in visited or stack[start] == start:
            continue
        place = start
        while True:
            if place:
                swaps.append(place + 1)
            if place in visited:
                break
            visited.add(place)
            place = stack[place]
    return swaps


def _apply_to_stores(instructions: list[Instruction], position: int) -> None:
    """Swap the stores behind a SWAP instead of the values, for it and the SWAPs before it."""
    for place in range(position, -1, -1):
        swap = instructions[place]
        if swap.opcode != SWAP:
            if swap.opcode == NOP or swap.opcode in _SWAPPABLE:
                continue
            return
        first = last = _next_swappable(instructions, place, -1)
        if first < 0:
            return
        line = instructions[first].location[0]
        for _ in range(swap.oparg - 1):
            last = _next_swappable(instructions, last, line)
            if last < 0:
                return
        if not _may_change_places(instructions[first : last + 1]):
            return
        swap.opcode, swap.oparg = NOP, 0
        instructions[first], instructions[last] = instructions[last], instructions[first]


def _may_change_places(stores: list[Instruction]) -> bool:
    """Tell whether the first and the last of some stores can change places: no other, nor both, store to one name.

    `a, b, a = 1, 2, 3` must leave 3 in `a`.
    """
    first, last = _stores_to(stores[0]), _stores_to(stores[-1])
    if first is None and last is None:
        return True
    if first == last:
        return False
    for store in stores[1:-1]:
        name = _stores_to(store)
        if name is not None and name in (first, last):
            return False
    return True


def _stores_to(instruction: Instruction) -> int | None:
    return instruction.oparg if instruction.opcode == STORE_FAST else None


def _next_swappable(instructions: list[Instruction], position: int, line: int) -> int:
    """Find the next swappable instruction, with only NOPs before it and, if `line` is one, all on that line.

    Out: its position, or -1.  Across lines a debugger would see the names bound in the wrong order.
    """
    for place in range(position + 1, len(instructions)):
        instruction = instructions[place]
        if 0 <= line != instruction.location[0]:
            return -1
        if instruction.opcode in _SWAPPABLE:
            return place
        if instruction.opcode != NOP:
            return -1
    return -1
