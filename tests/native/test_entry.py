"""The entry of a code object can be swapped: what begins is given to it, what runs is not disturbed."""

from __future__ import annotations

import pytest

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

from tests.native.test_meter import run

GUEST = """
def f(n): return n * 2
class A:
    def m(self, n): return n + 1
    def __init__(self): self.k = 3
def gen(n):
    for i in range(n): yield i
def calls(): return [f(i) for i in range(3)]
def methods(): return [A().m(i) for i in range(3)]
def yields(): return [i for i in gen(3)]
def swapped(swap):
    def deep(n):
        if n == 0: swap(deep.__code__); return 0
        return deep(n - 1) + 1
    return deep(5), deep(5)
"""
START = """
from cutaway.native import substrate
names = {}
exec(guest(GUEST), names)
def code(name): return names[name].__code__
"""


@pytest.mark.parametrize("engine", ["native", "native-nofast"])
def test_a_counting_entry_sees_each_frame_once(engine: str) -> None:
    program = """
for function in (names["f"], names["A"].m, names["A"].__init__, names["gen"]):
    substrate.set_entry(function.__code__, "counting")
print(names["calls"](), names["methods"](), names["yields"](), substrate.entries_counted())
print(list(map(names["f"], range(4))), substrate.entries_counted())
meter = native.Meter()
print(meter.call(names["calls"]), substrate.entries_counted())
for function in (names["f"], names["A"].m, names["A"].__init__, names["gen"]):
    substrate.set_entry(function.__code__, "interpreter")
again = native.Meter()
print(names["methods"](), again.call(names["calls"]), substrate.entries_counted())
print(again.instructions - meter.instructions)
"""
    assert run(START + program, engine, GUEST).splitlines() == [
        "[0, 2, 4] [1, 2, 3] [0, 1, 2] 10",
        "[0, 2, 4, 6] 14",
        "[0, 2, 4] 17",
        "[1, 2, 3] [0, 2, 4] 17",
        "0",
    ]


@pytest.mark.parametrize("engine", ["native", "native-nofast"])
def test_an_entry_may_stand_for_the_function(engine: str) -> None:
    program = """
substrate.set_entry(code("f"), "none")
print(names["calls"]())
meter = native.Meter()
print(meter.call(names["calls"]), meter.instructions > 0)
substrate.set_entry(code("f"), "interpreter")
print(names["calls"]())
"""
    assert run(START + program, engine, GUEST).splitlines() == [
        "[None, None, None]",
        "[None, None, None] True",
        "[0, 2, 4]",
    ]


@pytest.mark.parametrize("engine", ["native", "native-nofast"])
def test_frames_that_run_go_on_when_the_entry_is_swapped(engine: str) -> None:
    program = """
swaps = iter(["counting", "none"])
print(names["swapped"](lambda code: substrate.set_entry(code, next(swaps))), substrate.entries_counted())
"""
    # Six frames of the first `deep(5)` were running when the last of them swapped; the second began six counted ones.
    assert run(START + program, engine, GUEST) == "(5, 5) 6"


def test_wrong_names_and_code_are_refused() -> None:
    program = """
for arguments in ((code("f"), "jit"), (START_CODE, "counting"), (3, "counting")):
    try: substrate.set_entry(*arguments)
    except (KeyError, TypeError) as error: print(repr(error))
"""
    start = START + "def START_CODE(): pass\nSTART_CODE = START_CODE.__code__\n"
    assert run(start + program, "native", GUEST).splitlines() == [
        "KeyError('jit')",
        'TypeError("the guest\'s code is wanted")',
        'TypeError("the guest\'s code is wanted")',
    ]
