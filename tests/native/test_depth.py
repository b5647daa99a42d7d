"""Guest code that calls guest code 100,000 deep, back again, and with an exception through all of it.

Each engine over the host's frames pushes their frames in its one loop, those of special methods too
(native/follow_ups.pxi), so that none takes C stack; CPython itself dies of most special methods.  Their program is the
oracle's, which compares what the recursion limit counts.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.oracle.harness import guest_environment, interpreter

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

SPECIAL_METHODS = Path(__file__).parents[1] / "oracle/programs/exceptions/recursion_through_special_methods.py"
CALLS = Path(__file__).parent / "programs/deep/python_recursion.py"
DEPTH = 100_000
ENGINES = [
    "native",
    pytest.param("native-nofast", marks=pytest.mark.slow),
    pytest.param("plain", marks=pytest.mark.strain),
]


def lines_of(program: Path, engine: str) -> list[str]:
    """What the program prints, on a C stack that has room for a few hundred nested loops, whatever the machine has."""
    command = ["sh", "-c", 'ulimit -s 1024; exec "$@"', "sh", *interpreter(engine), str(program), str(DEPTH)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=600, env=guest_environment(engine, {}), check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("engine", ENGINES)
def test_special_methods_take_no_c_stack(engine: str) -> None:
    lines = lines_of(SPECIAL_METHODS, engine)
    assert len(lines) > 80
    assert [line for line in lines if not line.endswith("returned, 0      Bottom, True")] == []


@pytest.mark.parametrize("engine", ["native", pytest.param("plain", marks=pytest.mark.slow)])
def test_calls_take_no_c_stack(engine: str) -> None:
    lines = lines_of(CALLS, engine)
    assert len(lines) > 15
    assert [line for line in lines if not line.endswith(f" {DEPTH} True")] == []
