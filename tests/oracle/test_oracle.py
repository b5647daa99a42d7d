"""Every oracle program shows under each engine what it shows under CPython: output, traceback text, exit status."""

from __future__ import annotations

import functools

import pytest

from tests.oracle.harness import HOST, Outcome, command_text, difference, marked_engines, run
from tests.oracle.known import reasons
from tests.oracle.programs_found import invocation_of, names


@functools.cache
def expected(name: str) -> Outcome:
    """What CPython shows; one run serves every engine."""
    return run(HOST, invocation_of(name))


@pytest.mark.parametrize("engine", marked_engines())
@pytest.mark.parametrize("name", names())
def test_program(name: str, engine: str) -> None:
    """One program under one engine."""
    invocation = invocation_of(name)
    shown = difference(expected(name), run(engine, invocation))
    reason = reasons().get((name, engine))
    if reason is None:
        assert not shown, f"{command_text(engine, invocation)}\n{shown}"
    elif shown:
        pytest.xfail(reason)
    else:
        pytest.fail(f"{name} passes under {engine}: remove it from expected_failures.toml")


def test_known_failures_name_programs() -> None:
    """An entry for a program that is gone is a mistake."""
    assert {name for name, _ in reasons()} <= set(names())
