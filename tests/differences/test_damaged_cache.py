"""A damaged `.pyc` in `__pycache__` is a miss: the source is compiled again, and the import goes on.

CPython reads the header and trusts the rest, so a file cut short by a full disk stops every import of the module with
`EOFError`, `ValueError` or `ImportError` until somebody deletes it.

**Why:** a cache is never the only copy, so nothing on disk can be an error while the source is there.


**Instead:** a `.pyc` that stands alone, without its source, is an error as under CPython.
"""

from __future__ import annotations

import py_compile
from pathlib import Path

import pytest

from tests.differences.two_sides import outcomes

AREA = "Imports and caches"
KIND = "chosen"
ENGINES = "all"


@pytest.mark.parametrize("engine", ["native", "plain", "pure"])
def test_half_a_file_is_a_miss(engine: str, tmp_path: Path) -> None:
    source = tmp_path / "greet.py"
    source.write_text("print('hello')\n")
    cached = Path(py_compile.compile(str(source)) or "")
    cached.write_bytes(cached.read_bytes()[:30])
    program = "import sys; sys.path.insert(0, ''); sys.dont_write_bytecode = True; import greet"
    ours, theirs = outcomes(program, engine, folder=tmp_path)
    assert (ours.stdout, ours.status) == ("hello\n", 0), ours.stderr
    assert "EOFError" in theirs.stderr
