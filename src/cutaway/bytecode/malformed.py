"""The one way in which the byte formats refuse what they are given."""

from __future__ import annotations


class MalformedBytesError(ValueError):
    """Bytes that no compiler writes: `what` names the format, `offset` the byte where reading stopped."""

    def __init__(self, what: str, offset: int, reason: str) -> None:
        super().__init__(f"{what}, byte {offset}: {reason}")
        self.what = what
        self.offset = offset
        self.reason = reason
