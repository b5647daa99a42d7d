"""The tracer: which events it sends, and that describing a value runs no code of the guest."""

from __future__ import annotations

import sys
from types import CodeType, FrameType
from typing import Any

from cutaway.bytecode.define import NULL
from cutaway.observe.trace import Event, Tracer, describe


def traced(source: str, limit: int = 100) -> list[Event]:
    events: list[Event] = []

    def stack_of(frame: FrameType) -> list[Any]:
        return [frame.f_lasti]

    code = compile(source, "guest.py", "exec")
    before = sys.gettrace()
    Tracer(events.append, stack_of, "guest.py", "", limit).start()
    try:
        exec(code, {})
    finally:
        sys.settrace(before)
    return events


def test_events_come_in_pairs_of_code_and_steps() -> None:
    events = traced("def f(a):\n    return a\nf(1)\n")
    kinds = [event[0] for event in events]
    assert kinds[:2] == ["code", "call"]
    codes = {event[1]: event[2] for event in events if event[0] == "code"}
    assert [code.co_name for code in codes.values()] == ["<module>", "f"]
    assert all(isinstance(code, CodeType) for code in codes.values())
    numbers = [event[1] for event in events if event[0] != "code"]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    outcomes = [event[7] for event in events if event[0] == "step" and event[7]]
    assert outcomes == ["gives 1", "gives None"]


def test_a_raise_is_told() -> None:
    events = traced("try: 1/0\nexcept ZeroDivisionError: pass\n")
    assert "raises ZeroDivisionError" in [event[7] for event in events if event[0] == "step"]


def test_limit_ends_the_watch() -> None:
    events = traced("for i in range(1000): pass\n", limit=10)
    assert sum(event[0] == "step" for event in events) == 10


def test_describe_runs_nothing_of_the_guest() -> None:
    class Meta(type):
        def __repr__(cls) -> str:
            raise AssertionError

    class Guest(metaclass=Meta):
        def __repr__(self) -> str:
            raise AssertionError

        __class__ = property(lambda self: 1 / 0)  # type: ignore[assignment]

    assert describe(Guest()) == "<Guest object>"
    assert describe(Guest) == "<class Guest>"
    assert describe(NULL) == "NULL"
    assert describe([1, "x"]) == "[1, 'x']"
    assert describe(10**100).startswith("<int of")
    assert describe("x" * 100).endswith("...")
