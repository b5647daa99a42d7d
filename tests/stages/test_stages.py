"""Every golden case prints what its file says; `--update` rewrites the files instead, for review."""

from __future__ import annotations

import pytest

from tests.stages.golden import Case, cases


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.stage}-{case.path.stem}")
def test_stage_prints_what_it_did(case: Case, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        case.rewrite()
        return
    printed = case.printed()
    command = f"cutaway show {case.stage} FILE"
    assert printed == case.expected, f"{case.path.name}: the stage prints something else now (try: {command})"
