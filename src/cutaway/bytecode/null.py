"""NULL, the stack slot with nothing in it, as the instruction book, the engines and the printers say it."""

from __future__ import annotations


class Null:
    """The type of NULL."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NULL"


NULL = Null()
