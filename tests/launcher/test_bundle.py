"""The bundle of our modules' code: used while it is true, written again when it is not, never trusted when damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cutaway.launcher.bundle import Bundle, Found, head_of
from cutaway.launcher.writing import no_groups, quick_digest, write


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "module.py"
    path.write_text("value = 1\n")
    return path


@pytest.fixture(params=["read by Python", "read by C"], autouse=True)
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to look at a file and to find damage (boot.py puts C in the place of Python)."""
    if request.param == "read by C":
        process = pytest.importorskip("cutaway.universe.process", exc_type=ImportError)
        original = Bundle.__init__

        def with_c(bundle: Bundle, *arguments: object, **options: object) -> None:
            original(bundle, *arguments, **options)  # type: ignore[arg-type]
            bundle.is_unchanged, bundle.quick_digest = process.is_unchanged, process.quick_digest

        monkeypatch.setattr(Bundle, "__init__", with_c)


@pytest.fixture(params=[False, True], ids=["alone", "in a group"])
def grouped(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def written(tmp_path: Path, source: Path, grouped: bool) -> Path:
    path = tmp_path / "test.bundle"
    bundle = opened(path)
    assert bundle.find("module") is None
    assert bundle.is_stale
    write(
        str(path), [str(tmp_path)], [found_in(source)], choose_groups=lambda modules: [list(modules)] if grouped else []
    )
    return path


def found_in(source: Path) -> Found:
    return Found("module", str(source), False, compile(source.read_text(), str(source), "exec"), (("sys", ()),))


def opened(path: Path) -> Bundle:
    return Bundle(str(path), [str(path.parent)], head_of(str(path)))


def read(path: Path) -> tuple[Found | None, bool]:
    """Look for the module alone, or where it is in a group for that."""
    bundle = opened(path)
    found = bundle.grouped("module") or bundle.find("module")
    return found, bundle.is_stale


def test_a_module_comes_from_the_bundle(tmp_path: Path, source: Path, grouped: bool) -> None:
    found, is_stale = read(written(tmp_path, source, grouped))
    assert found is not None
    assert (found.path, found.is_package, is_stale) == (str(source), False, False)
    space: dict[str, object] = {}
    exec(found.code, space)
    assert space["value"] == 1


def test_a_changed_source_is_seen(tmp_path: Path, source: Path, grouped: bool) -> None:
    path = written(tmp_path, source, grouped)
    source.write_text("value = 2\n")
    assert read(path) == (None, True)
    source.write_text("value = 22\n")
    assert read(path) == (None, True)
    source.unlink()
    assert read(path)[0] is None


def test_another_time_is_no_other_source(tmp_path: Path, source: Path, grouped: bool) -> None:
    """An installed package has other times than the tree from which it was built."""
    path = written(tmp_path, source, grouped)
    os.utime(source, (1, 1))
    found, is_stale = read(path)
    assert found is not None
    assert is_stale


def test_a_bundle_that_was_moved(tmp_path: Path, source: Path, grouped: bool) -> None:
    path = written(tmp_path, source, grouped)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = [entry.rename(elsewhere / entry.name) for entry in (source, path)]
    found, _ = read(moved[1])
    assert found is not None
    assert (found.path, found.code.co_filename) == (str(moved[0]), str(moved[0]))


def test_damage_is_seen(tmp_path: Path, source: Path, grouped: bool) -> None:
    path = written(tmp_path, source, grouped)
    data = path.read_bytes()
    seen = 0
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        found, is_stale = read(path)
        # Of a module that is there twice, alone and in a group, the other one is found.
        assert found is None or (grouped and found.code.co_code == found_in(source).code.co_code)
        assert is_stale or found is not None
        seen += is_stale
    assert seen > len(data) // 2
    for end, is_found in ((len(data) - 1, grouped), (len(data) // 8, False), (8, False), (0, False)):
        path.write_bytes(data[:end])
        assert (read(path)[0] is not None) == is_found


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 1000, 1003])
def test_digests_are_the_same(size: int) -> None:
    process = pytest.importorskip("cutaway.universe.process", exc_type=ImportError)
    data = bytes(range(251)) * 4
    assert process.quick_digest(data[:size]) == quick_digest(data[:size])


def test_what_cannot_be_written_is_no_error(tmp_path: Path, source: Path) -> None:
    write(str(tmp_path / "no" / "folder.bundle"), [str(tmp_path)], [found_in(source)], choose_groups=no_groups)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["module.py"]
