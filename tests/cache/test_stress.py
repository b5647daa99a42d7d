"""The strains of `make cache-stress`, for as long as a test may take."""

from __future__ import annotations

import pytest

from tests.cache import stress


@pytest.mark.slow
def test_processes_that_import_and_edit_one_package() -> None:
    assert stress.edits(seconds=5, processes=6) == 0


def test_compilers_that_are_killed() -> None:
    assert stress.kills(count=20) == 0
