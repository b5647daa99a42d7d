"""A fixed sample of the host's library compiles to identical code objects; `make identity` compares all of it."""

from __future__ import annotations

import pytest

from tests.identity.corpora import library
from tests.identity.tally import Tally, compare_source

FILES = 150
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_sample_of_the_library(part: int) -> None:
    paths = library()
    chosen = paths[:: len(paths) // FILES][:FILES]
    assert len(chosen) == FILES
    tally = Tally()
    for number, path in enumerate(chosen[part::PARTS]):
        compare_source(tally, path.read_bytes(), str(path), number % 3)
    assert tally.examples == {}
