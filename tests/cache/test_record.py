"""Records of .pyc files: their bytes, and the store that keeps them."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import os
import time
from pathlib import Path

import pytest

from cutaway.cache import record as record_format
from cutaway.cache.digest import content_hash
from cutaway.cache.header import PycHeader
from cutaway.cache.record import FACTS_SIZE, Record
from cutaway.cache.record_store import RecordStore
from cutaway.cache.source_facts import SECOND, SourceFacts, may_hide_an_edit

PYC = "/lib/__pycache__/a.cpython-311.pyc"
RECORD = Record(
    PYC,
    PycHeader.of_timestamp(1_700_000_000, 6).to_bytes(),
    content_hash(b"body"),
    SourceFacts(1_700_000_000_000_000_123, 1_700_000_001_000_000_456, 2**63 + 5, 2**33),
    content_hash(b"x = 1\n"),
    read_at=1_700_000_002_000_000_789,
    maker="cutaway 0.1.0, cpython 3.11.7",
    compiler=b"compiler",
    transform=b"8 bytes!",
    written_at=1_700_000_003_000_000_000,
)


@pytest.fixture
def store(tmp_path: Path) -> RecordStore:
    return RecordStore(str(tmp_path / "cutaway"))


def test_round_trip() -> None:
    assert record_format.decode(record_format.encode(RECORD)) == RECORD
    negative = RECORD._replace(facts=SourceFacts(-5, -6, 0, 0), made_here=False, pyc="/\udcff/é.pyc")
    assert record_format.decode(record_format.encode(negative)) == negative


def test_layout() -> None:
    data = record_format.encode(RECORD, b"index")
    assert data[:8] == b"CUTAWAY\x01"
    assert data[40:56] == RECORD.header
    assert data[56:64] == RECORD.digest
    assert int.from_bytes(data[72:80], "little") == RECORD.facts.mtime_ns
    assert data[FACTS_SIZE:] == f"{PYC}\0{RECORD.maker}index".encode()


def test_damage_is_no_record() -> None:
    data = record_format.encode(RECORD)
    for size in range(len(data)):
        assert record_format.decode(data[:size]) is None
    for place in range(len(data)):
        assert record_format.decode(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :]) is None


def test_store(store: RecordStore) -> None:
    assert store.read(PYC) is None
    assert store.write(RECORD, b"index")
    found = store.read(PYC)
    assert found is not None
    assert found._replace(definitions_size=0, definitions_digest=bytes(8)) == RECORD
    assert store.definitions(found) == b"index"
    assert [record for _, record in store.all()] == [found]
    assert os.stat(store.path_of(PYC)).st_mode & 0o777 == 0o600
    store.forget(PYC)
    assert store.read(PYC) is None


def test_a_long_path(store: RecordStore) -> None:
    record = RECORD._replace(pyc="/" + "long/" * 500 + "a.pyc")
    store.write(record)
    assert store.read(record.pyc) == record


def test_another_path_with_the_same_hash(store: RecordStore) -> None:
    store.write(RECORD)
    other = "/lib/__pycache__/b.cpython-311.pyc"
    os.makedirs(os.path.dirname(store.path_of(other)), exist_ok=True)
    os.rename(store.path_of(PYC), store.path_of(other))
    assert store.read(other) is None


def test_definitions_of_another_writing(store: RecordStore) -> None:
    store.write(RECORD, b"index")
    found = store.read(PYC)
    assert found is not None
    store.write(RECORD, b"other")
    assert store.definitions(found) is None


def test_without_a_folder() -> None:
    store = RecordStore(None)
    assert not store.write(RECORD)
    assert store.read(PYC) is None
    assert list(store.all()) == []
    with store.locked(PYC) as free:
        assert free


def test_a_link_in_the_place_of_a_record_is_not_followed(store: RecordStore, tmp_path: Path) -> None:
    store.write(RECORD)
    (tmp_path / "elsewhere").write_bytes(record_format.encode(RECORD))
    os.unlink(store.path_of(PYC))
    os.symlink(tmp_path / "elsewhere", store.path_of(PYC))
    assert store.read(PYC) is None


def _hold(folder: str, held: multiprocessing.synchronize.Event, done: multiprocessing.synchronize.Event) -> None:
    with RecordStore(folder).locked(PYC) as free:
        assert free
        held.set()
        done.wait(30)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(str(tmp_path), held, done))
    other.start()
    held.wait(30)
    start = time.monotonic()
    with RecordStore(str(tmp_path)).locked(PYC) as free:
        assert not free
    assert time.monotonic() - start < 5
    done.set()
    other.join()
    with RecordStore(str(tmp_path)).locked(PYC) as free:
        assert free


def test_suspicion() -> None:
    moment = 1_700_000_000 * SECOND + 500
    facts = SourceFacts(moment, moment, 1, 1)
    assert may_hide_an_edit(facts, moment)
    assert may_hide_an_edit(facts, moment + 1_000_000)
    assert not may_hide_an_edit(facts, moment + SECOND)
    assert may_hide_an_edit(facts, moment - SECOND), "a source from the future"
    coarse = SourceFacts(1_700_000_000 * SECOND, 1_700_000_000 * SECOND, 1, 1)
    assert may_hide_an_edit(coarse, coarse.mtime_ns + SECOND)
    assert not may_hide_an_edit(coarse, coarse.mtime_ns + 3 * SECOND)
