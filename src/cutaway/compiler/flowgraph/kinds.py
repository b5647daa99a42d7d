"""What sorts of instructions the passes tell apart, as sets of ids."""

from __future__ import annotations

from typing import Final

from cutaway.bytecode.opcodes import (
    FOR_ITER,
    JUMP,
    JUMP_IF_FALSE_OR_POP,
    JUMP_IF_TRUE_OR_POP,
    JUMP_NO_INTERRUPT,
    POP_JUMP_IF_FALSE,
    POP_JUMP_IF_NONE,
    POP_JUMP_IF_NOT_NONE,
    POP_JUMP_IF_TRUE,
    RAISE_VARARGS,
    RERAISE,
    RETURN_VALUE,
    SEND,
    SETUP_CLEANUP,
    SETUP_FINALLY,
    SETUP_WITH,
)

ALWAYS_JUMPS: Final = frozenset([JUMP, JUMP_NO_INTERRUPT])
JUMPS: Final = ALWAYS_JUMPS | frozenset(
    [
        POP_JUMP_IF_FALSE,
        POP_JUMP_IF_TRUE,
        POP_JUMP_IF_NONE,
        POP_JUMP_IF_NOT_NONE,
        JUMP_IF_FALSE_OR_POP,
        JUMP_IF_TRUE_OR_POP,
        FOR_ITER,
        SEND,
    ]
)
"""Instructions that leave their block for `target`; always the last one of it."""

BLOCK_PUSHES: Final = frozenset([SETUP_FINALLY, SETUP_CLEANUP, SETUP_WITH])
"""Pseudo instructions that begin a guarded stretch; `target` is the handler."""

LEAVES_CODE: Final = frozenset([RETURN_VALUE, RAISE_VARARGS, RERAISE])
"""Instructions after which this code object runs no more, or a handler does."""

ENDS_BLOCK: Final = JUMPS | LEAVES_CODE
