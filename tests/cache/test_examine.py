"""The Python API: why a cache is used or not."""

from __future__ import annotations

import os
import py_compile
import shutil
from pathlib import Path

import pytest

import cutaway.cache
from cutaway.cache.freshness import Trust, Verdict


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
