"""Tests of the compiler check every flow graph after every pass."""

from __future__ import annotations

import pytest

from cutaway.compiler import assembler


@pytest.fixture(autouse=True)
def checked_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find a bad block where it was made."""
    monkeypatch.setattr(assembler, "CHECKS_PASSES", True)
