"""Code that need not be verified, because we know who made it.

    vouching_marks_by(native.vouch)      an engine says how it takes note; without one nothing needs to be noted
    vouch(code)                          our compiler made this code object, or it comes from a valid cache

Who vouches does so for the code objects among the constants too.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

_mark: Callable[[CodeType], None] | None = None


def vouching_marks_by(mark: Callable[[CodeType], None]) -> None:
    """Let an engine take note of the code objects that are vouched for.  In: how."""
    global _mark
    _mark = mark


def vouch(code: CodeType) -> None:
    """Say of a code object that it need not be verified."""
    if _mark is not None:
        _mark(code)
