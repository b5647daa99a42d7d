"""Each benchmark computes under every engine what it computes under CPython (small sizes: this is not about speed)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.oracle.harness import Invocation, marked_engines
from tests.programs.compare import same

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SMALL = {"fib": 15, "loops": 3, "mandelbrot": 16, "nbody_attr": 100, "nqueens": 5, "richards": 4, "wordcount": 200}


def check_value(text: str) -> str:
    """The output without the time or the memory."""
    return re.sub(r" (CPU|BYTES) .*", "", text)


@pytest.mark.parametrize("every_engine", marked_engines())
@pytest.mark.parametrize("path", sorted(BENCHMARKS.glob("[mp]*/*.py")), ids=lambda path: path.stem)
def test_same_check_value(path: Path, every_engine: str) -> None:
    """The CHECK line is CPython's."""
    size = str(SMALL.get(path.stem, 500))
    assert "CHECK" in same(every_engine, Invocation((str(path), size)), check_value).stdout
