"""docs/differences.md says what the files of this folder say, and each of them says what it must."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.differences.entries import differences, read

PROJECT = Path(__file__).resolve().parents[2]
WHOLE = '''"""A title.

Text.

**Why:** so.
"""

AREA = "The process"
KIND = "chosen"
ENGINES = "all"


def test_it(): pass
'''


def test_the_page_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "tools/differences.py", "--check"], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 0, f"run `make listings` and review:\n{done.stdout}{done.stderr}"


def test_there_are_entries() -> None:
    entries = differences()
    assert entries
    assert len({entry.title for entry in entries}) == len(entries)


@pytest.mark.parametrize(
    "left_out", ["**Why:**", 'AREA = "The process"\n', 'KIND = "chosen"\n', 'ENGINES = "all"\n', "def test_it(): pass"]
)
def test_an_entry_says_all_that_the_page_needs(left_out: str, tmp_path: Path) -> None:
    path = tmp_path / "test_something.py"
    path.write_text(WHOLE)
    assert read(path).title == "A title"
    path.write_text(WHOLE.replace(left_out, ""))
    with pytest.raises(ValueError, match=path.name):
        read(path)
