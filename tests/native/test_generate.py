"""The generated text: every entry has its part of the loop, in one of the ways that entry_text.py describes."""

from __future__ import annotations

import pytest

from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import INSTRUCTIONS, Instruction
from cutaway.native.entry_text import EntryText

pytest.importorskip("Cython")


def lines(name: str) -> list[str]:
    return [line.strip() for line in EntryText(INSTRUCTIONS[name]).text.splitlines()[1:]]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_entry_is_declared_twice_under_one_c_name(entry: Instruction) -> None:
    text = EntryText(entry)
    assert f'do_{entry.name} "book_{entry.name}"(' in text.text
    assert f'go_{entry.name} "book_{entry.name}"(' in text.declaration
    assert "object " not in text.declaration
    assert len(text.arguments) == len(text.parameters)


def test_pattern_becomes_one_call() -> None:
    assert lines("BINARY_SUBSCR") == ["return settle(sp - (2), 2, PyObject_GetItem((sp - (2))[0], (sp - (1))[0]))"]


def test_moves_count_no_references() -> None:
    assert EntryText(INSTRUCTIONS["SWAP"]).way == "move"
    assert not any("INCREF" in line or "newref" in line for line in lines("SWAP"))


def test_control_takes_its_inputs_and_says_how_high_the_stack_is() -> None:
    text = lines("RETURN_VALUE")
    assert text[0] == "cdef object value = take(sp - (1))"
    assert text[1].startswith("frame.stacktop = ")
    assert text[2] == "return machine_leave(frame, value)"


def test_a_body_drops_its_inputs_after_the_results_are_there() -> None:
    text = lines("UNPACK_EX")
    assert text.index("drop_range(sp - 1, sp - 1 + 1)") > text.index("spread = items")


def test_loop_names_every_entry_once() -> None:
    from cutaway.native.generate import generate

    text = generate()
    for entry in ENTRIES:
        assert text.count(f"elif op == {entry.name}:") == 1
