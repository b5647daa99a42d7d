"""An installation without the compiled parts: everything runs on the pure engine, which says so once."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.runners import HOST, Result, comparable, environment

SOURCES = Path(__file__).resolve().parents[2] / "src" / "cutaway"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation")
    shutil.copytree(SOURCES, folder / "cutaway", ignore=shutil.ignore_patterns("*.so", "*.bundle"))
    return folder


def run(installation: Path, home: Path, arguments: list[str], **changes: str) -> Result:
    start = installation / "cutaway" / "launcher" / "start.py"
    done = subprocess.run(
        [HOST, "-S", start, "launch", "python", *arguments],
        capture_output=True,
        env=environment(HOME=str(home), XDG_CACHE_HOME="", **changes),
        timeout=120,
    )
    return Result(done.returncode, comparable(done.stdout), comparable(done.stderr))


def test_it_is_said_once(installation: Path, tmp_path: Path) -> None:
    first = run(installation, tmp_path, ["-c", "print(6 * 7)"])
    assert (first.code, first.out) == (0, "42\n")
    assert first.err.startswith("cutaway: the compiled engine was not built; the pure engine runs")
    assert "  -> install again with a C compiler" in first.err
    second = run(installation, tmp_path, ["-c", "print(6 * 7)"])
    assert (second.code, second.out, second.err) == (0, "42\n", "")


def test_it_is_said_once_by_whatever_way_we_are_reached(installation: Path, tmp_path: Path) -> None:
    """A shell script's `bin/../lib`, a link, a program's own path: one installation."""
    (tmp_path / "link").symlink_to(installation)
    ways = [installation, installation / "cutaway" / "..", tmp_path / "link"]
    said = [run(way, tmp_path, ["-c", "print(6 * 7)"]) for way in ways]
    assert [each.out for each in said] == ["42\n"] * 3
    assert ["the pure engine runs" in each.err for each in said] == [True, False, False]


def test_nothing_is_said_where_it_cannot_be_remembered(installation: Path) -> None:
    assert run(installation, Path("/proc/no/home"), ["-c", "print(6 * 7)"]).err == ""


def test_nothing_is_said_of_an_engine_that_was_asked_for(installation: Path, tmp_path: Path) -> None:
    assert run(installation, tmp_path, ["-c", "print(6 * 7)"], CUTAWAY_ENGINE="pure").err == ""


def test_what_a_program_sees(installation: Path, tmp_path: Path) -> None:
    code = "import sys\nprint(sys.flags.no_site, sys._getframe().f_back, sys.argv)\ndef f(): 1/0\nf()"
    result = run(installation, tmp_path, ["-c", code, "a"], CUTAWAY_ENGINE="pure")
    assert (result.code, result.out) == (1, "0 None ['-c', 'a']\n")
    assert "cutaway" not in result.err
    assert result.err.splitlines()[-1] == "ZeroDivisionError: division by zero"


def test_doctor_says_it(installation: Path) -> None:
    done = subprocess.run(
        [HOST, "-c", "from cutaway.show.cli import main; main()", "doctor", "--json"],
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=str(installation)),
        cwd=installation,
        timeout=120,
    )
    findings = {finding["subject"]: finding for finding in json.loads(done.stdout)}
    assert findings["compiled engine"]["state"] == "note"
    assert "not built" in findings["compiled engine"]["text"]
