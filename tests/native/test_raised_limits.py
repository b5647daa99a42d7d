"""A recursion limit that somebody else raises: C code that recurses by itself still ends in RecursionError.

CPython ends with a signal here, so there is nothing to compare with.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.harness import Invocation, run

NESTED = """
import os, sys
nested = []
for _ in range(300_000):
    nested = [nested]
def show(value):
    try:
        print(len(repr(value)), flush=True)
    except RecursionError as error:
        print(error, flush=True)
"""
BY_A_THREAD = """
import threading
held = threading.Lock()
held.acquire()
waits = threading.Event()
def wait():
    waits.set()
    held.acquire()
    show(nested)
thread = threading.Thread(target=wait)
thread.start()
waits.wait()
sys.setrecursionlimit(10**6)
held.release()
thread.join()
"""
BY_A_GREENLET = """
import greenlet
home = greenlet.getcurrent()
def wait():
    try:
        print(len(repr(home.switch())), flush=True)
    except RecursionError as error:
        print(error, flush=True)
waiting = greenlet.greenlet(wait)
waiting.switch()
sys.setrecursionlimit(10**6)
waiting.switch(nested)
"""
IN_A_CALL = """
class Raises:
    def __repr__(self):
        sys.setrecursionlimit(10**6)
        return "raised"
repr([Raises()])
show(nested)
"""
AT_ONCE = "os._exit(0)  # no list so deep is dropped\n"


@pytest.mark.parametrize("engine", ["native", "plain"])
@pytest.mark.parametrize("program", [BY_A_THREAD, BY_A_GREENLET, IN_A_CALL], ids=["thread", "greenlet", "call"])
def test_repr_ends_in_an_exception(program: str, engine: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(NESTED + program + AT_ONCE)
    outcome = run(engine, Invocation((str(path),)))
    assert (outcome.stdout, outcome.stderr, outcome.status) == (
        "maximum recursion depth exceeded while getting the repr of an object\n",
        "",
        0,
    )
