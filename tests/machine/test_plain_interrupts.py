"""An interrupt meets the guest between two instructions, on the plain engine too.

Each of its instructions is a Python function of ours that the host's own loop runs, and that loop looks for signals
wherever it calls; what was asked for is held meanwhile (native/plain.pxi), so that a signal just before a chain of
`yield from` is resumed lets its handler run in the innermost generator, as under CPython.
"""

from __future__ import annotations

import importlib.util

import pytest

from tests.differences.two_sides import outputs

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


LOOPING = """
import signal, threading, time, os
def stop(number, frame):
    raise KeyboardInterrupt
signal.signal(signal.SIGUSR1, stop)
class Endless:
    def __format__(self, how):
        while True:
            pass
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGUSR1)).start()
try:
    f"{Endless()}"
except KeyboardInterrupt:
    print("heard")
"""


@pytest.mark.skipif(importlib.util.find_spec("_testcapi") is None, reason="this Python comes without its tests")
@pytest.mark.parametrize("engine", ["plain", "native"])
def test_who_is_interrupted(engine: str) -> None:
    assert outputs(INTERRUPTED, engine) == ("inner", "inner")


@pytest.mark.parametrize("engine", ["plain", "native"])
def test_a_run_below_a_handler_hears(engine: str) -> None:
    assert outputs(LOOPING, engine) == ("heard", "heard")
