"""From samples to lines of the table: what a row costs under CPython and under us, and what is to be said of that.

    lines = lines_of(measured)      measured: row name -> engine -> samples, as interleaved runs gave them

A cost is the least of the samples: what a busy machine adds is never negative.  A ratio is our cost by CPython's.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.measure import Sample
from benchmarks.rows import GROUPS, ROWS, Bound, Row

Measured = dict[str, dict[str, list[Sample]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `host` and `ours` in seconds or bytes (None for what sums up other lines), and the ratio."""

    name: str
    group: str
    what: str
    ratio: float
    host: float | None = None
    ours: float | None = None
    unit: str = "s"
    must: float | None = None
    aim: float | None = None

    @property
    def verdict(self) -> str:
        """ "aim" and "ok" are within the bound, "over" is not; "" where there is no bound."""
        if self.must is None or self.aim is None:
            return ""
        return "aim" if self.ratio <= self.aim else "ok" if self.ratio <= self.must else "over"

    def as_data(self) -> dict[str, Any]:
        """The line as a record keeps it."""
        return asdict(self) | {"verdict": self.verdict}


def cost(samples: Sequence[Sample], field: str) -> float:
    """The least of one field."""
    return min(float(getattr(sample, field)) for sample in samples)


def line_of(row: Row, by_engine: dict[str, list[Sample]], engine: str) -> Line:
    """What one engine's samples say of a row."""
    host, ours = cost(by_engine["host"], row.field), cost(by_engine[engine], row.field)
    unit = "B" if row.field == "size" else "s"
    return _bounded(row.bound, row.name, row.group, row.what, ours / host, host, ours, unit)


def lines_of(measured: Measured, engine: str = "") -> list[Line]:
    """The lines of all rows, and after each group what it comes to; `engine` instead of each row's own."""
    lines: list[Line] = []
    for group in GROUPS.values():
        rows = [row for name, row in ROWS.items() if row.group == group.name and name in measured]
        of_group = [line_of(row, measured[row.name], engine or row.engine) for row in rows]
        lines += of_group
        if len(of_group) < 2:
            continue
        mean = _together(statistics.geometric_mean, of_group)
        if group.mean or group.name != "start":
            lines.append(_bounded(group.mean, f"{group.name}: geometric mean", group.name, "geometric mean", mean))
        if group.worst:
            worst = _together(max, of_group)
            lines.append(_bounded(group.worst, f"{group.name}: worst", group.name, "the worst", worst))
    return lines


def _bounded(bound: Bound | None, *facts: Any) -> Line:
    return Line(*facts, must=bound.must, aim=bound.aim) if bound else Line(*facts)


def _together(how: Callable[[list[float]], float], lines: list[Line]) -> float:
    return how([line.ratio for line in lines])
