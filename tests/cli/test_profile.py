"""`cutaway profile`: exact counts, samples, and a file that speedscope opens."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

PROGRAM = """\
def slow(n):
    t = 0
    for i in range(n):
        t += i
    return t

print(slow(100000))
"""


def profile(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = folder / "app.py"
    program.write_text(PROGRAM)
    command = [sys.executable, "-m", "cutaway", "profile", *options, str(program)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


def test_counts_exactly(tmp_path: Path) -> None:
    done = profile(tmp_path, "--json")
    assert done.stderr == "4999950000\n"
    report = json.loads(done.stdout)
    heaviest = report["functions"][0]
    # FOR_ITER, STORE_FAST, then LOAD_FAST twice, BINARY_OP, STORE_FAST and JUMP_BACKWARD; eight around the loop.
    assert (heaviest["function"], heaviest["instructions"]) == ("slow", 100000 * 7 + 10)
    assert {row["line"]: row["instructions"] for row in report["lines"] if row["file"] == heaviest["file"]}[4] == 500000
    assert report["instructions"] >= sum(row["instructions"] for row in report["functions"][:1])


def test_table(tmp_path: Path) -> None:
    said = profile(tmp_path).stdout
    assert "by function" in said
    assert "by line" in said
    assert "the profiler itself took about" in said


@pytest.mark.parametrize("options", [(), ("--sample",)])
def test_speedscope(options: tuple[str, ...], tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    profile(tmp_path, *options, "-o", str(output))
    data = json.loads(output.read_text())
    assert data["$schema"] == "https://www.speedscope.app/file-format-schema.json"
    frames = data["shared"]["frames"]
    assert all(isinstance(frame["name"], str) for frame in frames)
    assert len(data["profiles"]) == (1 if options else 2)
    for each in data["profiles"]:
        assert each["type"] == "sampled"
        assert each["unit"] in ("seconds", "none")
        assert len(each["samples"]) == len(each["weights"])
        assert all(0 <= number < len(frames) for stack in each["samples"] for number in stack)
        assert abs(each["endValue"] - sum(each["weights"])) < 1e-6
