"""The checker between the passes finds graphs that no pass may leave."""

from __future__ import annotations

import pytest

from cutaway.base.errors import MachineBug
from cutaway.bytecode.opcodes import JUMP, POP_TOP
from cutaway.compiler.flowgraph.blocks import Block
from cutaway.compiler.flowgraph.check import check
from tests.compiler.flowgraph.graph_text import graph


def test_a_sound_graph_passes() -> None:
    check("simplify", graph("a:\n    1 LOAD_CONST 0\n    1 JUMP b\nb:\n    1 RETURN_VALUE"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a:\n    1 JUMP a\n    1 NOP", "must be the last"),
        ("a:\n    1 JUMP 3", "needs a target"),
        ("a:\n    1 LOAD_FAST a", "must have no target"),
        ("a:\n    1 LOAD_FAST -1", "argument is -1"),
        ("a:\n    1 POP_TOP 1", "takes no argument"),
        ("a:", "no instruction is left"),
    ],
)
def test_what_is_wrong_is_said(text: str, problem: str) -> None:
    with pytest.raises(MachineBug, match=problem) as caught:
        check("simplify", graph(text))
    assert "after simplify" in str(caught.value)


def test_a_target_outside_the_chain_is_found() -> None:
    flow = graph("a:\n    1 JUMP a")
    assert flow.entry.instructions[0].opcode == JUMP
    flow.entry.instructions[0].target = Block(7)
    with pytest.raises(MachineBug, match="block 7, is not in the chain"):
        check("simplify", flow)


def test_the_place_is_told() -> None:
    flow = graph("a:\n    3 POP_TOP 1")
    assert flow.entry.instructions[0].opcode == POP_TOP
    with pytest.raises(MachineBug) as caught:
        check("simplify", flow)
    assert caught.value.position == "f.py:3"
    assert caught.value.instruction == "POP_TOP"
