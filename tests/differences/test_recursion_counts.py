"""The recursion limit counts calls of C functions always, where CPython stops counting some once code is warm.

Where `__str__` calls `str(self)`, CPython counts the call of `str` until the instruction has run a few times and is
replaced by one for just this type, which does not count. So it gets deeper (150 levels under a limit of 300, where we
end at 100), and the tail of the message, " while calling a Python object" or " in comparison", may be another or none.

**Why:** which instructions are specialised and when is CPython's own affair; we count what an unspecialised one counts.
Calls of Python functions and special methods through each other count the same under both.

**Instead:** catch `RecursionError` and do not rely on its text, nor on how far below the limit it comes.
"""

from __future__ import annotations

import pytest

from tests.differences.two_sides import outputs

AREA = "Recursion and the stack"
KIND = "detail"
ENGINES = "native, plain"

COUNTED = """
import sys
sys.setrecursionlimit(300)
class Text:
    def __str__(self): return str(self)
for _ in range(3):
    try:
        str(Text())
    except RecursionError as error:
        depth, entry = 0, error.__traceback__
        while entry: depth, entry = depth + 1, entry.tb_next
print(depth)
"""


@pytest.mark.parametrize("engine", ["native", "plain"])
def test_calls_of_c_functions_always_count(engine: str) -> None:
    assert outputs(COUNTED, engine) == ("100", "150")
