"""The flow graph of one code object: what the passes read and change.

graph = FlowGraph.of(unit)      blocks of the unit, its constants as a list, the notes that passes share
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cutaway.compiler.flowgraph.blocks import Block, Instruction
from cutaway.compiler.unit import CodeUnit


@dataclass(slots=True)
class FlowGraph:
    """A unit on its way through the passes.

    `allocated` are all blocks, newest first: a few passes go through them in that order, as CPython does, and the
    result depends on it.  `constants` become co_consts.
    """

    unit: CodeUnit
    entry: Block
    allocated: list[Block]
    constants: list[Any]
    has_handlers: bool = False
    stack_size: int = 0
    _constant_numbers: dict[int, int] | None = None

    @classmethod
    def of(cls, unit: CodeUnit) -> FlowGraph:
        """Wrap a unit; its blocks are taken over and changed."""
        allocated: list[Block] = []
        block: Block | None = unit.entry
        while block is not None:
            allocated.append(block)
            block = block.next
        allocated.sort(key=_newest_first)
        return cls(unit, unit.entry, allocated, [value for _, value in unit.constants.values()])

    def blocks(self) -> Iterator[Block]:
        """Go through the blocks in emission order; the order may change behind the block being looked at."""
        block: Block | None = self.entry
        while block is not None:
            yield block
            block = block.next

    def new_block(self) -> Block:
        """Make a block, not yet linked to any other."""
        block = Block(self.allocated[0].number + 1)
        self.allocated.insert(0, block)
        return block

    def constant_number(self, value: Any) -> int:
        """Find a constant by identity, or append it.  Out: its number in co_consts."""
        numbers = self._constant_numbers
        if numbers is None:
            numbers = self._constant_numbers = {}
            for number, constant in enumerate(self.constants):
                numbers.setdefault(id(constant), number)
        number = numbers.setdefault(id(value), len(self.constants))
        if number == len(self.constants):
            self.constants.append(value)
        return number

    def release(self) -> None:
        """Take the blocks apart: loops in the program are cycles of objects, which would wait for the collector."""
        for block in self.allocated:
            block.instructions = []
            block.next = None


def _newest_first(block: Block) -> int:
    return -block.number


def first_nonempty(block: Block | None) -> Block:
    """Follow the chain from a jump's target to the first block with instructions."""
    while block is not None and not block.instructions:
        block = block.next
    if block is None:
        # Code always ends with a return, so something follows every target.
        raise AssertionError("flow graph: a jump leads behind the last instruction")
    return block


def copy_of(instruction: Instruction) -> Instruction:
    """Copy an instruction, for a block that gets a twin; before handlers are known."""
    return Instruction(instruction.opcode, instruction.oparg, instruction.target, instruction.location)
