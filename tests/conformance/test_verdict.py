"""How outcomes are read, kept and judged; test_fast_third.py and __main__ run the tests of CPython themselves."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.conformance import outcomes, store
from tests.conformance.outcomes import ENDED, Outcomes, read_record, run_module
from tests.conformance.verdict import different, expected_failures, judge

HERE = Path(__file__).parent


def record(*lines: tuple[str, str]) -> str:
    return "".join(json.dumps({"test": test, "outcome": outcome, "detail": ""}) + "\n" for test, outcome in lines)


def test_the_test_that_ran_when_the_process_died_crashed() -> None:
    found = read_record(record(("a", "started"), ("a", "passed"), ("b", "started")), "SIGSEGV", "last words")
    assert found.tests == {"a": ("passed", ""), "b": ("crashed", "SIGSEGV")}
    assert found.ending == "SIGSEGV: last words"
    assert found.of("c") == ("not run", "SIGSEGV: last words")


def test_a_failed_subtest_is_not_undone() -> None:
    found = read_record(record(("a", "started"), ("a", "failed"), ("a", "passed"), ("", "finished")), ENDED, "")
    assert found.tests == {"a": ("failed", "")}
    assert found.ending == ENDED


def test_a_process_that_leaves_early_did_not_end_well() -> None:
    assert read_record(record(("a", "passed")), ENDED, "").ending.startswith("ended before")


def test_a_crash_after_the_last_test_is_a_failure() -> None:
    good = Outcomes({"a": ("passed", "")}, ENDED)
    died = read_record(record(("a", "passed"), ("", "finished")), "SIGABRT", "")
    assert not judge("m", good, died, {}).good
    assert judge("m", died, died, {}).good


def test_the_list_may_only_shrink() -> None:
    host = Outcomes({"a": ("passed", ""), "b": ("passed", ""), "c": ("failed", "")}, ENDED)
    ours = Outcomes({"a": ("failed", ""), "b": ("passed", ""), "c": ("failed", "")}, ENDED)
    assert judge("m", host, ours, {"a": "host limit: x"}).good
    assert judge("m", host, ours, {}).unlisted == ["a"]
    assert judge("m", host, ours, {"a": "host limit: x", "b": "host limit: y"}).passing_again == ["b"]


def test_engines_are_compared_test_by_test() -> None:
    one = Outcomes({"a": ("failed", "x"), "b": ("skipped", "")}, ENDED)
    other = Outcomes({"a": ("failed", "y"), "b": ("passed", "")}, ENDED)
    assert not different(one, one)
    assert [line.partition(":")[0] for line in different(one, other)] == ["b"]


def test_every_reason_has_a_kind(tmp_path: Path) -> None:
    assert expected_failures()
    bad = tmp_path / "list.toml"
    bad.write_text('"a.b" = "it is hard"\n')
    with pytest.raises(ValueError, match=r"a\.b"):
        expected_failures(bad)


@pytest.mark.parametrize(
    ("program", "ending"),
    [
        ("import os; os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("import time; time.sleep(60)", "no end"),
        ("import os, time\nif os.fork() == 0: time.sleep(60)\nelse: os._exit(0)", "left processes"),
        ("x = bytearray(1 << 40)", "exit status 1"),
    ],
    ids=["crash", "hang", "child", "memory"],
)
def test_how_a_process_ends(program: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "script.py"
    script.write_text(program)
    monkeypatch.setattr(outcomes, "RECORD", script)
    assert run_module([sys.executable], "m", None, 2).ending.startswith(ending)


def test_outcomes_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []

    def run(command: list[str], module: str, engine: str | None, limit: float) -> Outcomes:
        runs.append(module)
        return Outcomes({"a": ("passed", "")}, ENDED, 1.0)

    monkeypatch.setattr(store, "FOLDER", tmp_path)
    monkeypatch.setattr(store, "run_module", run)
    first = store.Store(store.HOST).outcomes("m", 1)
    assert store.Store(store.HOST).outcomes("m", 1) == first
    assert runs == ["m"]
    store.Store(store.HOST, fresh=True).outcomes("m", 1)
    assert runs == ["m", "m"]
    assert store.Store("native").folder != store.Store("plain").folder
