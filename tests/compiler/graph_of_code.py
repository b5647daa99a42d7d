"""Turn a finished code object back into a FlowGraph, so that the assembler can be tested without a compiler in front.

graph = graph_of_code(code)      assemble_graph(direct_jumps(graph)) must give `code` back
"""

from __future__ import annotations

from types import CodeType

from cutaway.bytecode import exception_table, instruction_bytes, line_table
from cutaway.bytecode.instruction_bytes import CodeInstruction
from cutaway.bytecode.targets import current
from cutaway.compiler.flowgraph.blocks import Block, Instruction, Location
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.passes.direct_jumps import FORMS
from cutaway.compiler.unit import CodeUnit

UNDIRECTED = {form: jump for jump, forms in reversed(FORMS.items()) for form in forms}


def graph_of_code(code: CodeType) -> FlowGraph:
    """Read a code object's bytes, tables and names into blocks with undirected jumps."""
    target = current()
    rows = instruction_bytes.decode(code.co_code, target)
    entries = exception_table.decode(code.co_exceptiontable)
    blocks = _blocks_for(rows, {entry.target for entry in entries})
    places = _places(code)
    for row in rows:
        opcode, oparg = row.opcode, row.oparg
        destination = _destination(row)
        instruction = Instruction(
            UNDIRECTED.get(opcode, opcode),
            0 if destination is not None else oparg,
            None if destination is None else blocks[destination],
            places[row.offset],
        )
        for entry in entries:
            if entry.start <= row.offset < entry.end:
                handler = blocks[entry.target]
                handler.preserve_lasti = entry.lasti
                handler.start_depth = entry.depth + 1 + entry.lasti
                instruction.handler = handler
        blocks[max(start for start in blocks if start <= row.offset)].instructions.append(instruction)
    unit = CodeUnit(
        name=code.co_name,
        qualname=code.co_qualname,
        filename=code.co_filename,
        first_line=code.co_firstlineno,
        flags=code.co_flags,
        entry=blocks[0],
        argcount=code.co_argcount,
        posonlyargcount=code.co_posonlyargcount,
        kwonlyargcount=code.co_kwonlyargcount,
        names={name: number for number, name in enumerate(code.co_names)},
        varnames={name: number for number, name in enumerate(code.co_varnames)},
        cellvars={name: number for number, name in enumerate(code.co_cellvars)},
        freevars={name: number for number, name in enumerate(code.co_freevars)},
    )
    graph = FlowGraph.of(unit)
    graph.constants = list(code.co_consts)
    graph.stack_size = code.co_stacksize
    graph.has_handlers = bool(entries)
    return graph


def _destination(row: CodeInstruction) -> int | None:
    target = current()
    behind = row.offset + row.size
    if row.opcode in target.backward_jumps:
        return behind - row.oparg
    if row.opcode in target.relative_jumps:
        return behind + row.oparg
    return None


def _blocks_for(rows: list[CodeInstruction], handlers: set[int]) -> dict[int, Block]:
    starts = {0} | handlers
    for row in rows:
        destination = _destination(row)
        if destination is not None:
            starts |= {destination, row.offset + row.size}
    blocks: dict[int, Block] = {}
    previous: Block | None = None
    for start in sorted(starts):
        block = blocks[start] = Block(len(blocks))
        if previous is not None:
            previous.next = block
        previous = block
    return blocks


def _places(code: CodeType) -> dict[int, Location]:
    places: dict[int, Location] = {}
    offset = 0
    for size, location in line_table.decode(code.co_linetable, code.co_firstlineno):
        places[offset] = location
        offset += size
    return places
