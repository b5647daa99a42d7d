"""Random edits in a row over real files; `make incremental-fuzz` runs many more of them."""

from __future__ import annotations

import pytest

from tests.incremental.fuzzing import Run, sources


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("number", range(5))
def test_random_edits(number: int) -> None:
    run = Run(sources(5, 3)[number], number, level=number % 3)
    for _ in range(12):
        run.step()
    assert run.counts["shifted"] + run.counts["regenerated"] > 0
