"""Gather neighbouring instructions with one handler into the entries of the exception table.

    LOAD_NAME x (handler h); POP_TOP (handler h); NOP (none)    ──▶    Entry(start, end behind POP_TOP, h, depth, lasti)

Source: assemble_exception_table in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.exception_table import Entry
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph


def exception_ranges(graph: FlowGraph, sizes: list[int]) -> list[Entry]:
    """Give the entries.

    In: a graph whose blocks have offsets and start depths; the size of each instruction in code units.
    """
    entries: list[Entry] = []
    handler: Block | None = None
    start = offset = 0
    position = 0
    for block in graph.blocks():
        for instruction in block.instructions:
            if instruction.handler is not handler:
                if handler is not None:
                    entries.append(_entry(start, offset, handler))
                start, handler = offset, instruction.handler
            offset += sizes[position]
            position += 1
    if handler is not None:
        entries.append(_entry(start, offset, handler))
    return entries


def _entry(start: int, end: int, handler: Block) -> Entry:
    # The handler's start depth counts what the machine pushes for it: the exception, and lasti below it if asked for.
    pushed = 2 if handler.preserve_lasti else 1
    return Entry(start, end, handler.offset, handler.start_depth - pushed, handler.preserve_lasti)
