"""Files that appear in one step."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cutaway.cache import store


def test_writes_and_replaces(tmp_path: Path) -> None:
    goal = tmp_path / "a.pyc"
    for data in (b"first", b"second, longer", b""):
        store.write_atomic(str(goal), data, 0o640)
        assert goal.read_bytes() == data
    assert goal.stat().st_mode & 0o777 == 0o640 & ~_umask()
    assert os.listdir(tmp_path) == ["a.pyc"]


def test_no_program_is_made(tmp_path: Path) -> None:
    store.write_atomic(str(tmp_path / "a"), b"", 0o777)
    assert (tmp_path / "a").stat().st_mode & 0o111 == 0


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = tmp_path / "a.pyc"
    goal.write_bytes(b"old")

    def full(descriptor: int, data: memoryview) -> int:
        if len(data) <= 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.write(descriptor, data[:5])

    monkeypatch.setattr(store, "write_some", full)
    with pytest.raises(OSError, match="No space left"):
        store.write_atomic(str(goal), b"much longer than the disk")
    assert goal.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.pyc"]


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "write_some", lambda descriptor, data: os.write(descriptor, data[:3]))
    store.write_atomic(str(tmp_path / "a"), b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.pyc").mkdir()
    with pytest.raises(OSError):
        store.write_atomic(str(tmp_path / "a.pyc"), b"x")
    assert os.listdir(tmp_path) == ["a.pyc"]


def test_folders(tmp_path: Path) -> None:
    store.make_folder(str(tmp_path / "x" / "y" / "z"))
    store.make_folder(str(tmp_path / "x" / "y" / "z"))
    assert (tmp_path / "x" / "y" / "z").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        store.make_folder(str(tmp_path / "file" / "below"))


def test_mode_from_source(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text("")
    source.chmod(0o444)
    assert store.mode_from(str(source)) & 0o777 == 0o644
    assert store.mode_from(str(tmp_path / "none")) == 0o666


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_halves_of_ended_processes_are_swept(tmp_path: Path) -> None:
    goal = tmp_path / "a.cpython-311.pyc"
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    names = [
        f"{goal.name}.{child}.7",
        f"{goal.name}.{os.getpid()}.7",
        f"{goal.name}.note",
        f"b.cpython-311.pyc.{child}.7",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"half")
    store.sweep(str(goal))
    assert sorted(os.listdir(tmp_path)) == sorted(names[1:])
    store.sweep(str(tmp_path / "none" / "a.pyc"))
