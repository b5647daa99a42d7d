"""`cutaway show trace`: a program runs as it would, and each instruction is told with the stack before and after."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = """\
import os
def add(a, b):
    return a + b
def count(n):
    yield from range(n)
print(add(40, 2), list(count(2)), "CUTAWAY_TRACE" in os.environ)
"""
ENGINES = ["native", "plain", "pure"]


def trace(engine: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "guest.py").write_text(SOURCE, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-m", "cutaway", "show", "trace", "guest.py", *words],
        cwd=folder,
        env=environment | {"CUTAWAY_ENGINE": engine},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_one_function(engine: str, tmp_path: Path) -> None:
    done = trace(engine, tmp_path, "--function", "add")
    assert (done.returncode, done.stderr) == (0, "")
    output, _, listing = done.stdout.partition("\n")
    assert output == "42 [0, 1] False"
    steps = [" ".join(line.split()) for line in listing.splitlines() if "→" in line]
    assert steps[-4:] == [
        "· 2 LOAD_FAST 0 (a) → 40",
        "· 4 LOAD_FAST 1 (b) 40 → 40, 2",
        "· 6 BINARY_OP 0 (+) 40, 2 → 42",
        "· 10 RETURN_VALUE 42 → gives 42",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_data_and_filters(engine: str, tmp_path: Path) -> None:
    done = trace(engine, tmp_path, "--json", "--only", "call", "--limit", "60")
    data = json.loads(done.stdout)
    assert "42 [0, 1] False" in done.stderr
    assert {item["instruction"] for item in data["items"]} == {"CALL"}
    assert len(data["items"]) < 60


def test_engines_over_the_same_frames_tell_the_same(tmp_path: Path) -> None:
    native = trace("native", tmp_path).stdout
    assert "YIELD_VALUE" in native
    assert trace("plain", tmp_path).stdout == native
