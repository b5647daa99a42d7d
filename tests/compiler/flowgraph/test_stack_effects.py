"""The compiler's table of stack effects against the host's."""

from __future__ import annotations

import dis

import pytest

from cutaway.bytecode.opcodes import FIRST_PSEUDO, NAMES
from cutaway.bytecode.targets import current
from cutaway.compiler.flowgraph.stack_effects import effect, jump_effect


@pytest.mark.parametrize("opcode", range(FIRST_PSEUDO), ids=NAMES[:FIRST_PSEUDO])
def test_effect_is_the_hosts(opcode: int) -> None:
    target = current()
    for oparg in (0, 1, 2, 3, 4, 7, 8, 15, 255, 256, 700):
        argument = oparg if target.takes_argument[opcode] else None
        assert effect(opcode, oparg) == dis.stack_effect(target.numbers[opcode], argument, jump=False)
        assert jump_effect(opcode, oparg) == dis.stack_effect(target.numbers[opcode], argument, jump=True)


@pytest.mark.parametrize("opcode", range(FIRST_PSEUDO, len(NAMES)), ids=NAMES[FIRST_PSEUDO:])
def test_pseudo_instructions_have_an_effect(opcode: int) -> None:
    assert effect(opcode, 0) in (-1, 0)
    assert jump_effect(opcode, 0) in (-1, 0, 1, 2)
