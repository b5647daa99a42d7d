"""Put a .pyc and its record on disk, so that they are right whoever writes beside us and wherever we are stopped.

    keep(records, Paper(record, data), "/lib/a.py", "/lib/__pycache__/a.cpython-311.pyc")   ->   WRITTEN

1. one writer at a time, as long as it lasts                       record_store
2. the source is still as it was when it was read, or nothing is written
3. the record, then the .pyc: a .pyc of ours is never without the record that was meant for it.  Whoever reads between
   the two finds a record with the digest of another file, which is a miss

Each file appears in one step (`store`).  What cannot be written is no error: the answer says why.
"""

from __future__ import annotations

from os import stat
from time import time_ns
from typing import Final, NamedTuple

from cutaway.cache import store
from cutaway.cache.record import Record
from cutaway.cache.record_store import RecordStore
from cutaway.cache.source_facts import SourceFacts


class Outcome(NamedTuple):
    """What came of it."""

    written: bool
    problem: str = ""
    """Why it was not written."""
    unwritable: bool = False
    """It can not be written at all; otherwise the next time may do."""


class Paper(NamedTuple):
    """What is to be kept."""

    record: Record
    data: bytes
    """The whole .pyc."""
    definitions: bytes = b""
    """The index of definitions, for the record."""
    before: bytes = b""
    """The .pyc that is there: equal bytes are not written again."""


WRITTEN: Final = Outcome(True)
_BUSY: Final = Outcome(False, "another process is writing")
_CHANGED: Final = Outcome(False, "the source was changed since it was read")


def keep(records: RecordStore, paper: Paper, source_path: str, cache_path: str) -> Outcome:
    """Write a record and its .pyc.  Out: what came of it; raises nothing for what the disk refuses."""
    record = paper.record
    with records.locked(record.pyc) as free:
        if not free:
            return _BUSY
        try:
            if SourceFacts.of(stat(source_path)) != record.facts:
                return _CHANGED
        except OSError:
            return _CHANGED
        store.sweep(cache_path)
        recorded = records.write(record._replace(written_at=time_ns()), paper.definitions)
        if paper.data == paper.before:
            return WRITTEN
        problem = write_cache(source_path, cache_path, paper.data)
        if problem and recorded:
            records.forget(record.pyc)
        return Outcome(not problem, problem, bool(problem))


def write_cache(source_path: str, cache_path: str, data: bytes) -> str:
    """Write a .pyc with the permissions of its source.  Out: empty, or why that cannot be done."""
    folder = cache_path.rpartition("/")[0]
    if store.leads_outside(folder):
        return f"could not create {cache_path!r}: {folder!r} is a link that leads elsewhere"
    try:
        store.make_folder(folder)
    except OSError as error:
        return f"could not create {error.filename!r}: {error!r}"
    try:
        store.write_atomic(cache_path, data, store.mode_from(source_path))
    except OSError as error:
        return f"could not create {cache_path!r}: {error!r}"
    return ""
