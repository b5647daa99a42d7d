"""Tell each instruction which block handles what it raises; the pseudo instructions that said so become NOPs.

    a: SETUP_FINALLY h; LOAD_NAME x; POP_BLOCK        a: NOP; LOAD_NAME x (handler h); NOP
    h: PUSH_EXC_INFO; ...                             h: PUSH_EXC_INFO; ...

SETUP_CLEANUP and SETUP_WITH also ask their handler's block for the place of the raise (`preserve_lasti`).
Source: label_exception_targets and convert_exception_handlers_to_nops in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import NOP, POP_BLOCK, SETUP_CLEANUP, SETUP_WITH
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.kinds import BLOCK_PUSHES

_Guards = tuple[Block, ...]
"""Handlers in force, innermost last."""


def label_handlers(graph: FlowGraph) -> None:
    """Follow every way through the code once, with the handlers in force on it."""
    if not graph.has_handlers:
        return
    reached: set[Block] = {graph.entry}
    waiting: list[tuple[Block, _Guards]] = [(graph.entry, ())]
    while waiting:
        block, guards = waiting.pop()
        guards = _label_block(block, guards, reached, waiting)
        if not block.no_fallthrough and block.next is not None and block.next not in reached:
            reached.add(block.next)
            waiting.append((block.next, guards))
    for block in graph.blocks():
        for instruction in block.instructions:
            if instruction.opcode == POP_BLOCK or instruction.opcode in BLOCK_PUSHES:
                instruction.opcode, instruction.target = NOP, None


def _label_block(block: Block, guards: _Guards, reached: set[Block], waiting: list[tuple[Block, _Guards]]) -> _Guards:
    """Label one block and note where its instructions lead.  Out: the handlers in force at its end."""
    handler = guards[-1] if guards else None
    for instruction in block.instructions:
        opcode = instruction.opcode
        if opcode == POP_BLOCK:
            guards = guards[:-1]
            handler = guards[-1] if guards else None
            continue
        target = instruction.target
        if target is not None and target not in reached:
            reached.add(target)
            waiting.append((target, guards))
        if target is not None and opcode in BLOCK_PUSHES:
            if opcode in (SETUP_WITH, SETUP_CLEANUP):
                target.preserve_lasti = True
            guards = (*guards, target)
            handler = target
        else:
            instruction.handler = handler
    return guards
