"""The value that code generation gives and the flow-graph passes change: blocks of instructions.

    entry ── next ──▶ body ── next ──▶ exit        emission order is the chain of `Block.next`
      └── Instruction.target ──────────▲           jumps point at blocks, never at offsets

Opcodes are the version-free ids of `cutaway.bytecode.opcodes`; only the assembler knows a target's numbers.
The shape follows what CPython 3.11 keeps in `struct basicblock_` (Python/compile.c), so that each pass can be
compared with its counterpart there.
"""

from __future__ import annotations

from cutaway.bytecode.line_table import NO_LOCATION, Location

__all__ = ["NO_LOCATION", "Block", "Instruction", "Location"]


class Instruction:
    """One instruction before assembly.

    `opcode` is an id of bytecode.opcodes (pseudo ones included), `oparg` its number (0 where it has none),
    `target` the block it jumps to or protects with (jumps and SETUP_*), `handler` the block that handles what it
    raises (filled by the exception pass), `location` its place in the source.
    """

    __slots__ = ("handler", "location", "opcode", "oparg", "target")

    def __init__(
        self,
        opcode: int,
        oparg: int = 0,
        target: Block | None = None,
        location: Location = NO_LOCATION,
    ) -> None:
        self.opcode = opcode
        self.oparg = oparg
        self.target = target
        self.location = location
        self.handler: Block | None = None


class Block:
    """A straight run of instructions, entered at its top only.  Fields below `next` belong to the passes."""

    __slots__ = (
        "exits",
        "instructions",
        "next",
        "no_fallthrough",
        "number",
        "offset",
        "predecessors",
        "preserve_lasti",
        "returns",
        "start_depth",
    )

    def __init__(self, number: int) -> None:
        self.number = number
        self.instructions: list[Instruction] = []
        self.next: Block | None = None
        self.no_fallthrough = False
        self.exits = False
        self.returns = False
        self.preserve_lasti = False
        self.predecessors = 0
        self.start_depth = -1
        self.offset = 0
