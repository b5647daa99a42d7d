"""An edit that keeps the time and the size of a source is noticed.

CPython's `.pyc` names the source by its time in whole seconds and by its size, so an edit within the same second that
keeps the size, or one whose time a tool sets back, goes unseen: the old module runs until somebody touches the file.

**Why:** a record of our own keeps the time in nanoseconds and a digest of the source
([the cache](internals/cache.md)); where it is lost, we know no more than CPython.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differences.two_sides import outputs

AREA = "Imports and caches"
KIND = "chosen"
ENGINES = "all"

PROGRAM = """
import importlib, os, shutil, sys
shutil.rmtree("__pycache__", ignore_errors=True)
sys.path.insert(0, "")
sys.dont_write_bytecode = False
def write(text):
    with open("price.py", "w") as source:
        source.write(text)
    os.utime("price.py", (1_600_000_000, 1_600_000_000))
write("cups = 1\\n")
import price
write("cups = 2\\n")
print(importlib.reload(price).cups)
"""


@pytest.mark.parametrize("engine", ["native", "plain", "pure"])
def test_the_edit_runs(engine: str, tmp_path: Path) -> None:
    ours, theirs = outputs(PROGRAM, engine, folder=tmp_path)
    assert (ours, theirs) == ("2", "1")
