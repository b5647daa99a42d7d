"""With a record of the file: what the header cannot tell."""

from __future__ import annotations

import pytest

from cutaway.cache.digest import content_hash
from cutaway.cache.freshness import Knowledge, Source, State, Trust, Verdict, check
from cutaway.cache.header import PycHeader
from cutaway.cache.record import Record
from cutaway.cache.source_facts import SECOND, SourceFacts

NOW = 1_700_000_000 * SECOND + 123_456_789
FACTS = SourceFacts(NOW, NOW, 7, 6)
HEADER = PycHeader.of_timestamp(NOW // SECOND, 6)
DATA = HEADER.to_bytes() + b"body"
TEXT = b"x = 1\n"
RECORD = Record(
    "/a.pyc",
    HEADER.to_bytes(),
    content_hash(b"body"),
    FACTS,
    content_hash(TEXT),
    read_at=NOW + SECOND,
    maker="us",
    written_at=NOW + 2 * SECOND,
)


def unread() -> bytes:
    """Stand for a source that must not be read."""
    raise AssertionError("the source was read")


def compared(
    data: bytes = DATA,
    facts: SourceFacts = FACTS,
    record: Record = RECORD,
    text: bytes | None = None,
    pyc_time: int = NOW + 3 * SECOND,
) -> State:
    """Compare; without a text the source must not be read."""
    read = unread if text is None else lambda: content_hash(text)
    source = Source(facts.mtime_ns // SECOND, facts.size, read, facts)
    return check(data, source, "default", Knowledge(record, pyc_time, "us"))


def test_nothing_is_read_where_stat_is_enough() -> None:
    state = compared()
    assert state[:2] == (Verdict.FRESH, "same time, size and digest as recorded")
    assert state.trust is Trust.OURS
    assert not state.renew


@pytest.mark.parametrize(
    "facts",
    [
        FACTS._replace(mtime_ns=NOW + 1),
        FACTS._replace(ctime_ns=NOW + 1),
        FACTS._replace(inode=8),
        FACTS._replace(mtime_ns=315_532_800 * SECOND),
    ],
)
def test_in_doubt_the_content_decides(facts: SourceFacts) -> None:
    same = compared(facts=facts, text=TEXT)
    assert (same.verdict, same.renew, same.trust) == (Verdict.FRESH, True, Trust.OURS)
    assert same.reason.endswith("content is the same")
    other = compared(facts=facts, text=b"x = 2\n")
    assert other.verdict is Verdict.STALE


def test_a_source_younger_than_the_clock_can_tell() -> None:
    young = RECORD._replace(read_at=NOW + 1)
    assert compared(record=young, text=TEXT).reason == (
        "source was just written when the cache was made; its content is the same"
    )
    assert compared(record=young, text=b"x = 2\n").verdict is Verdict.STALE


def test_another_size_needs_no_reading() -> None:
    assert compared(facts=FACTS._replace(size=1204)).reason == "source is 1,204 bytes, cache was made from 6"


def test_damage() -> None:
    state = compared(HEADER.to_bytes() + b"Body")
    assert state.verdict is Verdict.CORRUPT
    assert content_hash(b"Body").hex() in state.reason
    assert content_hash(b"body").hex() in state.reason


def test_a_damaged_header_over_the_right_bytes() -> None:
    state = compared(PycHeader.of_timestamp(5, 6).to_bytes() + b"body")
    assert (state.verdict, state.trust) == (Verdict.FRESH, Trust.OURS)


def test_another_writer_came_later() -> None:
    theirs = PycHeader.of_timestamp(NOW // SECOND, 8).to_bytes() + b"theirs"
    state = compared(theirs, FACTS._replace(size=8))
    assert (state.verdict, state.trust) == (Verdict.FRESH, Trust.UNKNOWN)
    assert state.reason.startswith("by header only")


def test_a_writer_that_did_not_get_to_the_end() -> None:
    """Its record is there and the old .pyc, whose header fits."""
    old = PycHeader.of_timestamp(NOW // SECOND, 8).to_bytes() + b"theirs"
    state = compared(old, FACTS._replace(size=8), pyc_time=NOW + SECOND)
    assert state[:2] == (Verdict.STALE, "it is older than the record of the one that was to replace it")


def test_bytes_that_were_examined() -> None:
    examined = RECORD._replace(made_here=False, content=bytes(8))
    state = compared(record=examined)
    assert (state.verdict, state.trust) == (Verdict.FRESH, Trust.EXAMINED)
    assert compared(record=examined, facts=FACTS._replace(size=9)).verdict is Verdict.STALE
    within = FACTS._replace(mtime_ns=NOW + 5)
    assert compared(record=examined, facts=within, pyc_time=NOW + 2).verdict is Verdict.STALE


def test_who_made_it() -> None:
    assert compared(record=RECORD._replace(maker="them")).reason == "made by them, this is us"
    assert compared(record=RECORD._replace(transform=b"8 bytes!")).verdict is Verdict.STALE
