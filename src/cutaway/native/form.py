"""A fast form: the text of an instruction's part of the loop, written by hand because CPython's insides pay there.

In the loop `sp` is the stack pointer, `word` the instruction, `following` the next one's number.  A form's text ends
each way with `continue` (go on) or `break` (failed, or another frame).
"""

from __future__ import annotations

from dataclasses import dataclass

NEXT = "pc = following\ncontinue\n"


@dataclass(frozen=True, slots=True)
class FastForm:
    """One form; a line that reads POLL stands for the look at signals, threads and pending calls."""

    text: str

    def arm(self, poll: str) -> str:
        """The form's text with that look written out."""
        lines = []
        for line in self.text.strip("\n").splitlines():
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + each for each in poll.splitlines()] if line.strip() == "POLL" else [line]
        return "\n".join(lines)


def one_result(start: str, inputs: str, result: str) -> FastForm:
    """Put a new reference in the place of the inputs, which lie from `start`; NULL: an exception."""
    return FastForm(f"if unlikely(settle({start}, {inputs}, {result}) < 0):\n    break\nsp = {start} + 1\n{NEXT}")


def effect_alone(start: str, inputs: str, effect: str) -> FastForm:
    """Do something, -1 being an exception, and drop the inputs, which lie from `start`."""
    return FastForm(f"if unlikely(finish({start}, {inputs}, {effect}) < 0):\n    break\nsp = {start}\n{NEXT}")
