"""Flow graphs as text, for tests: read one, run a pass, print it.

a:
    1 LOAD_CONST 0          line, instruction, argument; `-` for no place
    1 POP_JUMP_IF_FALSE c   a jump or a guard names a block
b: exits no_fallthrough     a block's notes
    - RETURN_VALUE
(empty)                     a block without instructions has only its name
"""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import Any

from cutaway.bytecode.opcodes import IDS, NAMES
from cutaway.compiler.flowgraph.blocks import NO_LOCATION, Block, Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.unit import CodeUnit

NOTES = ("exits", "no_fallthrough", "returns")


def graph(text: str, constants: tuple[Any, ...] = (), **unit_fields: Any) -> FlowGraph:
    """Read a graph; the first block is the entry, and blocks are allocated in the order of the text."""
    lines = textwrap.dedent(text).strip().splitlines()
    blocks: dict[str, Block] = {}
    for line in lines:
        if not line.startswith(" "):
            name, _, notes = line.partition(":")
            block = blocks[name] = Block(len(blocks))
            for note in notes.split():
                setattr(block, note, True)
    chain = list(blocks.values())
    for block, following in pairwise(chain):
        block.next = following
    current = chain[0]
    for line in lines:
        if line.startswith(" "):
            current.instructions.append(_instruction(line.split(), blocks))
        else:
            current = blocks[line.partition(":")[0]]
    fields = {"name": "f", "qualname": "f", "filename": "f.py", "first_line": 1, "flags": 0} | unit_fields
    unit = CodeUnit(entry=chain[0], **fields)
    for value in constants:
        key, merged = unit.pool.merge(value)
        unit.constants[key] = (len(unit.constants), merged)
    return FlowGraph.of(unit)


def _instruction(words: list[str], blocks: dict[str, Block]) -> Instruction:
    line, name, argument = [*words, "0"][:3]
    location = NO_LOCATION if line == "-" else (int(line), int(line), 0, 1)
    if argument in blocks:
        return Instruction(IDS[name], 0, blocks[argument], location)
    return Instruction(IDS[name], int(argument), None, location)


def text(flow: FlowGraph) -> str:
    """Print a graph; blocks are named by their numbers: a, b, c, ..."""
    lines: list[str] = []
    for block in flow.blocks():
        notes = [note for note in NOTES if getattr(block, note)]
        lines.append(" ".join([f"{_name(block)}:", *notes]))
        for instruction in block.instructions:
            line = instruction.location[0]
            words = ["   ", "-" if line < 0 else str(line), NAMES[instruction.opcode]]
            if instruction.target is not None:
                words.append(_name(instruction.target))
            elif instruction.oparg:
                words.append(str(instruction.oparg))
            lines.append(" ".join(words))
    return "\n".join(lines)


def _name(block: Block) -> str:
    return chr(ord("a") + block.number)


def same(flow: FlowGraph, expected: str) -> bool:
    """Compare a graph with a text, blanks at the left aside; prints the graph for pytest's report."""
    printed = text(flow)
    print(printed)
    return printed == textwrap.dedent(expected).strip()
