"""Every example prints under our machine what it prints under CPython."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PROGRAMS = sorted(path for path in EXAMPLES.rglob("*.py") if path.name == "app.py" or path.parent == EXAMPLES)


def output(command: list[str], folder: Path) -> tuple[str, str, int]:
    """Run a command; answer both streams and the exit code."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout, done.stderr, done.returncode


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_example(program: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        shutil.copytree(program.parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    expected = output([sys.executable, program.name], theirs)
    assert expected[2] == 0, expected[1]
    assert output([sys.executable, "-m", "cutaway", "run", program.name], ours) == expected
    cached = [sorted(path.name for path in folder.rglob("*.pyc")) for folder in (ours, theirs)]
    assert cached[0] == cached[1]
