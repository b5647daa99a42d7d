"""End the code with a return where its text does not.

    x = 1                     entry: LOAD_CONST 1; STORE_NAME x
      ──▶                     entry: LOAD_CONST 1; STORE_NAME x; LOAD_CONST None; RETURN_VALUE

Without `ends_with_return_none` (expressions, lambdas) the value is on the stack already.
Source: the beginning of assemble() in Python/compile.c.
"""

from __future__ import annotations

from cutaway.bytecode.opcodes import LOAD_CONST, RETURN_VALUE
from cutaway.compiler.flowgraph.blocks import Instruction
from cutaway.compiler.flowgraph.graph import FlowGraph
from cutaway.compiler.flowgraph.kinds import ENDS_BLOCK


def add_final_return(graph: FlowGraph) -> None:
    """Append the return to the last block, or to a new one behind it if it ends with a jump."""
    last = graph.entry
    while last.next is not None:
        last = last.next
    if last.returns:
        return
    if last.instructions and last.instructions[-1].opcode in ENDS_BLOCK:
        last.next = graph.new_block()
        last = last.next
    unit = graph.unit
    if unit.ends_with_return_none:
        key, value = unit.pool.merge(None)
        number, _ = unit.constants.setdefault(key, (len(unit.constants), value))
        if number == len(graph.constants):
            graph.constants.append(value)
        last.instructions.append(Instruction(LOAD_CONST, number))
    last.instructions.append(Instruction(RETURN_VALUE))
    last.returns = True
