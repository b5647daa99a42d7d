"""One line of the report of `cutaway doctor`."""

from __future__ import annotations

from typing import NamedTuple

GOOD, NOTE, BAD = "ok", "note", "problem"


class Finding(NamedTuple):
    """One line of the report."""

    subject: str
    state: str
    """GOOD, NOTE or BAD."""
    text: str
    cure: str = ""
    """What to do about it."""
