"""Printer of the blocks that code generation makes, before and after each pass.

    recorder = Recorder()
    assemble(unit, watch=recorder.watch)     called with ("codegen", graph), then (name of the pass, graph) for each
    recorder.listing("f.py")                 one part per code object, in it one per pass that changed something

        b0
          LOAD_NAME               0 (ready)      1:3-1:8
          POP_JUMP_IF_FALSE         to b2        1:0-1:11
        b1
          ...

A block is run from its top to its bottom; `to` names the block that an instruction jumps to, or the one that handles
what is raised while a SETUP holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cutaway.bytecode.opcodes import FIRST_PSEUDO, NAMES, NOP
from cutaway.bytecode.targets import Target, current
from cutaway.compiler.flowgraph.blocks import Block, Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.kinds import ALWAYS_JUMPS, LEAVES_CODE
from cutaway.compiler.unit import CodeUnit
from cutaway.show.text.bytecode import place_text
from cutaway.show.text.listing import Item, Listing, as_text
from cutaway.show.text.operand import NameTables, explain, instruction_text

FIRST = "codegen"
"""The name under which a unit is seen before the first pass."""

NUMBERS_CELLS = "number_cells"
"""The pass after which cells and free variables are numbered among the locals."""


@dataclass(slots=True)
class Recorder:
    """Keeps what each code object's blocks looked like after each pass; passes that changed nothing leave no trace."""

    target: Target = field(default_factory=current)
    _history: dict[int, list[Listing]] = field(default_factory=dict)
    _units: list[CodeUnit] = field(default_factory=list)
    _cells_numbered: set[int] = field(default_factory=set)

    def watch(self, step: str, graph: FlowGraph) -> None:
        """Take note of a graph; `step` names the pass that it comes from."""
        unit = graph.unit
        key = id(unit)
        if key not in self._history:
            self._units.append(unit)
            self._history[key] = []
        if step == NUMBERS_CELLS:
            self._cells_numbered.add(key)
        seen = self._history[key]
        now = listing(graph, step, self.target, cells_numbered=key in self._cells_numbered)
        if not seen or [item.text for item in seen[-1].items] != [item.text for item in now.items]:
            seen.append(now)

    def listing(self, filename: str, *, every_pass: bool = True, step: str = "") -> Listing:
        """List what was seen, outer code objects first.

        Without `every_pass` only the first and the last state; with `step` only the state that this pass left.
        """
        parts = []
        for unit in sorted(self._units, key=lambda unit: (unit.first_line, len(unit.qualname))):
            states = self._history[id(unit)]
            if step:
                states = [state for state in states if state.facts["step"] == step]
            elif not every_pass:
                states = [states[0], states[-1]] if len(states) > 1 else states
            parts += states
        return Listing("blocks", filename, parts=tuple(parts))


def listing(graph: FlowGraph, step: str, target: Target | None = None, *, cells_numbered: bool = False) -> Listing:
    """List the blocks of one graph as they are now."""
    target = target or current()
    tables = name_tables(graph, cells_numbered)
    items: list[Item] = []
    for block in graph.blocks():
        items.append(_block_item(block))
        items += _instruction_items(block, graph.unit.name, tables, target)
    unit = graph.unit
    return Listing(
        "blocks",
        f"{unit.qualname}, line {unit.first_line}, after {step}",
        tuple(items),
        notes=(f"stack {graph.stack_size}",) if graph.stack_size else (),
        facts={"step": step, "name": unit.qualname},
    )


def render(graph: FlowGraph, step: str = FIRST, source: str = "", *, cells_numbered: bool = False) -> str:
    """Print the blocks of one graph beside the source."""
    return as_text(listing(graph, step, cells_numbered=cells_numbered), source)


def name_tables(graph: FlowGraph, cells_numbered: bool) -> tuple[NameTables, NameTables]:
    """Answer the tables that operands index: those of ordinary instructions, and those of instructions about cells.

    Before the cells are numbered among the locals they have numbers of their own: cells first, then free variables.
    """
    unit = graph.unit
    constants, names = tuple(graph.constants), tuple(unit.names)
    variables, cells, free = tuple(unit.varnames), tuple(unit.cellvars), tuple(unit.freevars)
    if not cells_numbered:
        return NameTables(constants, names, variables), NameTables(constants, names, cells + free)
    numbered = variables + tuple(name for name in cells if name not in unit.varnames) + free
    tables = NameTables(constants, names, numbered)
    return tables, tables


def _block_item(block: Block) -> Item:
    words = [f"b{block.number}"]
    last = block.instructions[-1].opcode if block.instructions else NOP
    if block.next is not None and last not in ALWAYS_JUMPS | LEAVES_CODE:
        words.append(f"then b{block.next.number}")
    if block.start_depth >= 0:
        words.append(f"entered with {block.start_depth} on the stack")
    lines = (instruction.location[0] for instruction in block.instructions if instruction.location[0] > 0)
    return Item(", ".join(words), next(lines, None), {"block": block.number, "depth": block.start_depth})


def _instruction_items(
    block: Block, owner: str, tables: tuple[NameTables, NameTables], target: Target
) -> Iterator[Item]:
    for instruction in block.instructions:
        place = instruction.location
        text = _instruction_text(instruction, tables[instruction.opcode in target.operand_is_cell], target)
        if instruction.handler is not None:
            text = f"{text:<56} guarded by b{instruction.handler.number}"
        yield Item(
            f"  {text:<56} {place_text(place)}",
            place[0] if place[0] > 0 else None,
            {
                "block": block.number,
                "instruction": NAMES[instruction.opcode],
                "argument": instruction.oparg,
                "to": instruction.target.number if instruction.target is not None else None,
                "place": list(place),
            },
            ref=f"{owner}:b{block.number}",
        )


def _instruction_text(instruction: Instruction, tables: NameTables, target: Target) -> str:
    opcode = instruction.opcode
    if instruction.target is not None:
        return f"{NAMES[opcode]:<28}      to b{instruction.target.number}"
    if opcode >= FIRST_PSEUDO:
        return NAMES[opcode]
    meaning = explain(opcode, instruction.oparg, 0, tables, target)
    return instruction_text(opcode, instruction.oparg, meaning, target.takes_argument[opcode])
