"""`cutaway cache diff`: what became of each definition, and why it is compiled."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from cutaway.incremental.changes import compare
from cutaway.incremental.full import compile_whole
from cutaway.show.cli.cache_command import cache_command
from cutaway.show.cli.pyc_batch import Order, compile_file
from tests.incremental.test_scenarios import BASE, EDITS

EDITION = compile_whole(BASE.encode(), "app.py", 0)[2]


def states(text: str) -> dict[str, tuple[str, str]]:
    assert EDITION is not None
    comparison = compare(EDITION, text.encode(), "app.py", 0)
    return {change.name: (change.state, change.reason) for change in comparison.changes if change.state != "unchanged"}


def test_nothing() -> None:
    assert states(BASE) == {}


def test_changed_and_moved() -> None:
    found = states(EDITS["body grows"][0])
    assert found["second"] == ("changed", "its text changed")
    assert found["Shape.area"] == ("moved", "")
    assert found["<module>"] == ("moved", "")
    assert "first" not in found


def test_added_and_removed() -> None:
    found = states(BASE.replace("def second", "def zweite"))
    assert found["zweite"] == ("added", "it is new")
    assert found["second"][0] == "removed"
    assert found["<module>"] == ("changed", "zweite stands for second")


def test_class_of_a_changed_method_is_not_compiled() -> None:
    found = states(EDITS["method"][0])
    assert found["Shape"] == ("changed", "")
    assert found["Shape.area"] == ("changed", "its text changed")


def test_reason_of_a_whole_compile() -> None:
    assert EDITION is not None
    comparison = compare(EDITION, EDITS["import added"][0].encode(), "app.py", 0)
    assert comparison.whole == "the module imports other names"
    assert all(change.reason for change in comparison.changes if change.state != "removed")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    path = tmp_path / "app.py"
    path.write_text(BASE)
    compile_file(path, Order(0, "timestamp", False))
    return path


def test_command(source: Path) -> None:
    source.write_text(EDITS["body"][0])
    shown = CliRunner().invoke(cache_command, ["diff", str(source)])
    assert shown.exit_code == 0, shown.output
    assert "function first" in shown.output
    assert "1 of 12 compiled" in shown.output
    answer = json.loads(CliRunner().invoke(cache_command, ["diff", str(source), "--json"]).output)
    assert answer["compiled"] == 1
    assert answer["everything_because"] == ""
    assert [one["state"] for one in answer["definitions"]].count("unchanged") == 11


def test_command_without_a_start(source: Path) -> None:
    os.unlink(source.parent / "__pycache__" / "app.cpython-311.pyc")
    assert CliRunner().invoke(cache_command, ["diff", str(source)]).exit_code == 1
    assert CliRunner().invoke(cache_command, ["diff", str(source) + "x"]).exit_code == 2


def test_command_with_a_syntax_error(source: Path) -> None:
    source.write_text(BASE.replace("def first", "def first("))
    shown = CliRunner().invoke(cache_command, ["diff", str(source)])
    assert shown.exit_code == 1
    assert "SyntaxError" in shown.output
