"""May a file be used, and if not, why."""

from __future__ import annotations

import pytest

from cutaway.cache.freshness import HashPolicy, Source, Verdict, check
from cutaway.cache.header import PycHeader
from cutaway.cache.magic import MAGIC

HASH = b"12345678"


def unread() -> bytes:
    """Stand for a source that must not be read."""
    raise AssertionError("the source was read")


def test_timestamps() -> None:
    data = PycHeader.of_timestamp(1000, 20).to_bytes()
    assert check(data, Source(1000, 20, unread)).verdict is Verdict.FRESH
    assert check(data, Source(1000 + 2**32, None, unread)).verdict is Verdict.FRESH
    stale = check(data, Source(1005, 20, unread))
    assert stale.verdict is Verdict.STALE
    assert stale.reason == "source is of 1970-01-01 00:16:45 UTC, cache was made from one of 1970-01-01 00:16:40 UTC"
    stale = check(data, Source(1000, 21, unread))
    assert stale.verdict is Verdict.STALE
    assert stale.reason == "source is 21 bytes, cache was made from 20"


@pytest.mark.parametrize("policy", ["default", "always", "never"])
@pytest.mark.parametrize("checked", [True, False])
def test_hashes(policy: HashPolicy, checked: bool) -> None:
    data = PycHeader.of_hash(HASH, checked=checked).to_bytes()
    looks = policy == "always" or (policy == "default" and checked)
    assert check(data, Source(0, None, (lambda: HASH) if looks else unread), policy).verdict is Verdict.FRESH
    state = check(data, Source(0, None, lambda: b"87654321"), policy)
    assert state.verdict is (Verdict.STALE if looks else Verdict.FRESH)
    if looks:
        assert HASH.hex() in state.reason
        assert b"87654321".hex() in state.reason


def test_other_files() -> None:
    source = Source(0, 0, unread)
    java = check(b"\xca\xfe\xba\xbe" + bytes(20), source)
    assert java.verdict is Verdict.FOREIGN
    assert "Java class file" in java.reason
    older = check((3425).to_bytes(2, "little") + b"\r\n" + bytes(12), source)
    assert older.verdict is Verdict.FOREIGN
    assert older.reason == "made by cpython-39, this is cpython-311"
    for data in (MAGIC, MAGIC + b"\x08" + bytes(11)):
        assert check(data, source).verdict is Verdict.CORRUPT
    for size in range(4):
        assert check(MAGIC[:size], source).verdict is Verdict.CORRUPT
