"""A meter counts the same on every engine, cache cold or warm, and line by line what CPython carries out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.counting import ENGINES, counted_apart, counts, lines_here, lines_of_host
from tests.oracle.programs_found import names

pytest.importorskip("cutaway.native.substrate", reason="the compiled part was not built")

# What changed the count once: each a cause that was found and taken away.
ONCE_DIFFERENT = [
    "exceptions/recursion_limits",  # a call of a C function that was not counted
    "classes/classes_changed_by_their_methods",  # the guest's own gc.set_threshold
    "exceptions/groups",  # the host's ast, which had changed the guest's node classes
    "runtime/audit_events",  # our compiler's code objects, heard by the guest's audit hook
]
ALONE = [
    "apps/graphs",
    "apps/life",
    "calls/star_arguments",
    "exceptions/flows",
    "generators/async_comprehension_mix",
    "generators/exceptions_inside",
    "generators/yield_from",
    "statements/unpacking",
    "statements/with_statement",
]


@pytest.mark.parametrize("name", ONCE_DIFFERENT)
def test_every_engine_and_cache_counts_the_same(name: str) -> None:
    assert counts(name).different == {}


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("engine", [pytest.param(e, marks=() if e == "native" else pytest.mark.slow) for e in ENGINES])
def test_counts_what_cpython_carries_out(name: str, engine: str, tmp_path: Path) -> None:
    total, lines = lines_here(name, engine, tmp_path)
    assert lines == lines_of_host(name)
    assert total == lines.total()


def test_reasons_are_for_programs_that_are_there() -> None:
    assert counted_apart().keys() <= set(names())
    assert all(each.where <= {"again", "cold", *ENGINES} and each.reason for each in counted_apart().values())
