"""What the number beside an instruction is said to mean."""

from __future__ import annotations

import dis

import pytest

from cutaway.bytecode import opcodes
from cutaway.bytecode.instruction_bytes import decode
from cutaway.bytecode.targets import current
from cutaway.show.text.constant import shorten
from cutaway.show.text.operand import NameTables, explain, jump_target

SOURCE = """
def outer(a, *, b=1):
    c = [a]
    def inner(x):
        nonlocal c
        c = x if x is not None else a
        while x < b:
            x += c[0]; print(x, end="")
        return f"{x!r:>4}" not in c
    return inner
"""


def test_meaning_agrees_with_dis() -> None:
    """For names, constants, variables and jumps `dis` is the oracle; it words the rest in its own way."""
    pending = [compile(SOURCE, "f.py", "exec")]
    target = current()
    while pending:
        code = pending.pop()
        pending += [value for value in code.co_consts if hasattr(value, "co_code")]
        tables = NameTables.of(code)
        theirs = {item.offset: item for item in dis.get_instructions(code) if item.opname != "EXTENDED_ARG"}
        for item in decode(code.co_code, target):
            found = explain(item.opcode, item.oparg, item.offset + item.size, tables, target)
            expected = theirs[2 * item.offset]
            if item.opcode in target.operand_is_name | target.operand_is_local | target.operand_is_cell:
                assert found == expected.argrepr
            if jump_target(item.opcode, item.oparg, item.offset + item.size, target) is not None:
                assert found == expected.argrepr


@pytest.mark.parametrize(
    ("opcode", "oparg", "words"),
    [
        (opcodes.IS_OP, 1, "is not"),
        (opcodes.CONTAINS_OP, 0, "in"),
        (opcodes.FORMAT_VALUE, 6, "repr, with format"),
        (opcodes.MAKE_FUNCTION, 9, "defaults, closure"),
        (opcodes.RESUME, 3, "after await"),
        (opcodes.POP_TOP, 0, ""),
        (opcodes.LOAD_CONST, 9, "no such constant"),
    ],
)
def test_choices_and_flags(opcode: int, oparg: int, words: str) -> None:
    assert explain(opcode, oparg, 0, NameTables((), (), ()), current()) == words


def test_constants_are_short_and_the_same_every_day() -> None:
    assert shorten(frozenset(["b", "a"])) == "frozenset({'a', 'b'})"
    assert shorten((1,)) == "(1,)"
    assert len(shorten("x" * 500)) <= 60
    assert shorten(compile("0", "f", "eval")) == "<code <module>, line 1>"
