"""coverage.py measures a guest under our machine and reports what it reports under CPython, with both its tracers."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

import pytest

from tests.oracle.harness import HOST, guest_environment, interpreter
from tests.programs.compare import GUESTS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("coverage") is None, reason="coverage is not installed"),
]


def report(engine: str, core: str, folder: Path, *options: str) -> str:
    """The text report, and which lines and branches were missed."""
    folder.mkdir()
    environment = guest_environment(engine, {"COVERAGE_CORE": core, "COVERAGE_FILE": str(folder / "data")})
    arguments = ["-m", "coverage", "run", *options, "--source", ".", "sum_of_squares.py", "5"]
    commands = ([*interpreter(engine), *arguments], [*interpreter(HOST), "-m", "coverage", "report", "-m"])
    texts = []
    for command in commands:
        done = subprocess.run(command, cwd=GUESTS, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        texts.append(done.stdout)
    return texts[1]


@pytest.mark.parametrize("core", ["ctrace", "pytrace"])
@pytest.mark.parametrize("options", [(), ("--branch",)], ids=["lines", "branches"])
def test_same_report(core: str, options: tuple[str, ...], engine: str, tmp_path: Path) -> None:
    """Same lines, same branches, same percentages."""
    assert report(HOST, core, tmp_path / "host", *options) == report(engine, core, tmp_path / "ours", *options)
