"""The one way in which the byte formats refuse what they are given."""

from __future__ import annotations

from cutaway.base.errors import BytecodeError


class MalformedBytesError(BytecodeError):
    """Bytes that no compiler writes: `what` names the format, `offset` the byte where reading stopped."""

    def __init__(self, what: str, offset: int, reason: str) -> None:
        """In: the format, the byte, and what is wrong there."""
        super().__init__(f"{what}: {reason}", offset)
        self.what = what
