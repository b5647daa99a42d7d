"""What a profile says: totals by function and by line, and the file that flame graph viewers open.

In: what universe/profiling.py sent.  Out: rows for tables, data for JSON, and speedscope's format
(https://www.speedscope.app/file-format-schema.json).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from cutaway import __version__

SCHEMA = "https://www.speedscope.app/file-format-schema.json"
Place = tuple[str, str, int]
"""File, function, first line."""
Times = defaultdict[Place, float]


class Row(NamedTuple):
    """A function, or a line (`function` is then the one that it is in)."""

    file: str
    line: int
    function: str
    instructions: int
    own: float
    """Seconds in it."""
    total: float
    """Seconds in it and in what it called."""


class Report(NamedTuple):
    """A whole profile."""

    instructions: int
    cpu: float
    wall: float
    cost: float
    """Seconds that the profiler itself took, as far as it can tell."""
    functions: list[Row]
    lines: list[Row]


def report_of(found: dict[str, Any]) -> Report:
    """Sum up, the heaviest first."""
    counts: Counter[Place] = Counter()
    line_counts: Counter[Place] = Counter()
    for file, function, first, by_line in found["functions"]:
        counts[file, function, first] += sum(by_line.values())
        for line, times in by_line.items():
            line_counts[file, function, line] += times
    own: Times = defaultdict(float)
    total: Times = defaultdict(float)
    line_own: Times = defaultdict(float)
    line_total: Times = defaultdict(float)
    for stack, seconds in found["stacks"]:
        if stack:
            own[stack[0][:3]] += seconds
            line_own[stack[0][0], stack[0][1], stack[0][3]] += seconds
        for place in {entry[:3] for entry in stack}:
            total[place] += seconds
        for place in {(entry[0], entry[1], entry[3]) for entry in stack}:
            line_total[place] += seconds

    def rows(number: Counter[Place], inside: Times, below: Times) -> list[Row]:
        places = sorted({*number, *inside, *below}, key=lambda at: (-number[at], -inside[at], -below[at], at))
        return [
            Row(file, line, function, number[file, function, line],
                inside[file, function, line], below[file, function, line])
            for file, function, line in places
        ]  # fmt: skip

    return Report(
        found["instructions"], found["cpu"], found["wall"], found["cost"],
        rows(counts, own, total), rows(line_counts, line_own, line_total),
    )  # fmt: skip


def speedscope_of(found: dict[str, Any], name: str) -> dict[str, Any]:
    """A file for https://www.speedscope.app and the viewers that read its format: time by stack, and instructions."""
    frames: dict[Place, int] = {}
    numbered: list[dict[str, Any]] = []

    def number_of(place: Place) -> int:
        place = (place[0], place[1], place[2])
        if place not in frames:
            frames[place] = len(numbered)
            numbered.append({"name": place[1], "file": place[0], "line": place[2]})
        return frames[place]

    stacks = [[number_of(entry[:3]) for entry in reversed(stack)] for stack, _ in found["stacks"]]
    weights = [seconds for _, seconds in found["stacks"]]
    profiles = [_sampled(f"{name}: CPU time", "seconds", stacks, weights)]
    if found["functions"]:
        counted = sorted(found["functions"], key=lambda each: -sum(each[3].values()))
        stacks = [[number_of((file, function, first))] for file, function, first, _ in counted]
        weights = [sum(by_line.values()) for _, _, _, by_line in counted]
        profiles.append(_sampled(f"{name}: instructions", "none", stacks, weights))
    return {
        "$schema": SCHEMA,
        "name": name,
        "exporter": f"cutaway {__version__}",
        "activeProfileIndex": 0,
        "shared": {"frames": numbered},
        "profiles": profiles,
    }


def _sampled(name: str, unit: str, stacks: list[list[int]], weights: list[Any]) -> dict[str, Any]:
    return {
        "type": "sampled",
        "name": name,
        "unit": unit,
        "startValue": 0,
        "endValue": sum(weights),
        "samples": stacks,
        "weights": weights,
    }
