"""Chains of 100,000 generators, coroutines or other objects are closed, thrown into and dropped; no process ends.

CPython 3.11 dies of most of these chains.  The first program is the oracle's too, where it compares a shorter one.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.oracle.harness import guest_environment, interpreter

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

PROGRAMS = Path(__file__).parent / "programs/deep"
LONG_CHAINS = Path(__file__).parents[1] / "oracle/programs/generators/long_chains.py"
DEPTH = 100_000
ENGINES = ["native", pytest.param("plain", marks=pytest.mark.slow)]


def lines_of(engine: str, program: Path, *arguments: object) -> list[str]:
    """What the program prints, on a C stack of 1 MB, whatever the machine has."""
    command = ["sh", "-c", 'ulimit -s 1024; exec "$@"', "sh", *interpreter(engine), "-Wignore", str(program)]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=600,
        env=guest_environment(engine, {}),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.mark.parametrize("engine", ENGINES)
def test_chains_that_wait_are_closed_and_thrown_into(engine: str) -> None:
    lines = lines_of(engine, LONG_CHAINS, DEPTH)
    for beginning in (
        "dropped 200000 ",
        "closed 200000 ",
        "cleared 200000 ",
        "thrown 200000 ",
        f"returned {DEPTH + 9}",
    ):
        assert [line for line in lines if line.startswith(beginning)], beginning
    assert f"KeyError('x') True {DEPTH + 1} None" in lines
    assert f"KeyError('x') {DEPTH + 2}" in lines
    assert lines.count("RecursionError('maximum recursion depth exceeded')") == 1  # asend().throw() alone


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("depth", [3, 40, 20_000])
def test_throwing_again_from_inside_is_refused(depth: int, engine: str) -> None:
    lines = lines_of(engine, PROGRAMS / "thrown_from_inside.py", depth)
    refused = "'ValueError: generator already executing'"
    assert lines == [
        f"True [{', '.join([refused] * 3)}, 'RuntimeError: cannot clear an executing frame']",
        f"True [{', '.join([refused.replace('generator', 'coroutine')] * 2)}]",
    ]


@pytest.mark.parametrize("engine", ["native", pytest.param("plain", marks=pytest.mark.strain)])
@pytest.mark.parametrize("size", [32768, 1048576])
def test_chains_of_every_kind_are_dropped(size: int, engine: str) -> None:
    lines = lines_of(engine, PROGRAMS / "dropped_chains.py", DEPTH, size)
    outer_first = ("looping", "holding", "instances")
    assert lines == [
        *(f"{kind} {kind not in outer_first} {kind in outer_first}" for kind in
          ("delegating", "looping", "awaiting", "holding", "instances")),
        "end",
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_a_running_generator_that_is_moved_to_its_beginning_begins_anew(engine: str) -> None:
    assert lines_of(engine, PROGRAMS / "moved_to_the_beginning.py") == [
        "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]",
        "[None, 'moved', 'moved', 'moved', 'moved', 'moved', 'moved', 'moved', 'moved', None, None]",
        "result ['awaited', 'moved', 'awaited', 'awaited']",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_unfinished_tuple_is_shown(engine: str) -> None:
    assert lines_of(engine, PROGRAMS / "unfinished_tuple.py") == ["([], [], 2)"]
