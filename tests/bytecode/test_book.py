"""The instruction book against CPython: stack effects, completeness, and the words of the pictures."""

from __future__ import annotations

import dis

import pytest

from cutaway.bytecode import opcodes
from cutaway.bytecode.book import ENTRIES, FAMILIES
from cutaway.bytecode.define import INSTRUCTIONS, Instruction, PictureError, instruction

OPARGS = [*range(33), 255, 256, 257, 300, 1000]

# dis counts these otherwise, for reasons of the compiler's own.
SPLIT_WITH_PRECALL = {"CALL", "CALL_KEYWORDS", "PRECALL"}
SENT_VALUE_NOT_COUNTED = {"RETURN_GENERATOR"}  # whoever resumes pushes the value; dis leaves it out

SENSIBLE = {
    "COPY": range(1, 40),
    "SWAP": range(2, 40),
    "LIST_APPEND": range(1, 40),
    "RAISE_VARARGS": range(3),
    "RERAISE": range(3),
    "BUILD_SLICE": (2, 3),
    "GET_AWAITABLE": range(3),
    "FORMAT_VALUE": range(8),
    "MAKE_FUNCTION": range(16),
    "CALL_FUNCTION_EX": range(2),
}


def opargs(name: str) -> list[int | None]:
    if dis.opmap[name] < dis.HAVE_ARGUMENT:
        return [None]
    return list(SENSIBLE.get(name, OPARGS))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_effect_equals_dis(entry: Instruction) -> None:
    for name, detail in entry.stands_for:
        if entry.name in SPLIT_WITH_PRECALL | SENT_VALUE_NOT_COUNTED:
            continue
        arguments = opargs(name)
        if name == "LOAD_GLOBAL":
            arguments = [each for each in arguments if each is not None and each & 1 == detail]
        elif isinstance(detail, int):
            arguments = [detail]
        for oparg in arguments:
            for jumped in (False, True):
                expected = dis.stack_effect(dis.opmap[name], oparg, jump=jumped)
                assert entry.effect(oparg or 0, jumped) == expected, (name, oparg, jumped)


@pytest.mark.parametrize("oparg", OPARGS)
def test_precall_and_call_together(oparg: int) -> None:
    both = dis.stack_effect(dis.opmap["PRECALL"], oparg) + dis.stack_effect(dis.opmap["CALL"], oparg)
    for name in ("CALL", "CALL_KEYWORDS"):
        assert INSTRUCTIONS[name].effect(oparg) + INSTRUCTIONS["PRECALL"].effect(oparg) == both


def test_every_instruction_of_the_host_has_an_entry() -> None:
    used = {name for entry in ENTRIES for name, _ in entry.stands_for}
    assert used == set(opcodes.REAL)
    assert {name for name in dis.opmap if not name.startswith("<")} <= used


def test_every_entry_says_what_it_does() -> None:
    assert [entry.name for entry in ENTRIES if not entry.summary] == []
    assert len(FAMILIES) == 15


def test_a_body_must_agree_with_its_picture() -> None:
    def UNHEARD_OF(left):
        return left

    with pytest.raises(PictureError, match="popped but not asked for"):
        instruction("left, right -- result")(UNHEARD_OF)
    with pytest.raises(PictureError, match="not in the picture"):
        instruction("-- result")(UNHEARD_OF)
    assert "UNHEARD_OF" not in INSTRUCTIONS
