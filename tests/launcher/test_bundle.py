"""The bundle of our modules' code: used while it is true, written again when it is not, never trusted when damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cutaway.launcher.bundle import Bundle, Found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "module.py"
    path.write_text("value = 1\n")
    return path


def written(tmp_path: Path, source: Path) -> Path:
    path = tmp_path / "test.bundle"
    bundle = Bundle(str(path), [str(tmp_path)])
    assert bundle.find("module") is None
    assert bundle.is_stale
    bundle.keep([Found("module", str(source), False, compile(source.read_text(), str(source), "exec"))])
    return path


def read(path: Path) -> tuple[Found | None, bool]:
    bundle = Bundle(str(path), [str(path.parent)])
    return bundle.find("module"), bundle.is_stale


def test_a_module_comes_from_the_bundle(tmp_path: Path, source: Path) -> None:
    found, is_stale = read(written(tmp_path, source))
    assert found is not None
    assert (found.path, found.is_package, is_stale) == (str(source), False, False)
    space: dict[str, object] = {}
    exec(found.code, space)
    assert space["value"] == 1


def test_a_changed_source_is_seen(tmp_path: Path, source: Path) -> None:
    path = written(tmp_path, source)
    source.write_text("value = 2\n")
    assert read(path) == (None, True)
    source.write_text("value = 22\n")
    assert read(path) == (None, True)
    source.unlink()
    assert read(path)[0] is None


def test_another_time_is_no_other_source(tmp_path: Path, source: Path) -> None:
    """An installed package has other times than the tree from which it was built."""
    path = written(tmp_path, source)
    os.utime(source, (1, 1))
    found, is_stale = read(path)
    assert found is not None
    assert is_stale


def test_a_bundle_that_was_moved(tmp_path: Path, source: Path) -> None:
    path = written(tmp_path, source)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = [entry.rename(elsewhere / entry.name) for entry in (source, path)]
    found, _ = read(moved[1])
    assert found is not None
    assert (found.path, found.code.co_filename) == (str(moved[0]), str(moved[0]))


def test_damage_is_seen(tmp_path: Path, source: Path) -> None:
    path = written(tmp_path, source)
    data = path.read_bytes()
    for place in range(0, len(data), 3):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        assert read(path) == (None, True)
    for damaged in (data[:-1], data[:8], b""):
        path.write_bytes(damaged)
        assert read(path)[0] is None


def test_what_cannot_be_written_is_no_error(tmp_path: Path, source: Path) -> None:
    bundle = Bundle(str(tmp_path / "no" / "folder.bundle"), [str(tmp_path)])
    bundle.keep([Found("module", str(source), False, compile("", "x", "exec"))])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["module.py"]
