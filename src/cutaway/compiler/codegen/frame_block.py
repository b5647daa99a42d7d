"""Frame blocks: the statements around a point whose clean-up must run when control leaves them early.

    try: ... finally: ...     a FINALLY_TRY block; `return` inside emits the finally body before it returns

Not to be confused with flowgraph.blocks.Block.  The counterpart is `struct fblockinfo` in Python/compile.c.
Unwinding itself is in unwinding.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from cutaway.compiler.flowgraph.blocks import Block


class FrameBlockKind(IntEnum):
    """What sort of statement, or part of one, a frame block stands for."""

    WHILE_LOOP = 0
    FOR_LOOP = 1
    TRY_EXCEPT = 2
    FINALLY_TRY = 3
    FINALLY_END = 4
    WITH = 5
    ASYNC_WITH = 6
    HANDLER_CLEANUP = 7
    POP_VALUE = 8
    EXCEPTION_HANDLER = 9
    EXCEPTION_GROUP_HANDLER = 10
    ASYNC_COMPREHENSION = 11


@dataclass(frozen=True, slots=True, eq=False)
class FrameBlock:
    """One statement to clean up after.

    `start` is where `continue` goes, `exit` where `break` goes; `datum` is what unwinding needs besides: the finally
    body, the `with` statement's node, or the name that `except ... as name` binds.
    """

    kind: FrameBlockKind
    start: Block | None = None
    exit: Block | None = None
    datum: Any = None
