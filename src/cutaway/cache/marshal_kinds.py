"""The type bytes of CPython's marshal format, version 4: what `marshal_write` writes and `marshal_read` reads.

One object is one type byte and what follows it.  With FLAG_REF set the object gets the next number, from 0, and a later
REF stands for it.  Source: the head of Python/marshal.c.
"""

from __future__ import annotations

from typing import Final

FLAG_REF: Final = 0x80

NULL: Final = 0x30  # "0": ends a dict
NONE: Final = 0x4E  # "N"
FALSE: Final = 0x46  # "F"
TRUE: Final = 0x54  # "T"
STOP_ITERATION: Final = 0x53  # "S"
ELLIPSIS: Final = 0x2E  # "."
INT: Final = 0x69  # "i": 4 bytes, signed
INT64: Final = 0x49  # "I": 8 bytes, signed; read only
LONG: Final = 0x6C  # "l": signed count of digits of 15 bits, 2 bytes each
FLOAT: Final = 0x66  # "f": text, read only
BINARY_FLOAT: Final = 0x67  # "g": 8 bytes
COMPLEX: Final = 0x78  # "x": two texts, read only
BINARY_COMPLEX: Final = 0x79  # "y": 16 bytes
BYTES: Final = 0x73  # "s"
STRING: Final = 0x75  # "u": UTF-8
INTERNED: Final = 0x74  # "t": UTF-8
ASCII: Final = 0x61  # "a"
ASCII_INTERNED: Final = 0x41  # "A"
SHORT_ASCII: Final = 0x7A  # "z": length in one byte
SHORT_ASCII_INTERNED: Final = 0x5A  # "Z"
SMALL_TUPLE: Final = 0x29  # ")": length in one byte
TUPLE: Final = 0x28  # "("
LIST: Final = 0x5B  # "["
DICT: Final = 0x7B  # "{"
SET: Final = 0x3C  # "<"
FROZENSET: Final = 0x3E  # ">"
CODE: Final = 0x63  # "c"
REF: Final = 0x72  # "r": 4 bytes, a number

NAMES: Final[dict[int, str]] = {
    NULL: "null",
    NONE: "None",
    FALSE: "False",
    TRUE: "True",
    STOP_ITERATION: "StopIteration",
    ELLIPSIS: "Ellipsis",
    INT: "int",
    INT64: "int64",
    LONG: "long int",
    FLOAT: "float as text",
    BINARY_FLOAT: "float",
    COMPLEX: "complex as text",
    BINARY_COMPLEX: "complex",
    BYTES: "bytes",
    STRING: "string",
    INTERNED: "interned string",
    ASCII: "ascii string",
    ASCII_INTERNED: "interned ascii string",
    SHORT_ASCII: "short ascii string",
    SHORT_ASCII_INTERNED: "interned short ascii string",
    SMALL_TUPLE: "small tuple",
    TUPLE: "tuple",
    LIST: "list",
    DICT: "dict",
    SET: "set",
    FROZENSET: "frozenset",
    CODE: "code object",
    REF: "reference",
}
"""What people read in `cutaway show pyc`."""

LONG_DIGIT_BITS: Final = 15
"""A long int is written in digits of 15 bits (PyLong_MARSHAL_SHIFT)."""

FAST_LOCAL: Final = 0x20
FAST_CELL: Final = 0x40
FAST_FREE: Final = 0x80
"""A code object's variables have a byte each: a local, a cell (maybe both), or free (internal/pycore_code.h)."""

MAX_DEPTH: Final = 2000
"""Objects inside objects; CPython writes and reads no deeper (MAX_MARSHAL_STACK_DEPTH)."""
