"""Errors of ours, told apart from every error of the guest.

    raise MachineBug("flow graph", "jump target has no block", instruction="JUMP_BACKWARD", position="app.py:3")

A guest program's exception is an ordinary exception and is none of these.  A `CutawayError` is for the person at the
command line or the author of an embedding program; a `MachineBug` is a mistake of ours and is never swallowed.
"""

from __future__ import annotations

REPORT_TO = "https://github.com/cutaway-python/cutaway/issues"


class CutawayError(Exception):
    """Something the person can put right; the text says what is wrong and what cures it."""


class BytecodeError(CutawayError):
    """A code object or a .pyc file that no machine should run.  `offset` is the byte where reading stopped, if any."""

    def __init__(self, reason: str, offset: int | None = None) -> None:
        """In: why the bytes were refused, and where."""
        super().__init__(reason if offset is None else f"{reason} (at byte {offset})")
        self.reason = reason
        self.offset = offset


class BudgetExceeded(CutawayError):
    """A guest was over one of its budgets.  The guest itself never sees this."""

    def __init__(
        self, budget: str, instructions: int, position: tuple[str, int, str, int] | None, bound: str = ""
    ) -> None:
        """In: "instructions", "memory", "time" or "depth"; the instructions carried out; where; the bound as text.

        The position is (file, line, function, offset of the instruction in its code), None where no guest code ran.
        """
        where = ""
        if position is not None:
            where = f", in {position[2]} ({position[0]}:{position[1]}, offset {position[3]})"
        bound = f" of {bound}" if bound else ""
        super().__init__(f"the budget{bound} for {budget} is used up after {instructions:,} instructions{where}")
        self.budget = budget
        self.instructions = instructions
        self.position = position


class MachineBug(BaseException):
    """A mistake of ours: the stage, the instruction and the position at which an invariant did not hold.

    Not an `Exception`: a guest that catches those must not catch our mistakes.
    """

    def __init__(
        self, stage: str, problem: str, *, instruction: str | None = None, position: str | None = None
    ) -> None:
        """In: the stage (as in `cutaway.pipeline`), what is wrong, and where it was met."""
        super().__init__(problem)
        self.stage = stage
        self.problem = problem
        self.instruction = instruction
        self.position = position

    def __str__(self) -> str:
        """Answer the whole report, so that it is complete wherever it is printed."""
        lines = [f"cutaway: internal error in {self.stage}: {self.problem}"]
        if self.instruction is not None:
            lines.append(f"  instruction: {self.instruction}")
        if self.position is not None:
            lines.append(f"  position: {self.position}")
        lines.append(f"  This is a mistake of Cutaway, not of your program.  Please report it: {REPORT_TO}")
        return "\n".join(lines)
