"""The Python API: why a cache is used or not."""

from __future__ import annotations

import marshal
import os
import py_compile
import shutil
import time
from pathlib import Path

import pytest

import cutaway.cache
from cutaway.cache import examine
from cutaway.cache.folders import user_folder
from cutaway.cache.freshness import Trust, Verdict
from cutaway.cache.header import PycHeader
from cutaway.cache.record import Record
from cutaway.cache.record_store import RecordStore
from cutaway.cache.source_facts import SourceFacts


def test_why(tmp_path: Path) -> None:
    source = tmp_path / "m.py"
    source.write_text("x = 1\n")
    report = cutaway.cache.why(str(source))
    assert (report.state, report.size) == (Verdict.MISSING, 0)
    cache = Path(str(py_compile.compile(str(source))))
    report = cutaway.cache.why(str(cache))
    assert (report.source, report.state, report.trust) == (str(source), Verdict.FRESH, Trust.UNKNOWN)
    assert report.as_json()["state"] == "fresh"
    assert cutaway.cache.why(str(source), 2).state is Verdict.MISSING
    os.utime(source, (0, 0))
    assert cutaway.cache.why(str(source)).reason.startswith("source is of 1970-01-01 00:00:00 UTC, cache was made from")
    source.unlink()
    assert cutaway.cache.why(str(cache)).reason == "source is gone: no import uses this cache"
    alone = tmp_path / "alone.pyc"
    shutil.copy(cache, alone)
    assert cutaway.cache.why(str(alone)).source is None
    alone.write_bytes(alone.read_bytes()[:30])
    assert cutaway.cache.why(str(alone)).state is Verdict.CORRUPT
    with pytest.raises(FileNotFoundError):
        cutaway.cache.why(str(tmp_path / "none.py"))


def test_code_that_is_not_safe_to_run_is_corrupt(tmp_path: Path) -> None:
    """Bytes that load and do not run: the verifier says so."""
    source = tmp_path / "m.py"
    source.write_text("x = 1\n")
    cache = Path(str(py_compile.compile(str(source))))
    data = cache.read_bytes()
    code = compile("x = 1\n", str(source), "exec").co_code
    assert code in data
    cache.write_bytes(data.replace(code, code[:2] + bytes([1, 0]) * (len(code) // 2 - 1)))  # POP_TOP of nothing
    report = cutaway.cache.why(str(source))
    assert report.state is Verdict.CORRUPT
    assert "stack" in report.reason


def test_public_names() -> None:
    for name in cutaway.cache.__all__:
        assert getattr(cutaway.cache, name).__name__ == name
    with pytest.raises(AttributeError):
        _ = cutaway.cache.nothing  # type: ignore[attr-defined]


def test_a_cache_replaced_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old bytes, with the record of the next: the time of the next .pyc must not make a stranger's file of them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    source, cache = tmp_path / "a.py", tmp_path / "__pycache__" / "a.cpython-311.pyc"
    cache.parent.mkdir()
    source.write_text("VALUE = 3\n")
    os.utime(source, (1_700_000_000, 1_700_000_000))
    old = PycHeader.of_timestamp(1_700_000_000, 10).to_bytes() + marshal.dumps(compile("VALUE = 1\n", "a.py", "exec"))
    cache.write_bytes(old)
    record = Record(
        str(cache), PycHeader.of_timestamp(1_700_000_001, 10).to_bytes(), bytes(8),
        SourceFacts(1, 1, 1, 10), bytes(8), read_at=1, maker="us", written_at=time.time_ns(),
    )  # fmt: skip
    records = RecordStore(user_folder(None))
    with records.locked(record.pyc):
        assert records.write(record)

    def read_and_replace(path: str) -> bytes:
        data = Path(path).read_bytes()
        if path == str(cache):
            os.utime(cache)
        return data

    monkeypatch.setattr(examine, "_bytes", read_and_replace)
    assert examine.why(str(source)).state is Verdict.STALE
