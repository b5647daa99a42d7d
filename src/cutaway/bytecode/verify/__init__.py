"""The verifier: is a code object that nobody vouches for safe to run?

    verify(code)        None, or RejectedCodeError: the code object, the place, the instruction, the rule, the reason

As a JVM checks class files: jumps, stack depths, operands, tables and the kind of each stack item on which an
instruction relies are checked before the first instruction runs.  What then runs may raise anything, and never crashes
the process.

rules    the rules, each with a name          kinds    what a stack slot may hold
tables   the instruction book as numbers      layout   a code object's instructions and tables, in a row
flow     all ways through it                  fields   what the host shows to no Python program
"""

from __future__ import annotations

from types import CodeType
from typing import TYPE_CHECKING

from cutaway.bytecode.verify.rules import RULES, RejectedCodeError

if TYPE_CHECKING:
    from cutaway.bytecode.verify.flow import Flow

__all__ = ["RULES", "RejectedCodeError", "verify"]

LARGE = 1 << 20
"""Stack items beyond which a Flow's arrays are not kept for the next code object."""

_spare: list[Flow] = []


def verify(code: CodeType, *, alone: bool = False) -> None:
    """Check a code object and, unless it is to be checked alone, those among its constants, wherever they nest.

    Raises RejectedCodeError.
    """
    flow = _spare.pop() if _spare else _new_flow()
    size = flow.check_alone(code) if alone else flow.check_all(code)
    if size < LARGE:
        _spare.append(flow)


def load_now() -> None:
    """Load the verifier before a hand-over, when its compiled half can still be had (launcher/private_imports.py)."""
    if not _spare:
        _spare.append(_new_flow())


def _new_flow() -> Flow:
    """Load the verifier itself, which a start that finds every file vouched for does without."""
    from cutaway.bytecode.targets import current
    from cutaway.bytecode.verify.flow import Flow
    from cutaway.bytecode.verify.tables import tables_of

    return Flow(tables_of(current()), current())
