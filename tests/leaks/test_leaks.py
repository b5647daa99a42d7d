"""A hundred runs of each behaviour in every test run; the thousand of `make leaks` are a target of their own."""

import shutil
from pathlib import Path

import pytest

from tests.leaks import measuring
from tests.oracle.harness import HOST, engines


@pytest.mark.slow
@pytest.mark.parametrize("engine", engines())
def test_nothing_grows(engine: str) -> None:
    found = measuring.leaks(engine, 100)
    assert not found.trouble
    assert not found.grown
    assert found.measured >= 60


def test_a_leak_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure itself is tested: a behaviour that keeps a list in each run is found."""
    (tmp_path / "behaviours").mkdir()
    (tmp_path / "behaviours" / "leaking.py").write_text("_kept = []\ndef keeps():\n    _kept.append([1])\n")
    shutil.copy(measuring.HERE / "guest.py", tmp_path)
    monkeypatch.setattr(measuring, "HERE", tmp_path)
    assert measuring.leaks(HOST, 100).grown["leaking.keeps"]["objects"] >= 100
