"""Jumps: distances in both directions, and those that need EXTENDED_ARG and so move each other."""

from __future__ import annotations

import dis

import pytest

from cutaway.bytecode.targets import current
from cutaway.compiler.assembler import assemble, assemble_graph
from cutaway.compiler.flowgraph.blocks import Block, Instruction
from cutaway.compiler.flowgraph.check import check
from cutaway.compiler.flowgraph.passes.direct_jumps import direct_jumps
from tests.compiler.flowgraph.graph_text import graph


@pytest.mark.parametrize("distance", [1, 254, 255, 256, 257, 65534, 65535, 65536, 65537])
def test_jumps_arrive(distance: int) -> None:
    flow = graph("a:\n    1 POP_JUMP_IF_TRUE c\nb:\nc:\n    1 JUMP a\nd:\n    1 RETURN_VALUE")
    middle = flow.entry.next
    assert middle is not None
    middle.instructions = [Instruction(3, 0, None, (1, 1, 0, 1)) for _ in range(distance)]
    direct_jumps(flow)
    code = assemble_graph(flow, current())
    jumps = {
        instruction.opname: instruction for instruction in dis.get_instructions(code) if "JUMP" in instruction.opname
    }
    back = jumps["JUMP_BACKWARD"]
    first_byte_of_back = back.offset - 2 * (back.arg > 0xFF) - 2 * (back.arg > 0xFFFF)  # type: ignore[operator]
    assert back.argval == 0
    assert jumps["POP_JUMP_FORWARD_IF_TRUE"].argval == first_byte_of_back


def test_jumps_that_push_each_other_over_the_edge() -> None:
    # Each jump spans almost 256 units; the growth of one makes the next grow.
    count = 40
    blocks = [Block(number) for number in range(2 * count + 1)]
    for number, block in enumerate(blocks):
        block.next = blocks[number + 1] if number + 1 < len(blocks) else None
        block.instructions = [Instruction(3, location=(1, 1, 0, 1)) for _ in range(6)]
        if number + count < len(blocks):
            flow_target = blocks[number + count]
            block.instructions[-1] = Instruction(116, 0, flow_target, (1, 1, 0, 1))
    flow = graph("a:\n    1 NOP")
    flow.entry, flow.allocated = blocks[0], blocks[::-1]
    direct_jumps(flow)
    code = assemble_graph(flow, current())
    rows = list(dis.get_instructions(code))
    starts = {blocks[number].offset * 2 for number in range(count, 2 * count + 1)}
    assert {row.argval for row in rows if "JUMP" in row.opname} == starts


def test_assemble_makes_code_that_runs() -> None:
    flow = graph(
        "a:\n    1 RESUME 0\n    1 LOAD_CONST 0\n    2 LOAD_CONST 1\n    2 BINARY_OP 0",
        constants=(40, 2),
    )
    code = assemble(flow.unit, watch=check)
    assert eval(code) == 42
    assert code.co_stacksize == 2
    assert code.co_consts == (40, 2)
