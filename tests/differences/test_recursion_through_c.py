"""Recursion through C code ends in `RecursionError` even where a raised limit lets CPython die.

With `sys.setrecursionlimit(10**6)`, a `sorted` whose key calls `sorted` again, or an `__eq__` that compares a list with
itself inside, uses C stack at each level. CPython 3.11 goes on until the stack is used up and the process is killed by
the system. Cutaway measures the stack that is left, in every thread, and raises `RecursionError`.

**Why:** a crash helps nobody, and the limit is a number that says nothing of a thread's stack.

**Instead:** nothing is needed; recursion of Python functions through Python functions uses no C stack at all.
"""

from __future__ import annotations

import signal

import pytest

from tests.differences.two_sides import outcomes

AREA = "Recursion and the stack"
KIND = "chosen"
ENGINES = "all"

DEEP = """
import sys, threading
sys.setrecursionlimit(10**6)

class Pair:
    def __eq__(self, other): return [self] == [other]
    def __repr__(self): return repr([Pair()])

def sort(n): return sorted([n], key=lambda item: sort(item + 1))
def spread(n): return list(map(spread, [n]))

def every():
    for attempt in (sort, spread, lambda n: Pair() == Pair(), lambda n: repr(Pair())):
        try:
            attempt(0)
        except RecursionError as error:
            print(type(error).__name__)

every()
threading.stack_size(256 * 1024)
thread = threading.Thread(target=every)
thread.start()
thread.join()
"""


@pytest.mark.parametrize("engine", ["native", "plain", "pure"])
def test_the_stack_is_measured(engine: str) -> None:
    ours, theirs = outcomes(DEEP, engine)
    assert theirs.status == -signal.SIGSEGV
    assert (ours.status, ours.stdout) == (0, "RecursionError\n" * 8), ours.stderr
