"""On the plain engine an interrupt may meet a generator that delegates, not the one that it delegates to.

Where a signal came just before a chain of `yield from` or `await` is resumed, CPython lets its handler run in the
innermost generator. The plain engine may run it in the outermost.

**Why:** each instruction is a Python function of ours that the host's own loop runs, and that loop looks at signals
wherever it calls.

**Instead:** the native engine does as CPython. A test of `test_generators` (`test_raise_and_yield_from`) shows it.
"""

from __future__ import annotations

import importlib.util

import pytest

from tests.differences.two_sides import outputs

AREA = "Frames, tracing and profiling"
KIND = "host limit"
ENGINES = "plain"

INTERRUPTED = """
import _testcapi
def outer():
    return (yield from inner())
def inner():
    try:
        yield
    except KeyboardInterrupt:
        return "inner"
waiting = outer()
waiting.send(None)
try:
    _testcapi.raise_SIGINT_then_send_None(waiting)
except StopIteration as end:
    print(end.value)
except KeyboardInterrupt:
    print("outer")
"""


@pytest.mark.skipif(importlib.util.find_spec("_testcapi") is None, reason="this Python comes without its tests")
def test_who_is_interrupted() -> None:
    assert outputs(INTERRUPTED, "plain") == ("outer", "inner")
    assert outputs(INTERRUPTED, "native") == ("inner", "inner")
