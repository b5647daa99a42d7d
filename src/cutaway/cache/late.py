"""Parts of the cache that most runs of a program never need: loaded when they are first called for.

    late.check(data, HEADER_SIZE)      marshal_bounds.check: bytes that nobody vouches for
    late.dumps(code)                   marshal_write.dumps
    late.keep(records, record, ...)    keeping.keep: a .pyc and its record are written

What was loaded once is asked for no more: these functions are called where an import statement would come to us again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cutaway.cache.keeping import Outcome
    from cutaway.cache.record import Record
    from cutaway.cache.record_store import RecordStore

_bounds: Any = None
_writing: Any = None
_keeping: Any = None


def check(data: bytes, start: int) -> None:
    """Look whether bytes may be given to `marshal.loads`.  Raises MalformedMarshalError."""
    (_bounds or _load_bounds()).check(data, start)


def dumps(value: object) -> bytes:
    """Write an object as marshal data.  Raises what marshal_write.dumps raises."""
    data: bytes = (_writing or _load_writing()).dumps(value)
    return data


def keep(
    records: RecordStore, record: Record, data: bytes, definitions: bytes, before: bytes, source: str, cache: str
) -> Outcome:
    """Write a .pyc and its record.

    In: the records; the record, the .pyc's bytes, the index of its definitions, the .pyc that is there; the paths of
    source and .pyc.  Out: what came of it.
    """
    keeping = _keeping or _load_keeping()
    outcome: Outcome = keeping.keep(records, keeping.Paper(record, data, definitions, before), source, cache)
    return outcome


def load_all() -> None:
    """Load all of them now."""
    _load_bounds()
    _load_writing()
    _load_keeping()


def _load_bounds() -> Any:
    global _bounds
    from cutaway.cache import marshal_bounds as _bounds

    return _bounds


def _load_writing() -> Any:
    global _writing
    from cutaway.cache import marshal_write as _writing

    return _writing


def _load_keeping() -> Any:
    global _keeping
    from cutaway.cache import keeping as _keeping

    return _keeping
