"""The first 16 bytes of a .pyc: which Python, and which source it was made from (PEP 552).

magic number (4)   flags (4)   time of the source (4)   size of the source (4)        flags 0
magic number (4)   flags (4)   hash of the source (8)                                 flags 1, or 3: "check it"

PycHeader.of_timestamp(1700000000, 512).to_bytes()
read_header(data)  ->  PycHeader, or raises ForeignFileError, ShortFileError, UnknownFlagsError
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from cutaway.cache.magic import MAGIC, describe
from cutaway.cache.malformed import ForeignFileError, ShortFileError, UnknownFlagsError

HEADER_SIZE: Final = 16
HASH_BASED: Final = 1
CHECK_SOURCE: Final = 2

Kind = Literal["timestamp", "checked-hash", "unchecked-hash"]


@dataclass(frozen=True, slots=True)
class PycHeader:
    """How a .pyc says what it was made from: by time and size, or by hash."""

    flags: int
    mtime: int = 0
    """Seconds, modulo 2**32; time-stamped files only."""
    size: int = 0
    """Bytes of the source, modulo 2**32; time-stamped files only."""
    source_hash: bytes = b""
    """Eight bytes of SipHash; hash-based files only."""

    @classmethod
    def of_timestamp(cls, mtime: int, size: int) -> PycHeader:
        """Describe a source by its time and size."""
        return cls(0, mtime & 0xFFFFFFFF, size & 0xFFFFFFFF)

    @classmethod
    def of_hash(cls, source_hash: bytes, *, checked: bool) -> PycHeader:
        """Describe a source by its hash.  Raises ValueError unless it is of eight bytes."""
        if len(source_hash) != 8:
            raise ValueError("a source hash has eight bytes")
        return cls(HASH_BASED | (CHECK_SOURCE if checked else 0), source_hash=source_hash)

    @property
    def kind(self) -> Kind:
        """How the source is recognised (the names of `py_compile.PycInvalidationMode`)."""
        if not self.flags & HASH_BASED:
            return "timestamp"
        return "checked-hash" if self.flags & CHECK_SOURCE else "unchecked-hash"

    def to_bytes(self) -> bytes:
        """Give the 16 bytes."""
        start = MAGIC + self.flags.to_bytes(4, "little")
        if self.flags & HASH_BASED:
            return start + self.source_hash
        return start + self.mtime.to_bytes(4, "little") + self.size.to_bytes(4, "little")


def read_header(data: bytes) -> PycHeader:
    """Read the first 16 bytes of a file.

    Raises ForeignFileError, ShortFileError or UnknownFlagsError, in the order in which importlib looks (_classify_pyc).
    """
    if data[:4] != MAGIC:
        raise ForeignFileError(bytes(data[:4]), describe(data))
    if len(data) < HEADER_SIZE:
        raise ShortFileError(f"the header has {HEADER_SIZE} bytes, the file {len(data)}", len(data))
    flags = int.from_bytes(data[4:8], "little")
    if flags & ~(HASH_BASED | CHECK_SOURCE):
        raise UnknownFlagsError(flags)
    if flags & HASH_BASED:
        return PycHeader(flags, source_hash=bytes(data[8:16]))
    return PycHeader(flags, int.from_bytes(data[8:12], "little"), int.from_bytes(data[12:16], "little"))
