"""May this .pyc be used for this source?  And if not, why.

    check(data, Source(mtime=1700000000, size=512, read_hash=...))
        ->  State(Verdict.FRESH, "")
        ->  State(Verdict.STALE, "the source is of 1700000005, the .pyc was made from one of 1700000000")

Rules: _classify_pyc, _validate_timestamp_pyc, _validate_hash_pyc and SourceLoader.get_code in
Lib/importlib/_bootstrap_external.py; PEP 552.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Literal, NamedTuple

from cutaway.cache.header import ForeignFileError, PycHeader, ShortFileError, UnknownFlagsError, read_header

HashPolicy = Literal["default", "always", "never"]
"""python's `--check-hash-based-pycs`."""


class Verdict(Enum):
    """What was found."""

    FRESH = "fresh"
    STALE = "stale"
    FOREIGN = "foreign"
    """Another program's file, or another Python's."""
    DAMAGED = "damaged"


class Source(NamedTuple):
    """What is known of the source."""

    mtime: int
    size: int | None
    """None where the loader does not know it."""
    read_hash: Callable[[], bytes]
    """Reads the source and gives its hash; called only where the header asks for it."""


class State(NamedTuple):
    """The answer."""

    verdict: Verdict
    reason: str
    """Why not, with the two values that disagree; empty where the file is fresh."""
    header: PycHeader | None = None


def check(data: bytes, source: Source, hash_policy: HashPolicy = "default") -> State:
    """Compare a .pyc's header with a source.

    In: the file's bytes.  Out: the state; raises only what reading the source raises.
    """
    try:
        header = read_header(data)
    except ForeignFileError as refusal:
        return State(Verdict.FOREIGN, refusal.reason)
    except (ShortFileError, UnknownFlagsError) as refusal:
        return State(Verdict.DAMAGED, str(refusal))
    reason = _hash_differs(header, source, hash_policy) if header.kind != "timestamp" else _time_differs(header, source)
    return State(Verdict.STALE if reason else Verdict.FRESH, reason, header)


def _time_differs(header: PycHeader, source: Source) -> str:
    if header.mtime != source.mtime & 0xFFFFFFFF:
        return f"the source is of {source.mtime & 0xFFFFFFFF}, the .pyc was made from one of {header.mtime}"
    if source.size is not None and header.size != source.size & 0xFFFFFFFF:
        return f"the source has {source.size} bytes, the .pyc was made from {header.size}"
    return ""


def _hash_differs(header: PycHeader, source: Source, policy: HashPolicy) -> str:
    if policy == "never" or (header.kind == "unchecked-hash" and policy != "always"):
        return ""
    found = source.read_hash()
    if found != header.source_hash:
        return f"the source's hash is {found.hex()}, the .pyc was made from {header.source_hash.hex()}"
    return ""
