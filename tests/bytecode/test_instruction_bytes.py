"""Instructions as bytes: long arguments, caches, and the code of some real functions."""

from __future__ import annotations

import dis

import pytest

from cutaway.bytecode import instruction_bytes
from cutaway.bytecode.instruction_bytes import CodeInstruction
from cutaway.bytecode.malformed import MalformedBytesError
from cutaway.bytecode.opcodes import BINARY_OP, LOAD_FAST, NAMES, NOP, POP_TOP
from cutaway.bytecode.targets import current
from tests.bytecode.real_code import REAL_CODE


@pytest.mark.parametrize(
    ("opcode", "oparg", "code"),
    [
        (LOAD_FAST, 44, "7c 2c"),
        (LOAD_FAST, 300, "90 01 7c 2c"),
        (LOAD_FAST, 0x10000, "90 01 90 00 7c 00"),
        (LOAD_FAST, 0x12345678, "90 12 90 34 90 56 7c 78"),
        (BINARY_OP, 1, "7a 01 00 00"),
        (POP_TOP, 0, "01 00"),
    ],
)
def test_one_instruction(opcode: int, oparg: int, code: str) -> None:
    data = bytes.fromhex(code)
    assert instruction_bytes.encode([(opcode, oparg)], current()) == data
    assert instruction_bytes.decode(data, current()) == [CodeInstruction(0, opcode, oparg, len(data) // 2)]


def test_an_instruction_without_argument_writes_none() -> None:
    assert instruction_bytes.encode([(NOP, 0)], current()) == b"\x09\x00"


@pytest.mark.parametrize("code", ["09", "90 01", "7a 01", "ff 00"])
def test_what_no_compiler_writes_is_refused(code: str) -> None:
    with pytest.raises(MalformedBytesError):
        instruction_bytes.decode(bytes.fromhex(code), current())


@pytest.mark.parametrize("code", REAL_CODE, ids=lambda code: code.co_qualname)
def test_real_code(code) -> None:
    rows = instruction_bytes.decode(code.co_code, current())
    assert instruction_bytes.encode([(row.opcode, row.oparg) for row in rows], current()) == code.co_code
    expected = [(row.opname, row.arg or 0) for row in dis.get_instructions(code) if row.opname != "EXTENDED_ARG"]
    assert [(NAMES[row.opcode], row.oparg) for row in rows] == expected
