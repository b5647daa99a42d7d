"""The stages that can be shown are those of the table of contents, in its order, each with its printer."""

from __future__ import annotations

import importlib

import pytest

from cutaway.pipeline import STAGES
from cutaway.show.stages import MAKERS, STAGE_NAMES


def test_names_and_order_agree() -> None:
    assert [*STAGE_NAMES] == [*(stage.name for stage in STAGES), "all"]
    assert [*MAKERS] == [stage.name for stage in STAGES]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_printer_exists(stage) -> None:
    assert callable(importlib.import_module(stage.printer).listing)
