"""Look at a flow graph between two passes, so that a bad block is found by the pass that made it.

    passes.run(graph, check)        CUTAWAY_CHECK_PASSES=1 makes the assembler do so; tests always do

What holds after every pass: jumps, returns and raises are the last of their block; what jumps or guards has a target,
nothing else has; targets are blocks of the chain, and something to run follows them; arguments are not negative; an
instruction that takes no argument has 0.
"""

from __future__ import annotations

from cutaway.base.errors import MachineBug
from cutaway.bytecode.opcodes import FIRST_PSEUDO, NAMES
from cutaway.bytecode.targets import current
from cutaway.compiler.flowgraph.blocks import Block, Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.kinds import BLOCK_PUSHES, ENDS_BLOCK, JUMPS
from cutaway.compiler.flowgraph.passes.direct_jumps import FORMS

_DIRECTED = frozenset([form for forms in FORMS.values() for form in forms])


def check(step: str, graph: FlowGraph) -> None:
    """Raise MachineBug, naming the pass, the instruction and the place, at the first thing that is wrong."""
    chain = set(graph.blocks())
    for block in graph.blocks():
        last = len(block.instructions) - 1
        for position, instruction in enumerate(block.instructions):
            problem = _problem(instruction, position == last, chain)
            if problem is not None:
                raise _bug(graph, step, block, instruction, problem)
    if not any(block.instructions for block in chain):
        raise MachineBug(f"flow graph, after {step}", "no instruction is left", position=graph.unit.filename)


def _problem(instruction: Instruction, is_last: bool, chain: set[Block]) -> str | None:
    opcode, target = instruction.opcode, instruction.target
    jumps = opcode in JUMPS or opcode in _DIRECTED
    if (jumps or opcode in ENDS_BLOCK) and not is_last:
        return "it must be the last of its block"
    if (jumps or opcode in BLOCK_PUSHES) != (target is not None):
        return "it needs a target" if target is None else "it must have no target"
    if target is not None and target not in chain:
        return f"its target, block {target.number}, is not in the chain"
    if instruction.oparg < 0:
        return f"its argument is {instruction.oparg}"
    if instruction.oparg and opcode < FIRST_PSEUDO and not current().takes_argument[opcode]:
        return f"it takes no argument and has {instruction.oparg}"
    return None


def _bug(graph: FlowGraph, step: str, block: Block, instruction: Instruction, problem: str) -> MachineBug:
    line = instruction.location[0] if instruction.location[0] > 0 else graph.unit.first_line
    return MachineBug(
        f"flow graph, after {step}",
        f"block {block.number}: {problem}",
        instruction=NAMES[instruction.opcode],
        position=f"{graph.unit.filename}:{line}",
    )
