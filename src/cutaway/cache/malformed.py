"""The ways in which whoever reads a .pyc refuses it; a module of its own, because that is seldom needed."""

from __future__ import annotations

from cutaway.base.errors import BytecodeError
from cutaway.base.host import CACHE_TAG
from cutaway.cache.magic import MAGIC, tag_of, version_of


class ForeignFileError(BytecodeError):
    """The magic number is not this Python's."""

    def __init__(self, magic: bytes, found: str) -> None:
        """In: the file's first four bytes, and what it is."""
        version = version_of(int.from_bytes(magic[:2], "little")) if magic[2:] == MAGIC[2:] else None
        tag, ours = tag_of(version or ""), CACHE_TAG
        if version is not None and tag != ours:
            reason = f"made by {tag}, this is {ours}"
        else:
            reason = f"this is {found}, not bytecode of this Python"
        super().__init__(reason, 0)
        self.magic = magic
        self.found = found


class ShortFileError(BytecodeError):
    """The file ends inside its header."""


class UnknownFlagsError(BytecodeError):
    """Flags that no version of Python writes."""

    def __init__(self, flags: int) -> None:
        """In: the flags."""
        super().__init__(f"unknown flags {flags:#b} in the header", 4)
        self.flags = flags


class MalformedMarshalError(BytecodeError):
    """Bytes that are no marshal data of this Python; `offset` is the byte where reading stopped."""

    def __init__(self, reason: str, offset: int | None) -> None:
        """In: what is wrong, and where, as far as that is known."""
        super().__init__(f"marshal: {reason}", offset)
