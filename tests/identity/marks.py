"""The marshalled form without unused reference bits.

CPython's writer marks an object for later reference if its reference count happens to be above one when it is
written.  `without_unused_marks` leaves marks only where a reference follows and numbers them anew, so two files that
differ in chance marks alone come out equal.

    without_unused_marks(b"\\xda\\x01a")   ->  b"Z\\x01a"
"""

from __future__ import annotations

import struct
from typing import Any

FLAG_REF = 0x80
_FIXED = {ord("i"): 4, ord("I"): 8, ord("g"): 8, ord("y"): 16} | dict.fromkeys(b"0NFTS.", 0)
_BYTES_WITH_LONG_LENGTH = b"stuaA"
_BYTES_WITH_SHORT_LENGTH = b"zZ"
_CODE_COUNTS = 20
_OBJECTS_BEFORE_FIRST_LINE = 8
_OBJECTS_AFTER_FIRST_LINE = 2


class _Marks:
    """One walk over marshalled data: pieces, and which of them begin a marked object or are a reference."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0
        self.pieces: list[bytes] = []
        self.marked: list[int] = []
        """The pieces that are type bytes of marked objects, in order of their numbers."""
        self.references: dict[int, int] = {}
        """Pieces that are references -> number."""

    def take(self, size: int) -> bytes:
        part = self.data[self.place : self.place + size]
        if len(part) < size:
            raise ValueError(f"data ends at {self.place + len(part)}")
        self.place += size
        return part

    def keep(self, size: int) -> bytes:
        part = self.take(size)
        self.pieces.append(part)
        return part

    def number(self) -> int:
        return int(struct.unpack("<i", self.keep(4))[0])

    def walk(self) -> None:
        byte = self.take(1)[0]
        type_byte = byte & ~FLAG_REF
        if type_byte == ord("r"):
            self.references[len(self.pieces)] = struct.unpack("<i", self.take(4))[0]
            self.pieces.append(b"")
            return
        if byte & FLAG_REF:
            self.marked.append(len(self.pieces))
        self.pieces.append(bytes([type_byte]))
        self.contents(type_byte)

    def contents(self, type_byte: int) -> None:
        if type_byte in _FIXED:
            self.keep(_FIXED[type_byte])
        elif type_byte in _BYTES_WITH_LONG_LENGTH:
            self.keep(self.number())
        elif type_byte in _BYTES_WITH_SHORT_LENGTH:
            self.keep(self.keep(1)[0])
        elif type_byte == ord("l"):
            self.keep(2 * abs(self.number()))
        elif type_byte in b"(<":
            self.walk_all(self.number())
        elif type_byte == ord(")"):
            self.walk_all(self.keep(1)[0])
        elif type_byte == ord("c"):
            self.keep(_CODE_COUNTS)
            self.walk_all(_OBJECTS_BEFORE_FIRST_LINE)
            self.number()
            self.walk_all(_OBJECTS_AFTER_FIRST_LINE)
        else:
            raise ValueError(f"type byte {type_byte} at {self.place - 1}")

    def walk_all(self, count: int) -> None:
        for _ in range(count):
            self.walk()


def without_unused_marks(data: bytes) -> bytes:
    """Drop the marks of objects that are not referred to.  Raises ValueError for what no compiler makes."""
    marks = _Marks(data)
    marks.walk()
    used: dict[int, Any] = dict.fromkeys(sorted(set(marks.references.values())))
    for new_number, old_number in enumerate(used):
        used[old_number] = new_number
        piece = marks.marked[old_number]
        marks.pieces[piece] = bytes([marks.pieces[piece][0] | FLAG_REF])
    for piece, old_number in marks.references.items():
        marks.pieces[piece] = b"r" + struct.pack("<i", used[old_number])
    return b"".join(marks.pieces)
