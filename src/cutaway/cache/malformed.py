"""The one way in which whoever reads marshal data refuses it; a module of its own, because reading is seldom needed."""

from __future__ import annotations

from cutaway.base.errors import BytecodeError


class MalformedMarshalError(BytecodeError):
    """Bytes that are no marshal data of this Python; `offset` is the byte where reading stopped."""

    def __init__(self, reason: str, offset: int | None) -> None:
        """In: what is wrong, and where, as far as that is known."""
        super().__init__(f"marshal: {reason}", offset)
