"""What an import would find in the cache of one file, and why: for people, without changing anything.

    why("lib/greet.py")   ->   Report("lib/greet.py", "lib/__pycache__/greet.cpython-311.pyc", Verdict.STALE,
                                      "source is 1,204 bytes, cache was made from 1,198", ...)

The answer is that of the importer, from the same rules; and where there is no cache that can be used, it says whether
one can be written.
"""

from __future__ import annotations

import os
import sys
from typing import Any, NamedTuple

from cutaway.base.errors import BytecodeError
from cutaway.cache import slots
from cutaway.cache.digest import content_hash
from cutaway.cache.folders import user_folder
from cutaway.cache.freshness import Knowledge, Source, State, Trust, Verdict, check, header_or_refusal
from cutaway.cache.paths import SUFFIX, CacheLayout, cache_from_source, source_from_cache
from cutaway.cache.reading import load_examined
from cutaway.cache.record_store import RecordStore
from cutaway.cache.source_facts import SourceFacts
from cutaway.cache.store import leads_outside


class Report(NamedTuple):
    """The answer for one file."""

    source: str | None
    """None for a .pyc that stands alone."""
    cache: str
    state: Verdict
    reason: str
    size: int = 0
    """Bytes of the .pyc; 0 where there is none."""
    trust: Trust = Trust.UNKNOWN
    """How much is known of its bytes."""

    def as_json(self) -> dict[str, Any]:
        """Give the report as JSON has it."""
        return self._asdict() | {"state": self.state.value, "trust": self.trust.value}


def why(
    path: str, optimize: int | None = None, *, maker: str | None = None, loader_slots: tuple[str, ...] = ()
) -> Report:
    """Say what an import would find.

    In: a source or a .pyc; the optimisation level (that of this process without it); the maker whose caches are used
    (any without it); the slots of a loader that changes the tree.
    Raises OSError where neither source nor .pyc can be read, ValueError for a .pyc whose name is none of this Python.
    """
    level = sys.flags.optimize if optimize is None else optimize
    layout = CacheLayout(sys.implementation.cache_tag, str(level) if level else "", sys.pycache_prefix)
    folder = user_folder(sys.pycache_prefix)
    if loader_slots and folder is not None:
        layout = layout._replace(prefix=slots.folder_of(loader_slots, folder))
    if path.endswith(SUFFIX):
        try:
            source, cache = source_from_cache(path, layout), path
        except ValueError:
            return _alone(path)
    else:
        source, cache = path, cache_from_source(path, layout)
    records = RecordStore(folder)
    try:
        status = os.stat(source)
    except OSError:
        size = os.stat(cache).st_size
        return Report(source, cache, Verdict.STALE, "source is gone: no import uses this cache", size)
    try:
        cache_time = os.stat(cache).st_mtime_ns
        data = _bytes(cache)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "there is no cache yet" if missing else f"cache cannot be read: {error.strerror}"
        return _unless_unwritable(Report(source, cache, Verdict.MISSING, reason))
    record = records.read(cache)
    transform = content_hash("+".join(loader_slots).encode("utf-8", "surrogateescape")) if loader_slots else bytes(8)
    knowledge = Knowledge(record, cache_time, maker if maker is not None else "", transform)
    if maker is None and record is not None:
        knowledge = knowledge._replace(maker=record.maker)
    facts = SourceFacts.of(status)
    described = Source(int(status.st_mtime), status.st_size, lambda: content_hash(_bytes(source)), facts)
    state = _with_body(check(data, described, "default", knowledge), data)
    report = Report(source, cache, state.verdict, state.reason, len(data), state.trust)
    return report if state.verdict is Verdict.FRESH else _unless_unwritable(report)


def _alone(path: str) -> Report:
    """Look at a .pyc without a source."""
    data = _bytes(path)
    found = header_or_refusal(data)
    state = found if isinstance(found, State) else State(Verdict.FRESH, "by header only: it stands alone", found)
    state = _with_body(state, data)
    return Report(None, path, state.verdict, state.reason, len(data))


def _with_body(state: State, data: bytes) -> State:
    """Examine the bytes of a fresh file that nobody vouches for."""
    if state.verdict is not Verdict.FRESH or state.trust is not Trust.UNKNOWN:
        return state
    try:
        load_examined(data)
    except BytecodeError as refusal:
        return state._replace(verdict=Verdict.CORRUPT, reason=str(refusal))
    return state


def _unless_unwritable(report: Report) -> Report:
    """Say of a cache that cannot be used when it can not be replaced either."""
    obstacle = obstacle_to_writing(report.cache)
    if not obstacle:
        return report
    return report._replace(state=Verdict.UNWRITABLE, reason=f"{report.reason}; and none can be written: {obstacle}")


def obstacle_to_writing(cache_path: str) -> str:
    """Answer why a .pyc cannot be written; empty where it can, as far as that can be seen."""
    folder = os.path.dirname(cache_path) or "."
    if leads_outside(folder):
        return f"{folder} is a link that leads elsewhere"
    while not os.path.lexists(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder) or "."
    if not os.path.isdir(folder):
        return f"{folder} is no folder"
    if not os.access(folder, os.W_OK | os.X_OK):
        status = os.stat(folder)
        owner = f"belongs to user {status.st_uid}, this is user {os.geteuid()}"
        return f"{folder} has mode {status.st_mode & 0o7777:o} and {owner}"
    disk = os.statvfs(folder)
    if disk.f_flag & os.ST_RDONLY:
        return f"{folder} is on a file system that is mounted read-only"
    return "the disk is full" if disk.f_blocks and disk.f_bavail == 0 else ""


def _bytes(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()
