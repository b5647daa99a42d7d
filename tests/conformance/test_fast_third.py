"""A third of the modules on the native engine, in every test run: those with the most tests for their time.

fast_modules.txt is fixed, so that two runs speak of the same tests; `make conformance` runs them all.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from cutaway import native
from tests.conformance.outcomes import ENDED
from tests.conformance.store import HOST, Store
from tests.conformance.verdict import expected_failures, judge

HERE = Path(__file__).parent
ALL = (HERE / "modules.txt").read_text(encoding="utf-8").split()
FAST = (HERE / "fast_modules.txt").read_text(encoding="utf-8").split()
LIMIT = 120.0


def test_it_is_a_third() -> None:
    assert set(FAST) <= set(ALL)
    assert len(set(FAST)) >= len(ALL) / 3


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("test.support") is None, reason="this Python comes without its tests")
@pytest.mark.skipif(bool(native.WHY_NOT_AVAILABLE), reason="the native engine was not built")
@pytest.mark.parametrize("module", FAST)
def test_module(module: str) -> None:
    host, ours = (Store(python).outcomes(module, LIMIT) for python in (HOST, "native"))
    if not host.good():
        pytest.skip(f"CPython itself passes no test of it here: {host.ending}")
    verdict = judge(module, host, ours, expected_failures())
    assert not verdict.passing_again, "these pass now: take them off expected_failures.toml"
    assert not verdict.unlisted, "\n".join(f"{test}: {ours.of(test)}" for test in verdict.unlisted)
    assert verdict.ending == ENDED
