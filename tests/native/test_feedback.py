"""Feedback slots: what instructions met, when they are full, and that looking changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

from tests.native.test_meter import PROGRAMS, metered, run

SHOW = """
from cutaway.native.feedback import feedback
def named(one):
    return getattr(one, "co_name", None) or getattr(one, "__name__", one)
def show(code, *instructions):
    for slot in feedback(code):
        if slot.instruction in instructions:
            met = ["/".join(map(str, map(named, each))) for each in slot.met]
            print(slot.instruction, slot.times, slot.taken, slot.passed, *met, "more" if slot.more else "")
native.collect_feedback(True)
names = {}
exec(guest(GUEST), names)
"""


def shown(program: str, guest: str, engine: str = "native") -> list[str]:
    return [line.strip() for line in run(SHOW + program, engine, guest).splitlines()]


@pytest.mark.parametrize("engine", ["native", "native-nofast"])
def test_types_of_operands(engine: str) -> None:
    guest = "def f(a, b): return a + b\nfor a, b in [(1, 2), (1, 2), ('x', 'y'), ([], []), (1.5, 2)]: f(a, b)"
    assert shown("show(names['f'].__code__, 'BINARY_OP')", guest, engine) == [
        "BINARY_OP 5 0 0 int/int str/str list/list float/int"
    ]


def test_more_types_than_there_is_room_for() -> None:
    guest = "def f(a): return a == 1\nfor a in [1, 1.5, 'x', [], (), {}]: f(a)"
    assert shown("show(names['f'].__code__, 'COMPARE_OP')", guest) == [
        "COMPARE_OP 6 0 0 int/int float/int str/int list/int more"
    ]


@pytest.mark.parametrize("engine", ["native", "native-nofast"])
def test_call_targets(engine: str) -> None:
    guest = """
class A:
    def m(self): pass
def one(): pass
def two(**_): pass
def f(g): g()
def h(g): g(k=1)
def s(g): g(*[])
for g in [one, A().m, A, one]: f(g)
try: f(len)
except TypeError: pass
f(dict)
h(two); s(two)
"""
    found = shown("for name in 'fhs': show(names[name].__code__, 'CALL', 'CALL_FUNCTION_EX')", guest, engine)
    assert found == ["CALL 6 0 0 one m A len more", "CALL 1 0 0 two", "CALL_FUNCTION_EX 1 0 0 two"]


@pytest.mark.parametrize("engine", ["native", "native-nofast"])
def test_which_way_branches_go(engine: str) -> None:
    guest = """
def f(n):
    t = 0
    for i in range(n):
        if i % 3: t += 1
        if t is None: t = 0
        if not [i][2:]: t += 1
    while t > 5: t -= 1
    return t
f(20)
"""
    wanted = "'FOR_ITER', 'POP_JUMP_FORWARD_IF_FALSE', 'POP_JUMP_FORWARD_IF_NOT_NONE', 'POP_JUMP_FORWARD_IF_TRUE'"
    assert shown(f"show(names['f'].__code__, {wanted}, 'JUMP_BACKWARD')", guest, engine) == [
        "FOR_ITER 21 1 20 range_iterator",
        "POP_JUMP_FORWARD_IF_FALSE 20 7 13",
        "POP_JUMP_FORWARD_IF_NOT_NONE 20 20 0",
        "POP_JUMP_FORWARD_IF_TRUE 20 0 20",
        "JUMP_BACKWARD 20 20 0",
        "POP_JUMP_FORWARD_IF_FALSE 1 0 1",
    ]


def test_a_branch_that_raises_is_of_neither_way() -> None:
    guest = """
class A:
    def __bool__(self): raise ValueError
def f(a):
    try:
        if a: return 1
    except ValueError: return 2
f(A()); f([1]); f([])
"""
    assert shown("show(names['f'].__code__, 'POP_JUMP_FORWARD_IF_FALSE')", guest) == [
        "POP_JUMP_FORWARD_IF_FALSE 3 1 1",
        "POP_JUMP_FORWARD_IF_FALSE 1 0 1",
    ]


def test_a_full_slot_notes_nothing_more() -> None:
    guest = "def f(a): return a + a\nfor a in range(300): f(a)\nf('x')"
    assert shown("show(names['f'].__code__, 'BINARY_OP')", guest) == ["BINARY_OP 100 0 0 int/int"]


def test_observing_again_and_not_at_all() -> None:
    guest = "def f(a): return a + a\nfor a in range(300): f(a)"
    program = """
code = names['f'].__code__
native.observe_again(code); names['f']('x'); show(code, 'BINARY_OP')
native.collect_feedback(False); names['f'](1.5); names['f'](1.5); show(code, 'BINARY_OP')
"""
    assert shown(program, guest) == [
        "BINARY_OP 1 0 0 str/str",
        "BINARY_OP 2 0 0 str/str float/float",
    ]


def test_slots_keep_nothing_alive() -> None:
    guest = """
import gc, weakref
def f(a): return a.x
def make():
    class Local: x = 1
    f(Local())
    return weakref.ref(Local)
gone = make()
gc.collect()
print(gone())
"""
    assert shown("show(names['f'].__code__, 'LOAD_ATTR')", guest) == ["None", "LOAD_ATTR 1 0 0 None"]


def test_other_code_is_refused() -> None:
    program = "try: feedback(show.__code__)\nexcept TypeError as error: print(error)"
    assert shown(program, "") == ["the guest's code is wanted"]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_what_a_program_counts_stays(program: Path) -> None:
    assert metered("native", program) == metered("native", program, feedback=True)
