"""What the host keeps in a code object and shows to no Python program, computed from what it does show.

The compiled form of `layout` and `flow` reads the fields themselves, and counts the bytes of a line table by eights
(layout.pxd); this module serves where there is no compiler.
"""

from __future__ import annotations

from types import CodeType

LOCAL, CELL, FREE = 0x20, 0x40, 0x80
"""Kinds of variables: CO_FAST_LOCAL and so on, Include/internal/pycore_code.h."""


def is_whole(code: CodeType) -> bool:
    """Does the code not end inside an instruction?  Where it does, `co_code` writes past the end of its bytes."""
    return True


def kinds_of(code: CodeType) -> bytes:
    """Give the kinds of all variables (co_localspluskinds)."""
    cells, names = set(code.co_cellvars), set(code.co_varnames)
    kinds = [LOCAL | CELL if name in cells else LOCAL for name in code.co_varnames]
    kinds += [CELL for name in code.co_cellvars if name not in names]
    return bytes(kinds + [FREE] * len(code.co_freevars))


def free_count(code: CodeType) -> int:
    """Give the number of free variables."""
    return len(code.co_freevars)


def text_of(code: CodeType) -> bytes:
    """Give the instructions, two bytes each; the fields themselves may have specialised ones."""
    return code.co_code


def unit_count(code: CodeType) -> int:
    """Give the number of code units."""
    return len(code.co_code) // 2


def plain_numbers() -> bytes:
    """Give, for each opcode number that `text_of` may have, the instruction that it specialises."""
    return bytes(range(256))


def room_for(size: int) -> list[int]:
    """Make room for so many numbers, which are 0.

    No `array`: to load that is to import `collections.abc`, which the guest may be about to do.
    """
    return [0] * size


def ints_of(room: list[int]) -> list[int]:
    """Give the numbers in a room."""
    return room


def past_numbers(table: bytes, place: int, size: int, numbers: int) -> int:
    """Where numbers in a line table end: six bits a byte, bit 6 means more.

    In: the table, the place of the first one, the table's size, how many.  Out: -1 where one has more than 32 bits.
    """
    for _ in range(numbers):
        length = 1
        while place < size and table[place] & 64:
            place += 1
            length += 1
        if length > 6:
            return -1
        place += 1
    return place


def high_bytes(table: bytes, size: int) -> int:
    """Count the bytes above 127."""
    return sum(byte >> 7 for byte in table)
