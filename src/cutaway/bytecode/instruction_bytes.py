"""Instructions as bytes (co_code): opcode and argument in two bytes, EXTENDED_ARG before it, caches after it.

    encode([(LOAD_FAST, 300)], py311)  ->  90 01 7c 2c              EXTENDED_ARG 1, LOAD_FAST 44
    decode(bytes.fromhex("90017c2c"), py311)  ->  [CodeInstruction(offset=0, opcode=LOAD_FAST, oparg=300, size=2)]

Offsets and sizes count code units of two bytes, as jumps do.  Caches are written as zeros: they belong to the run.
Source: instr_size and write_instr in Python/compile.c.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cutaway.bytecode.malformed import MalformedBytesError
from cutaway.bytecode.opcodes import EXTENDED_ARG, NAMES
from cutaway.bytecode.targets import Target

_REMEMBERED = 0xFFFF
"""Encodings of larger arguments are rare and would only fill the memory."""


class CodeInstruction(NamedTuple):
    """One instruction read from bytes: `offset` is where its EXTENDED_ARGs start, `size` includes them and caches."""

    offset: int
    opcode: int
    oparg: int
    size: int


class Encodings(dict[int, bytes]):
    """The bytes of one instruction for each argument asked for so far; `table[oparg]` is as fast as a list."""

    __slots__ = ("_caches", "_extended", "_number", "_takes_argument")

    def __init__(self, target: Target, opcode: int) -> None:
        super().__init__()
        self._number = target.numbers[opcode]
        self._extended = target.numbers[EXTENDED_ARG]
        self._caches = bytes(2 * target.caches[opcode])
        self._takes_argument = target.takes_argument[opcode]

    def __missing__(self, oparg: int) -> bytes:
        unit = bytearray()
        if self._takes_argument:
            for shift in (24, 16, 8):
                if oparg >> shift:
                    unit += bytes((self._extended, oparg >> shift & 0xFF))
            unit += bytes((self._number, oparg & 0xFF))
        else:
            unit += bytes((self._number, 0))
        encoded = bytes(unit) + self._caches
        if oparg <= _REMEMBERED:
            self[oparg] = encoded
        return encoded


_TABLES: dict[int, tuple[Encodings, ...]] = {}


def encodings(target: Target) -> tuple[Encodings, ...]:
    """Give the encoding tables, indexed by id: `encodings(target)[opcode][oparg]` is an instruction's bytes."""
    tables = _TABLES.get(target.magic_number)
    if tables is None:
        tables = tuple([Encodings(target, opcode) for opcode in range(len(target.numbers))])
        _TABLES[target.magic_number] = tables
    return tables


def encode(instructions: Iterable[tuple[int, int]], target: Target) -> bytes:
    """Write instructions.

    In: (id, argument) pairs without EXTENDED_ARG and CACHE, arguments below 2**32.
    """
    tables = encodings(target)
    return b"".join([tables[opcode][oparg] for opcode, oparg in instructions])


def decode(code: bytes, target: Target) -> list[CodeInstruction]:
    """Read instructions; EXTENDED_ARGs are folded into the argument and caches are skipped.

    Raises MalformedBytesError for opcode numbers that the target does not have and for code that stops half way.
    """
    instructions: list[CodeInstruction] = []
    ids, caches, takes_argument = target.ids, target.caches, target.takes_argument
    units = len(code) // 2
    if len(code) % 2:
        raise MalformedBytesError("instructions", len(code) - 1, "half a code unit")
    start = position = argument = 0
    while position < units:
        opcode = ids[code[2 * position]]
        if opcode < 0:
            raise MalformedBytesError("instructions", 2 * position, f"no opcode has the number {code[2 * position]}")
        argument = argument << 8 | code[2 * position + 1]
        if opcode == EXTENDED_ARG:
            position += 1
            continue
        position += 1 + caches[opcode]
        instructions.append(CodeInstruction(start, opcode, argument if takes_argument[opcode] else 0, position - start))
        start, argument = position, 0
    if start != position or position != units:
        last = NAMES[instructions[-1].opcode] if instructions else "EXTENDED_ARG"
        raise MalformedBytesError("instructions", len(code), f"the code ends inside {last}")
    return instructions
