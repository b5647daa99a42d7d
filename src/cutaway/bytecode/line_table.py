"""The location table of a code object (co_linetable): the place in the source of every instruction.

    encode(1, [1, 2], [(1, 1, 0, 0), (1, 1, 4, 5)])  ->  b"\x80\x00\x81\x41"
    decode(b"\x80\x00\x81\x41", 1)                  ->  [(1, (1, 1, 0, 0)), (2, (1, 1, 4, 5))]

One entry covers at most eight code units.  Its first byte is 0x80 | form << 3 | units - 1, and the form says what
follows; lines are kept as differences from the entry before:

    0-9    short       same line, column < 80 (its upper bits are the form), at most 15 wide: one byte
    10-12  one line    line + (form - 10), both columns < 128: two bytes
    13     no columns  line difference
    14     long        line difference, further lines, column + 1, end column + 1
    15     none        the instruction has no place in the source

Source: PEP 657; Objects/locations.md and write_location_info_entry in Python/compile.c.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cutaway.bytecode import varint
from cutaway.bytecode.malformed import MalformedBytesError

Location = tuple[int, int, int, int]
"""(lineno, end_lineno, col_offset, end_col_offset); columns in UTF-8 bytes, -1 where unknown."""

NO_LOCATION: Final[Location] = (-1, -1, -1, -1)

ONE_LINE: Final = 10
NO_COLUMNS: Final = 13
LONG: Final = 14
NONE: Final = 15

_LONGEST = 8
_ONE_LINE_0 = 0x80 | ONE_LINE << 3


def encode(first_line: int, sizes: Iterable[int], locations: Iterable[Location]) -> bytes:
    """Write a table.

    In: co_firstlineno; for each instruction its size in code units (caches and EXTENDED_ARGs included) and its place.
    """
    # A list of byte values: appending to it is the fastest thing that Python can do here.
    table: list[int] = []
    append = table.append
    previous = first_line
    for size, location in zip(sizes, locations, strict=True):
        line, end_line, column, end_column = location
        # The short and the one-line form are written here without a call: hardly any instruction needs another.
        if end_line == line and 0 <= column < 128 and 0 <= end_column < 128:
            step = line - previous
            while size > _LONGEST:
                if step:
                    previous = write_entry(table, previous, _LONGEST, location)
                    step = 0
                elif column < 80 and 0 <= end_column - column < 16:
                    append(0x87 | column & 0x78)
                    append((column & 7) << 4 | end_column - column)
                else:
                    append(_ONE_LINE_0 | 7)
                    append(column)
                    append(end_column)
                size -= _LONGEST
            if step == 0 and column < 80 and 0 <= end_column - column < 16:
                append(0x7F + size | column & 0x78)
                append((column & 7) << 4 | end_column - column)
                continue
            if 0 <= step < 3:
                append(_ONE_LINE_0 + (step << 3) + size - 1)
                append(column)
                append(end_column)
                previous = line
                continue
        while size > _LONGEST:
            previous = write_entry(table, previous, _LONGEST, location)
            size -= _LONGEST
        previous = write_entry(table, previous, size, location)
    return bytes(table)


def write_entry(table: list[int] | bytearray, previous: int, size: int, location: Location) -> int:
    """Write one entry of any form.  Out: the line that the next entry counts from."""
    line, end_line, column, end_column = location
    if line < 0:
        table.append(0x80 | NONE << 3 | size - 1)
        return previous
    step = line - previous
    if column < 0 or end_column < 0:
        if end_line == line or end_line == -1:
            table.append(0x80 | NO_COLUMNS << 3 | size - 1)
            varint.write_signed(table, step)
            return line
    elif end_line == line:
        if step == 0 and column < 80 and 0 <= end_column - column < 16:
            table.append(0x80 | column & 0x78 | size - 1)
            table.append((column & 7) << 4 | end_column - column)
            return line
        if 0 <= step < 3 and column < 128 and end_column < 128:
            table.append(_ONE_LINE_0 + (step << 3) + size - 1)
            table.append(column)
            table.append(end_column)
            return line
    table.append(0x80 | LONG << 3 | size - 1)
    varint.write_signed(table, step)
    # A tree made by hand may have places that no source has; CPython writes them as unsigned numbers of 32 bits.
    varint.write(table, end_line - line & 0xFFFFFFFF)
    varint.write(table, column + 1 & 0xFFFFFFFF)
    varint.write(table, end_column + 1 & 0xFFFFFFFF)
    return line


def decode(table: bytes, first_line: int) -> list[tuple[int, Location]]:
    """Read a table.

    Out: (size in code units, place) for each entry; an instruction of more than eight units has several.
    Raises MalformedBytesError.
    """
    entries: list[tuple[int, Location]] = []
    line = first_line
    offset = 0
    while offset < len(table):
        first = table[offset]
        if not first & 0x80:
            raise MalformedBytesError("location table", offset, "an entry must start with a byte above 127")
        form = first >> 3 & 15
        line, location, offset = _read_place(table, offset + 1, form, line)
        entries.append(((first & 7) + 1, location))
    return entries


def _read_place(table: bytes, offset: int, form: int, line: int) -> tuple[int, Location, int]:
    """Read what follows an entry's first byte.  Out: (line, place, offset behind it)."""
    if form == NONE:
        return line, NO_LOCATION, offset
    if form == NO_COLUMNS:
        step, offset = varint.read_signed(table, offset)
        line += step
        return line, (line, line, -1, -1), offset
    if form == LONG:
        step, offset = varint.read_signed(table, offset)
        further, offset = varint.read(table, offset)
        column, offset = varint.read(table, offset)
        end_column, offset = varint.read(table, offset)
        line += step
        return line, (line, line + further, column - 1, end_column - 1), offset
    width = 1 if form < ONE_LINE else 2
    if offset + width > len(table):
        raise MalformedBytesError("location table", offset, "it ends inside an entry")
    if form < ONE_LINE:
        column = form << 3 | table[offset] >> 4
        return line, (line, line, column, column + (table[offset] & 15)), offset + 1
    line += form - ONE_LINE
    return line, (line, line, table[offset], table[offset + 1]), offset + 2
