"""The table of the benchmarks: its rows, its verdicts, its records.  What it measures is not asked here."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import __main__ as table
from benchmarks import records
from benchmarks.measure import BrokenProgram, Sample, run_command, run_once
from benchmarks.others.figures import Others
from benchmarks.others.interpreters import INTERPRETERS, Interpreter, NotThere
from benchmarks.rows import GROUPS, ROWS, by_base, by_degree, chosen
from benchmarks.verdicts import lines_of

PROJECT = Path(__file__).parents[2]


def samples(*seconds: float) -> list[Sample]:
    return [Sample("7", each, each + 1, 8.0) for each in seconds]


@pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
def test_row_has_a_program_and_a_group(row) -> None:
    assert row.program.is_file()
    assert row.group in GROUPS


def test_every_program_has_a_row() -> None:
    programs = {path for kind in ("programs", "micro") for path in (PROJECT / "benchmarks" / kind).glob("*.py")}
    assert programs == {row.program for row in ROWS.values()}


def test_rows_are_chosen_by_name_and_by_group() -> None:
    assert [row.name for row in chosen(["hello", "memory"])] == ["hello", "generator_memory", "frame_memory"]
    assert not {"families"} & {row.group for row in chosen([])}
    with pytest.raises(LookupError, match="no row and no group is called helo"):
        chosen(["helo"])


def test_sizes_grow_as_the_work_does() -> None:
    assert by_degree(2)(100, 4.0) == 200
    assert by_base(1.618)(27, 2.62) == 29
    assert by_degree(1)(1, 0.001) == 1


def test_ratio_is_of_the_least_and_verdicts_follow_the_bounds() -> None:
    measured = {
        "fib": {"host": samples(1.0, 5.0), "native": samples(3.0, 1.3)},
        "loops": {"host": samples(1.0), "native": samples(2.5)},
        "with_block": {"host": samples(1.0), "native": samples(1.2)},
        "host_map": {"host": samples(1.0), "native": samples(1.6)},
    }
    lines = {line.name: line for line in lines_of(measured)}
    assert lines["fib"].ratio == 1.3
    assert lines["fib"].verdict == ""
    assert (lines["with_block"].verdict, lines["host_map"].verdict) == ("aim", "over")
    assert lines["programs: worst"].verdict == "over"
    assert lines["programs: geometric mean"].ratio == pytest.approx((1.3 * 2.5) ** 0.5)


def test_other_result_than_the_hosts_is_no_benchmark(tmp_path: Path) -> None:
    with pytest.raises(BrokenProgram, match="mute under host: exit status 0, output 'hm"):
        run_command([sys.executable, "-c", "print('hm')"], "host", "mute")
    sample = run_command([sys.executable, "-c", "print('CHECK 7 BYTES 192.5')"], "host", "sizes")
    assert (sample.check, sample.size) == ("7", 192.5)


def test_sample_tells_the_work_from_its_process() -> None:
    sample = run_once("host", ROWS["fib"], 10)
    assert sample.check == "55"
    assert 0 < sample.seconds < sample.process_seconds


def test_records_of_commits_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "HISTORY", tmp_path)
    for commit, ours in ("aaaa111", 1.5), ("bbbb222", 1.2):
        monkeypatch.setattr(records, "commit", lambda name=commit: name)
        measured = {"fib": {"host": samples(1.0), "native": samples(ours)}}
        records.keep(lines_of(measured), measured, "0.1.0", {"fib": 27}, 1)
    assert records.changes(records.found("aaaa"), records.found("bbbb222")) == {"fib": (1.5, 1.2)}
    with pytest.raises(LookupError, match=r"no record of commit cccc in .*; there are aaaa111, bbbb222"):
        records.found("cccc")


def test_records_of_the_first_kind_are_read() -> None:
    old = records.found(str(next((PROJECT / "benchmarks" / "history").glob("0.1.0-20261122-202918.json"))))
    assert records.ratios(old)["loops"] == pytest.approx(1 / 1.082)


def test_samples_are_written_for_pyperf(tmp_path: Path) -> None:
    path = tmp_path / "suite.json"
    records.write_for_pyperf({"fib": {"host": samples(1.0, 2.0), "native": samples(1.5)}}, path)
    assert {each["metadata"]["name"] for each in json.loads(path.read_text())["benchmarks"]} == {
        "fib [host]",
        "fib [native]",
    }


def test_interpreter_that_is_not_there_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.others.interpreters.ENVIRONMENTS", tmp_path)
    with pytest.raises(Exception, match="make bench-others"):
        INTERPRETERS["Monty"].command(PROJECT, 1)


def absent() -> list[str]:
    raise NotThere("not installed: ask somebody")


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Others:
    """A second CPython, one that is always wrong, one that cannot run anything, and one that is not there."""
    wrong = [sys.executable, "-c", "print('CHECK 8 CPU 0.100000')"]
    broken = [sys.executable, "-c", "raise SystemExit('no such thing as a loop')"]
    for name, start in {
        "Second": lambda: [sys.executable],
        "Wrong": lambda: wrong,
        "Broken": lambda: broken,
        "Absent": absent,
    }.items():
        monkeypatch.setitem(INTERPRETERS, name, Interpreter(name, 0.01, 1, start))
    return Others.that_are_there(["Second", "Wrong", "Broken", "Absent"])


def test_other_pythons_have_figures_only_where_they_are_right(others: Others) -> None:
    assert others.columns == ["Second", "Wrong", "Broken"]
    others.measure(ROWS["loops"])
    assert others.figures["loops"].keys() == {"Second"}
    assert 0.1 < others.figures["loops"]["Second"] < 10
    assert others.cells("loops") == [f"{others.figures['loops']['Second']:.2f}", "[2]", "[3]"]
    assert others.cells("hello") == ["", "", ""]
    assert others.means() == [f"{others.figures['loops']['Second']:.2f} (1)", "", ""]
    assert others.notes[0] == "Absent: not installed: ask somebody"
    assert others.notes[1].startswith("Wrong, loops: wrong: 8 instead of ")
    assert others.notes[2] == "Broken, loops: cannot run: no such thing as a loop"


def test_other_pythons_stand_in_the_table_and_in_its_record(
    others: Others, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = {name: {"host": samples(1.0), "native": samples(1.2)} for name in ("fib", "loops", "with_block")}
    others.figures = {"fib": {"Second": 4.05}, "loops": {"Second": 1.0}}
    others.noted = {("fib", "Wrong"): 2}
    console = Console(width=150, record=True, file=io.StringIO())
    table.show(lines_of(measured), others, console)
    lines = [line.split() for line in console.export_text().splitlines()]
    assert lines[0][-3:] == ["Second", "Wrong", "Broken"]
    assert ["fib", "1000.0", "ms", "1200.0", "ms", "1.20", "4.05", "[2]"] in lines
    assert ["geometric", "mean", "1.20", "1.4", "1", "ok", "2.01", "(2)"] in lines
    assert ["with", "block", "1000.0", "ms", "1200.0", "ms", "1.20", "1.8", "1.2", "aim"] in lines
    assert ["[1]", "Absent:", "not", "installed:", "ask", "somebody"] in lines
    monkeypatch.setattr(records, "HISTORY", tmp_path)
    path = records.keep(lines_of(measured), measured, "0.1.0", {}, 1, others.figures)
    assert json.loads(path.read_text())["rows"]["fib"]["others"] == {"Second": 4.05}


def test_unknown_row_ends_the_run() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "nothing"], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "no row and no group is called nothing; there are programs, calls" in done.stderr
