"""What the outcomes of a module mean, held against CPython's and the list of expected failures.

    judge("test_dis", host, ours, EXPECTED)   ->  Verdict(missed=[...], unlisted=[...], passing_again=[...], ...)

The tests that pass under CPython are the measure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.conformance.outcomes import ENDED, Outcomes

LIST = Path(__file__).with_name("expected_failures.toml")
KINDS = ("CPython detail: ", "host limit: ", "not done yet: ")


def expected_failures(path: Path = LIST) -> dict[str, str]:
    """Answer test id -> reason.  Raises ValueError for a reason of no kind."""
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    for test, reason in found.items():
        if not reason.startswith(KINDS):
            raise ValueError(f"{test}: a reason begins with one of {KINDS}")
    return found


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a module stands.  `measured` pass under CPython; `missed` are those of them that do not pass on ours."""

    module: str
    measured: list[str]
    missed: list[str]
    unlisted: list[str] = field(default_factory=list)
    """Missed and not expected to be."""
    passing_again: list[str] = field(default_factory=list)
    """Expected to fail, and they pass: the list is to shrink."""
    ending: str = ENDED
    """How our process ended where CPython's ended well; a crash, a hang or a process left behind is a failure."""

    @property
    def good(self) -> bool:
        """Whether nothing is to be done."""
        return not self.unlisted and not self.passing_again and self.ending == ENDED


def judge(module: str, host: Outcomes, ours: Outcomes, expected: Mapping[str, str]) -> Verdict:
    """Answer how a module stands.  In: its outcomes under CPython and on the machine; the expected failures."""
    measured = sorted(host.good())
    passed = ours.good()
    missed = [test for test in measured if test not in passed]
    return Verdict(
        module,
        measured,
        missed,
        [test for test in missed if test not in expected],
        [test for test in measured if test in expected and test in passed],
        ours.ending if host.ending == ENDED else ENDED,
    )


def different(one: Outcomes, other: Outcomes) -> list[str]:
    """Answer the tests of which two engines say different things, as lines for a reader."""
    lines = []
    for test in sorted(one.tests.keys() | other.tests.keys()):
        left, right = one.of(test), other.of(test)
        if left[0] != right[0]:
            lines.append(f"{test}: {left[0]} and {right[0]}: {(right[1] or left[1])[-160:]}")
    if (one.ending == ENDED) != (other.ending == ENDED):
        lines.append(f"the process: {one.ending} and {other.ending}")
    return lines
