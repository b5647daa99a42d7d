"""The variable-length integers of the location table: six bits a byte, lowest first, bit 6 means "more".

    write(out, 200)  appends  0x48 0x03          200 = 0b11_001000

The exception table has integers of its own, highest bits first (`exception_table.py`).
Source: Objects/locations.md of CPython; write_varint in Include/internal/pycore_code.h.
"""

from __future__ import annotations

from cutaway.bytecode.malformed import MalformedBytesError


def write(out: list[int] | bytearray, value: int) -> None:
    """Append an integer >= 0."""
    while value >= 64:
        out.append(value & 63 | 64)
        value >>= 6
    out.append(value)


def write_signed(out: list[int] | bytearray, value: int) -> None:
    """Append an integer of 31 bits: the sign goes to the lowest bit."""
    write(out, (value << 1 if value >= 0 else -value << 1 | 1) & 0xFFFFFFFF)


def read(data: bytes, offset: int) -> tuple[int, int]:
    """Read an integer.  Out: (value, offset behind it).  Raises MalformedBytesError at the end of the data."""
    value = shift = 0
    while True:
        if offset >= len(data):
            raise MalformedBytesError("location table", offset, "it ends inside a number")
        byte = data[offset]
        offset += 1
        value |= (byte & 63) << shift
        if not byte & 64:
            return value, offset
        shift += 6


def read_signed(data: bytes, offset: int) -> tuple[int, int]:
    """Read an integer that `write_signed` wrote.  Out and raises: as `read`."""
    value, offset = read(data, offset)
    return (-(value >> 1) if value & 1 else value >> 1), offset
