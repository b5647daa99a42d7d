"""The flags of a code object (co_flags), and their names.

    names_of(0x23)  ->  ["OPTIMIZED", "NEWLOCALS", "GENERATOR"]

Source: Include/cpython/code.h.
"""

from __future__ import annotations

from typing import Final

CO_OPTIMIZED: Final = 0x1
CO_NEWLOCALS: Final = 0x2
CO_VARARGS: Final = 0x4
CO_VARKEYWORDS: Final = 0x8
CO_NESTED: Final = 0x10
CO_GENERATOR: Final = 0x20
CO_COROUTINE: Final = 0x80
CO_ITERABLE_COROUTINE: Final = 0x100
CO_ASYNC_GENERATOR: Final = 0x200

CO_FUTURE_DIVISION: Final = 0x20000
CO_FUTURE_ABSOLUTE_IMPORT: Final = 0x40000
CO_FUTURE_WITH_STATEMENT: Final = 0x80000
CO_FUTURE_PRINT_FUNCTION: Final = 0x100000
CO_FUTURE_UNICODE_LITERALS: Final = 0x200000
CO_FUTURE_BARRY_AS_BDFL: Final = 0x400000
CO_FUTURE_GENERATOR_STOP: Final = 0x800000
CO_FUTURE_ANNOTATIONS: Final = 0x1000000

SUSPENDABLE: Final = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR
"""Calling such code makes a generator, coroutine or asynchronous generator and runs nothing yet."""

_NAMES: Final = {value: name.removeprefix("CO_") for name, value in list(globals().items()) if name.startswith("CO_")}


def names_of(flags: int) -> list[str]:
    """Name the set bits, lowest first.  A bit that has no name is given as its number in hexadecimal."""
    bits = [1 << position for position in range(flags.bit_length()) if flags >> position & 1]
    return [_NAMES.get(bit, hex(bit)) for bit in bits]
