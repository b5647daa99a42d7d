"""The exception table of a code object (co_exceptiontable): which handler guards which instructions.

    encode([Entry(start=2, end=9, target=20, depth=0, lasti=False)])  ->  b"\x82\x07\x14\x00"

Each entry is four numbers: start, length, target, depth << 1 | lasti; six bits a byte, highest first, bit 6 means
"more", and bit 7 marks the first byte of an entry so that a search can start anywhere.

Source: Objects/exception_handling_notes.txt; assemble_exception_table in Python/compile.c.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cutaway.bytecode.malformed import MalformedBytesError


class Entry(NamedTuple):
    """Code units `start` to `end` (not included) are guarded by the handler at code unit `target`.

    The handler finds the stack cut to `depth` items; `lasti` asks for the place of the raise below the exception.
    """

    start: int
    end: int
    target: int
    depth: int
    lasti: bool


def encode(entries: Iterable[Entry]) -> bytes:
    """Write a table, entries in order of `start`."""
    table = bytearray()
    for start, end, target, depth, lasti in entries:
        beginning = len(table)
        for number in (start, end - start, target, depth << 1 | lasti):
            _write(table, number)
        table[beginning] |= 128
    return bytes(table)


def _write(table: bytearray, number: int) -> None:
    shift = 24
    while shift:
        if number >> shift:
            table.append(number >> shift & 63 | 64)
        shift -= 6
    table.append(number & 63)


def decode(table: bytes) -> list[Entry]:
    """Read a table.  Raises MalformedBytesError."""
    entries: list[Entry] = []
    offset = 0
    while offset < len(table):
        if not table[offset] & 128:
            raise MalformedBytesError("exception table", offset, "an entry must start with a byte above 127")
        start, offset = _read(table, offset)
        length, offset = _read(table, offset)
        target, offset = _read(table, offset)
        depth_lasti, offset = _read(table, offset)
        entries.append(Entry(start, start + length, target, depth_lasti >> 1, bool(depth_lasti & 1)))
    return entries


def _read(table: bytes, offset: int) -> tuple[int, int]:
    number = 0
    while True:
        if offset >= len(table):
            raise MalformedBytesError("exception table", offset, "it ends inside an entry")
        byte = table[offset]
        offset += 1
        number = number << 6 | byte & 63
        if not byte & 64:
            return number, offset
