"""A fixed sample of mutations on both engines; `make mutations` runs 200,000."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.mutations import regressions
from tests.oracle.harness import Invocation, run


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "count"), [("native", 2000), ("plain", 300)])
def test_no_mutation_crashes(engine: str, count: int) -> None:
    command = [sys.executable, "-m", "tests.mutations", "--count", str(count), "--engine", engine]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("engine", ["native", "plain", "pure"])
@pytest.mark.parametrize("name", sorted(regressions.PROGRAMS))
def test_what_crashed_once(name: str, engine: str) -> None:
    outcome = run(engine, Invocation(("-c", regressions.PROGRAMS[name])))
    assert outcome.status in (0, 1), outcome.stderr
