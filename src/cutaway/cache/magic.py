"""Which program wrote a file, by its first bytes.

    describe(b"\\xa7\\r\\r\\n...")   ->  "bytecode of Python 3.11 (magic number 3495)"
    describe(b"\\xca\\xfe\\xba\\xbe")  ->  "a Java class file"

A .pyc starts with a number of two bytes, then CR LF (so that a transfer as text destroys it visibly).
Source: the list in Lib/importlib/_bootstrap_external.py, and the same file of later versions.
"""

from __future__ import annotations

from typing import Final

from cutaway.base.host import MAGIC

__all__ = ["MAGIC", "describe", "version_of"]

_RANGES: Final = (
    (3000, 3131, "3.0"),
    (3140, 3151, "3.1"),
    (3160, 3180, "3.2"),
    (3190, 3230, "3.3"),
    (3250, 3310, "3.4"),
    (3320, 3351, "3.5"),
    (3360, 3379, "3.6"),
    (3390, 3399, "3.7"),
    (3400, 3419, "3.8"),
    (3420, 3429, "3.9"),
    (3430, 3449, "3.10"),
    (3450, 3499, "3.11"),
    (3500, 3549, "3.12"),
    (3550, 3599, "3.13"),
    (3600, 3649, "3.14"),
    (20121, 20121, "1.5"),
    (50428, 50428, "1.6"),
    (50823, 50823, "2.0"),
    (60202, 60202, "2.1"),
    (60717, 60717, "2.2"),
    (62011, 62021, "2.3"),
    (62041, 62061, "2.4"),
    (62071, 62131, "2.5"),
    (62151, 62161, "2.6"),
    (62171, 62211, "2.7"),
)
"""First number, last number, version; development versions count to the release they became."""

_FORMATS: Final = (
    (b"\xca\xfe\xba\xbe", "a Java class file"),
    (b"\x7fELF", "an ELF program or library"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\0asm", "a WebAssembly module"),
    (b"%PDF", "a PDF document"),
    (b"#!", "a script"),
)


def version_of(number: int) -> str | None:
    """Name the Python version of a magic number, or None."""
    for first, last, version in _RANGES:
        if first <= number <= last:
            return version
    return None


def tag_of(version: str) -> str:
    """Give the cache tag of CPython's version "3.12": cpython-312."""
    return f"cpython-{version.replace('.', '')}"


def describe(data: bytes) -> str:
    """Say what a file is, in a phrase that fits behind "this is"."""
    if not data:
        return "an empty file"
    for start, name in _FORMATS:
        if data.startswith(start):
            return name
    if data[2:4] == b"\r\n":
        number = int.from_bytes(data[:2], "little")
        version = version_of(number)
        if version is not None:
            return f"bytecode of Python {version} (magic number {number})"
        return f"bytecode of an unknown Python (magic number {number})"
    if len(data) < 4:
        return f"a file of {len(data)} bytes"
    return f"no Python bytecode (it starts with {data[:4]!r})"
