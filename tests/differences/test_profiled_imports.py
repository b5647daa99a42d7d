"""A profiler or trace function does not see how a module's code is read, checked and compiled.

While `import` runs, CPython's profilers and trace functions hear of `get_code`, `_classify_pyc`, `_compile_bytecode`
(in `<frozen importlib._bootstrap_external>`) and what they call. On Cutaway they hear of the finders and loaders around
that as on CPython, but the cache and the compiler are ours, and code of ours is shown to nobody.

**Why:** what watches a program is to see the program, and these functions of CPython's do not run.

**Instead:** `cutaway cache why` and `cutaway show` tell what was read or compiled, and why.
"""

from __future__ import annotations

import pytest

from tests.differences.two_sides import outputs

AREA = "Frames, tracing and profiling"
KIND = "chosen"
ENGINES = "native, plain"

PROFILED = """
import sys
seen = set()
def listen(frame, event, argument):
    if event == "call" and "importlib" in frame.f_code.co_filename:
        seen.add(frame.f_code.co_name)
sys.setprofile(listen)
import colorsys
sys.setprofile(None)
print(*(name in seen for name in ("_find_and_load", "find_spec", "exec_module", "get_code", "_classify_pyc")))
"""


@pytest.mark.parametrize("engine", ["native", "plain"])
def test_get_code_is_not_seen(engine: str) -> None:
    assert outputs(PROFILED, engine) == ("True True True False False", "True True True True True")
