"""The bundle of our modules' code: used while it is true, written again when it is not, never trusted when damaged."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from cutaway.launcher.bundle import Bundle


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "module.py"
    path.write_text("value = 1\n")
    return path


@pytest.fixture(autouse=True)
def _bytecode_may_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def written(tmp_path: Path, source: Path) -> Path:
    path = tmp_path / "test.bundle"
    bundle = Bundle(str(path), {})
    assert bundle.find_spec("module") is None
    bundle.noticed("module", str(source), False, compile(source.read_text(), str(source), "exec"))
    bundle.keep()
    return path


def test_a_module_comes_from_the_bundle(tmp_path: Path, source: Path) -> None:
    bundle = Bundle(str(written(tmp_path, source)), {"print": print})
    spec = bundle.find_spec("module")
    assert spec is not None
    assert spec.origin == str(source)
    module = ModuleType("module")
    bundle.exec_module(module)
    assert (module.value, module.__file__, module.__builtins__) == (1, str(source), {"print": print})


def test_a_changed_source_is_seen(tmp_path: Path, source: Path) -> None:
    path = written(tmp_path, source)
    source.write_text("value = 22\n")
    assert Bundle(str(path), {}).find_spec("module") is None
    source.unlink()
    assert Bundle(str(path), {}).find_spec("module") is None


def test_damage_is_seen(tmp_path: Path, source: Path) -> None:
    path = written(tmp_path, source)
    data = path.read_bytes()
    for damaged in (data[:-1], data[:8], b"", data[:20] + b"?" + data[21:], b"?" + data[1:]):
        path.write_bytes(damaged)
        assert Bundle(str(path), {}).find_spec("module") is None


def test_nothing_new_is_nothing_written(tmp_path: Path, source: Path) -> None:
    path = written(tmp_path, source)
    path.chmod(0o600)
    bundle = Bundle(str(path), {})
    bundle.find_spec("module")
    bundle.keep()
    assert path.stat().st_mode & 0o777 == 0o600


def test_only_where_bytecode_may_be_written(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert not written(tmp_path, source).exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    bundle = Bundle(str(tmp_path / "no" / "folder.bundle"), {})
    bundle.noticed("module", str(source), False, compile("", "x", "exec"))
    bundle.keep()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["module.py"]
