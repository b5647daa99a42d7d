"""May this .pyc be used for this source?  And if not, why.

    check(data, Source(mtime=1700000000, size=1204, read_hash=...))
        ->  State(Verdict.FRESH, "by header only: ...")
        ->  State(Verdict.STALE, "source is 1,204 bytes, cache was made from 1,198")

With our record of the file the answer is exact: nanoseconds, the inode, and where these leave a doubt, the content.
Without one it is CPython's, from the header, but for an edit in the second that the header tells of, which is found by
the nanoseconds of both files.

Rules: _classify_pyc, _validate_timestamp_pyc, _validate_hash_pyc and SourceLoader.get_code in
Lib/importlib/_bootstrap_external.py; PEP 552.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from time import gmtime, strftime
from typing import Literal, NamedTuple

from cutaway.cache.digest import NO_HASH, content_hash
from cutaway.cache.header import HEADER_SIZE, PycHeader, read_header
from cutaway.cache.magic import MAGIC
from cutaway.cache.malformed import ForeignFileError, ShortFileError, UnknownFlagsError
from cutaway.cache.record import Record
from cutaway.cache.source_facts import SECOND, SourceFacts, may_hide_an_edit

HashPolicy = Literal["default", "always", "never"]
"""python's `--check-hash-based-pycs`."""


class Verdict(Enum):
    """What was found; the values are the words of `cutaway cache why`."""

    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"
    CORRUPT = "corrupt"
    FOREIGN = "foreign"
    """Another program's file, or another Python's."""
    UNWRITABLE = "unwritable"
    """None that may be used, and none can be written."""


class Trust(Enum):
    """How much is known of the bytes of a fresh file."""

    UNKNOWN = "unknown"
    """They must be examined before they are loaded."""
    EXAMINED = "examined"
    """They are those that were examined once."""
    OURS = "ours"
    """They are those that our compiler made."""


class Source(NamedTuple):
    """What is known of the source."""

    mtime: int
    size: int | None
    """None where the loader does not know it."""
    read_hash: Callable[[], bytes]
    """Reads the source and gives its hash; called only where header or record ask for it."""
    facts: SourceFacts | None = None
    """None where the loader is not one of files."""


class Knowledge(NamedTuple):
    """What is known of the .pyc besides its bytes."""

    record: Record | None = None
    mtime_ns: int | None = None
    """The time of the .pyc file itself, asked for before it was read: a later one may be that of the file after it."""
    maker: str = ""
    """Who we are: what a record of ours must name."""
    transform: bytes = NO_HASH
    """What changes the tree in this run."""


class State(NamedTuple):
    """The answer."""

    verdict: Verdict
    reason: str
    """Why, with the two values that disagree."""
    header: PycHeader | None = None
    trust: Trust = Trust.UNKNOWN
    renew: bool = False
    """The file is right, but header or record describe the source as it was: they are worth writing again."""


NOTHING_KNOWN = Knowledge()


def check(
    data: bytes, source: Source, hash_policy: HashPolicy = "default", knowledge: Knowledge = NOTHING_KNOWN
) -> State:
    """Compare a .pyc with a source.

    In: the file's bytes.  Out: the state; raises only what reading the source raises.
    """
    header = header_or_refusal(data)
    if isinstance(header, State):
        return header
    record = knowledge.record
    trust = Trust.UNKNOWN
    if record is not None:
        digest = content_hash(memoryview(data)[HEADER_SIZE:])
        if digest == record.digest:
            trust = Trust.OURS if record.made_here else Trust.EXAMINED
        elif data[:HEADER_SIZE] == record.header:
            hashes = f"digest is {digest.hex()}, it was written with {record.digest.hex()}"
            return State(Verdict.CORRUPT, hashes, header)
        elif not _is_later(knowledge.mtime_ns, record):
            return State(Verdict.STALE, "it is older than the record of the one that was to replace it", header)
        # Otherwise someone else has written another file since: the record says nothing of it.
    if trust is Trust.OURS and record is not None:
        if record.maker != knowledge.maker:
            return State(Verdict.STALE, f"made by {record.maker}, this is {knowledge.maker}", header)
        if record.transform != knowledge.transform:
            return State(Verdict.STALE, "made while another import hook changed the tree", header)
    if header.kind != "timestamp":
        reason = _hash_differs(header, source, hash_policy)
        return State(Verdict.STALE if reason else Verdict.FRESH, reason or _how_by_hash(header), header, trust)
    if trust is Trust.OURS and record is not None and source.facts is not None and record.content != NO_HASH:
        return _by_record(header, record, source, source.facts)
    reason = _time_differs(header, source)
    if not reason and source.facts is not None and not (record and trust is Trust.EXAMINED and _same(record, source)):
        reason = _edited_since(source.facts, knowledge.mtime_ns)
    return State(
        Verdict.STALE if reason else Verdict.FRESH, reason or "by header only: same time and size", header, trust
    )


