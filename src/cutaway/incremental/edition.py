"""One version of a source as it was compiled: what the next, smaller compile starts from."""

from __future__ import annotations

from typing import NamedTuple

from cutaway.incremental.outline import Outline


class Edition(NamedTuple):
    """One version of a source, as compiled."""

    outline: Outline
    code: bytes
    """The module's code object, as `marshal_write` writes it."""
    flags: int
    """CO_FUTURE_* of its future statements."""
    futures: int
    """How many statements stand up to the last future statement, that included."""
    rows: list[bytes]
    """The module's own statements as the index keeps them (`index_bytes.row_of`), in order."""
