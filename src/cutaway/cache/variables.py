"""The variables of a code object as `.pyc` files hold them: one name and one kind byte each.

    def f(a, b): return lambda: (a, f)         variables_of(f.__code__)  ->  (("b"...

`types.CodeType` takes and shows three tuples (locals, cells, free variables); the file has one list, in which an
argument that is also a cell stands once.  Source: compute_localsplus_info in Python/compile.c.
"""

from __future__ import annotations

from types import CodeType

from cutaway.cache.marshal_kinds import FAST_CELL, FAST_FREE, FAST_LOCAL


def variables_of(code: CodeType) -> tuple[tuple[str, ...], bytes]:
    """Join a code object's variables.  Out: their names, and a kind byte for each."""
    names, cells, free = code.co_varnames, code.co_cellvars, code.co_freevars
    if not cells:
        return names + free, bytes([FAST_LOCAL]) * len(names) + bytes([FAST_FREE]) * len(free)
    plain_cells = tuple([name for name in cells if name not in names])
    kinds = [FAST_LOCAL | FAST_CELL if name in cells else FAST_LOCAL for name in names]
    kinds += [FAST_CELL] * len(plain_cells)
    kinds += [FAST_FREE] * len(free)
    return names + plain_cells + free, bytes(kinds)


def split_variables(names: tuple[str, ...], kinds: bytes) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Take the joined list apart.  Out: locals, cells, free variables, as `types.CodeType` takes them."""
    return (
        tuple([name for name, kind in zip(names, kinds, strict=True) if kind & FAST_LOCAL]),
        tuple([name for name, kind in zip(names, kinds, strict=True) if kind & FAST_CELL]),
        tuple([name for name, kind in zip(names, kinds, strict=True) if kind & FAST_FREE]),
    )
