"""A sample of the fuzz programs in every test run; `make fuzz` compares thousands."""

from __future__ import annotations

import pytest

from tests.fuzz.compare import difference, outcomes
from tests.fuzz.writer import Writer
from tests.oracle.harness import HOST, engines

SEED = 2026
PROGRAMS = 60


@pytest.fixture(scope="module")
def programs() -> list[str]:
    """The sample: the same programs in every run."""
    return [Writer(SEED, number).program() for number in range(PROGRAMS)]


@pytest.fixture(scope="module")
def wanted(programs: list[str]) -> list[str]:
    """What CPython prints."""
    return outcomes(programs, HOST)


@pytest.mark.parametrize("engine", engines())
def test_sample(programs: list[str], wanted: list[str], engine: str) -> None:
    found = outcomes(programs, engine)
    odd = {
        f"python -m tests.fuzz --seed {SEED} --first {number} --count 1 --engines {engine}": difference(expected, shown)
        for number, (expected, shown) in enumerate(zip(wanted, found, strict=True))
        if expected != shown
    }
    assert not odd


def test_programs_do_something(wanted: list[str]) -> None:
    """Programs that all fail at their first line would compare nothing."""
    assert sum(len(text.splitlines()) > 5 for text in wanted) > PROGRAMS * 0.8


def test_an_end_of_the_process_is_an_outcome() -> None:
    """A program that ends its process does not take the ones after it along."""
    ends = "import os\nshow('before')\nos._exit(3)\n"
    shown = outcomes(["show(1)\n", ends, "show(2)\n"], HOST)
    assert shown[0] == "1\n"
    assert "the process ended: 3" in shown[1]
    assert shown[2] == "2\n"
