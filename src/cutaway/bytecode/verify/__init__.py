"""The verifier: is a code object that nobody vouches for safe to run?

    verify(code)        None, or RejectedCodeError: the code object, the place, the instruction, the rule, the reason
    vouch(code)         the engine is to take it as it is: our compiler made it, or it comes from a valid cache

As a JVM checks class files: jumps, stack depths, operands, tables and the kind of each stack item on which an
instruction relies are checked before the first instruction runs.  What then runs may raise anything, and never crashes
the process.

rules    the rules, each with a name          kinds    what a stack slot may hold
tables   the instruction book as numbers      layout   a code object's instructions and tables, in a row
flow     all ways through it                  fields   what the host shows to no Python program
trust    for which code it is not asked
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from cutaway.bytecode.verify.trust import vouch, vouching_marks_by

__all__ = ["verify", "verify_alone", "vouch", "vouching_marks_by"]


_flow: Any = None
"""The verifier itself, which is loaded when the first code comes that nobody vouches for: few programs have any."""


def _loaded() -> Any:
    global _flow
    from cutaway.bytecode.verify import flow

    _flow = flow
    return flow


def verify(code: CodeType) -> None:
    """Check a code object and those among its constants, wherever they nest.  Raises RejectedCodeError."""
    (_flow or _loaded()).verify(code)


def verify_alone(code: CodeType) -> None:
    """Check a code object; those among its constants are checked before they run.  Raises RejectedCodeError."""
    (_flow or _loaded()).verify_alone(code)