def header_or_refusal(data: bytes) -> PycHeader | State:
    """Read a file's header; or answer the state of a file that cannot be a .pyc of this Python, whatever its source."""
    if MAGIC.startswith(data[: len(MAGIC)]) and len(data) < len(MAGIC):
        found = f"only {len(data)} bytes are there" if data else "the file is empty"
        return State(Verdict.CORRUPT, f"{found}, a header has {HEADER_SIZE}")
    try:
        return read_header(data)
    except ForeignFileError as refusal:
        return State(Verdict.FOREIGN, refusal.reason)
    except (ShortFileError, UnknownFlagsError) as refusal:
        return State(Verdict.CORRUPT, str(refusal))


def _is_later(pyc_mtime_ns: int | None, record: Record) -> bool:
    """Answer whether a .pyc was written after the record of another one.

    If not, a writer of ours is between the two (or was ended there): the header may fit a source that it was not made
    from, as all headers of sources with one time and size do.
    """
    return pyc_mtime_ns is not None and pyc_mtime_ns > record.written_at


def _same(record: Record, source: Source) -> bool:
    return record.facts == source.facts


def _by_record(header: PycHeader, record: Record, source: Source, facts: SourceFacts) -> State:
    """Compare with what the record says of the source: by what `stat` tells, and in doubt by content."""
    before = record.facts
    if facts.size != before.size:
        return State(Verdict.STALE, _sizes(facts.size, before.size), header)
    if facts == before and not may_hide_an_edit(before, record.read_at):
        return State(Verdict.FRESH, "same time, size and digest as recorded", header, Trust.OURS)
    found = source.read_hash()
    if found == record.content:
        if facts.mtime_ns != before.mtime_ns:
            why = f"{_times(facts.mtime_ns, before.mtime_ns)}, but the content is the same"
        elif facts != before:
            why = "source was replaced or touched, but its content is the same"
        else:
            why = "source was just written when the cache was made; its content is the same"
        return State(Verdict.FRESH, why, header, Trust.OURS, renew=True)
    if facts.mtime_ns != before.mtime_ns:
        return State(Verdict.STALE, _times(facts.mtime_ns, before.mtime_ns), header)
    hashes = f"source's content has the hash {found.hex()}, cache was made from {record.content.hex()}"
    return State(Verdict.STALE, f"{hashes}; time and size are the same", header)


def _time_differs(header: PycHeader, source: Source) -> str:
    if source.size is not None and header.size != source.size & 0xFFFFFFFF:
        return _sizes(source.size & 0xFFFFFFFF, header.size)
    if header.mtime != source.mtime & 0xFFFFFFFF:
        return _times((source.mtime & 0xFFFFFFFF) * SECOND, header.mtime * SECOND)
    return ""


def _edited_since(facts: SourceFacts, pyc_mtime_ns: int | None) -> str:
    """Find an edit in the second of which the header tells: the cache is then older than the source."""
    if pyc_mtime_ns is None or pyc_mtime_ns >= facts.mtime_ns or facts.mtime_ns // SECOND != pyc_mtime_ns // SECOND:
        return ""
    return f"source is of {moment(facts.mtime_ns)}, cache was written at {moment(pyc_mtime_ns)}"


def _hash_differs(header: PycHeader, source: Source, policy: HashPolicy) -> str:
    if policy == "never" or (header.kind == "unchecked-hash" and policy != "always"):
        return ""
    found = source.read_hash()
    if found != header.source_hash:
        return f"source's content has the hash {found.hex()}, cache was made from {header.source_hash.hex()}"
    return ""


def _how_by_hash(header: PycHeader) -> str:
    return "by header only: made to be used unchecked" if header.kind == "unchecked-hash" else "same content, by header"


def _sizes(now: int, before: int) -> str:
    return f"source is {now:,} bytes, cache was made from {before:,}"


def _times(now: int, before: int) -> str:
    return f"source is of {moment(now)}, cache was made from one of {moment(before)}"


def moment(nanoseconds: int) -> str:
    """Write a time as people read it, with as much of the second as there is."""
    seconds, rest = divmod(nanoseconds, SECOND)
    fraction = f".{rest:09}" if rest else ""
    return f"{strftime('%Y-%m-%d %H:%M:%S', gmtime(seconds))}{fraction} UTC"
