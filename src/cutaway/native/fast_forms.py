"""Fast forms: the few instructions where CPython's insides pay, each with the text of its part of the loop.

A fast form does what the entry of the same name in the book says, and tests hold it against that entry.  A machine
without them (`install(fast=False)`) runs the book alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FastForm:
    """`text` is Cython for the loop: it ends each way with `continue` (go on) or `break` (failed, or another frame)."""

    text: str

    def arm(self, poll: str) -> str:
        """The form's text, with the polling statement where it asks for one (a line that reads POLL)."""
        lines = []
        for line in self.text.strip("\n").splitlines():
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + each for each in poll.splitlines()] if line.strip() == "POLL" else [line]
        return "\n".join(lines)


FAST_FORMS: dict[str, FastForm] = {}
