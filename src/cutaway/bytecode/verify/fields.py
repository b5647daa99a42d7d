"""What the host keeps in a code object and shows to no Python program, computed from what it does show.

The compiled form of `flow` reads the fields themselves (flow.pxd); this module serves where there is no compiler.
"""

from __future__ import annotations

from types import CodeType

LOCAL, CELL, FREE = 0x20, 0x40, 0x80
"""Kinds of variables: CO_FAST_LOCAL and so on, Include/internal/pycore_code.h."""


def is_whole(code: CodeType) -> bool:
    """Does the code not end inside an instruction?  Where it does, `co_code` writes past the end of its bytes."""
    return True


def kinds_of(code: CodeType) -> bytes:
    """Give the kinds of all variables (co_localspluskinds)."""
    cells, names = set(code.co_cellvars), set(code.co_varnames)
    kinds = [LOCAL | CELL if name in cells else LOCAL for name in code.co_varnames]
    kinds += [CELL for name in code.co_cellvars if name not in names]
    return bytes(kinds + [FREE] * len(code.co_freevars))


def free_count(code: CodeType) -> int:
    """Give the number of free variables."""
    return len(code.co_freevars)
