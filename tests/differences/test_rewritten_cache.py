"""A `.pyc` that somebody else rewrote is a miss, even when its header still fits the source.

The import compiles the source again. CPython looks at the header only, and runs whatever code object follows it.

**Why:** a record of our own keeps the digest of each `.pyc` that we wrote. Other bytes under the same name are a fault
of the disk, a half copy or a tampered file as often as they are intended, and nobody can tell which
([the cache](internals/cache.md)).

**Instead:** put changed bytecode where no source stands beside it, give it to an import hook of your own, or write it
before our machine has seen the module.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differences.two_sides import outputs

AREA = "Imports and caches"
KIND = "chosen"
ENGINES = "all"

PROGRAM = """
import importlib, marshal, shutil, sys
shutil.rmtree("__pycache__", ignore_errors=True)
sys.path.insert(0, "")
sys.dont_write_bytecode = False
import greet
with open(greet.__cached__, "r+b") as cache:
    data = cache.read()
    code = marshal.loads(data[16:])
    changed = code.replace(co_consts=tuple("other" if each == "source" else each for each in code.co_consts))
    cache.seek(0)
    cache.truncate()
    cache.write(data[:16] + marshal.dumps(changed))
print(importlib.reload(greet).who)
"""


@pytest.mark.parametrize("engine", ["native", "plain", "pure"])
def test_the_source_is_compiled_again(engine: str, tmp_path: Path) -> None:
    (tmp_path / "greet.py").write_text("who = 'source'\n")
    ours, theirs = outputs(PROGRAM, engine, folder=tmp_path)
    assert (ours, theirs) == ("source", "other")
