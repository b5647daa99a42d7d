"""Records of measurements, one JSON file each in benchmarks/history, and the comparison of two commits.

    path = keep(lines, measured, name="0.1.0")      history/0.1.0-<commit>-<time>.json
    found("ce5d241")                                the newest record of a commit, or the file of that name
    changes(old, new)                               row -> (ratio then, ratio now)

Ratios to CPython are compared, not times: both were measured in turns on the machine of the day.
"""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyperf

from benchmarks.measure import Sample
from benchmarks.verdicts import Line, Measured

HISTORY = Path(__file__).parent / "history"
Record = dict[str, Any]


def commit() -> str:
    """The commit that is measured, with + when the tree differs from it."""
    command = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    answer = subprocess.run(command, cwd=HISTORY.parent, check=False, capture_output=True, text=True)
    return answer.stdout.strip() or "unknown"


def keep(
    lines: Iterable[Line],
    measured: Measured,
    name: str,
    sizes: dict[str, int | None],
    rounds: int,
    others: Mapping[str, dict[str, float]] = MappingProxyType({}),
) -> Path:
    """Write a record; `others` is what other Pythons take, in times CPython's cost.  Out: its path."""
    now = datetime.now(UTC)
    record = {
        "time": now.isoformat(),
        "commit": commit(),
        "host": f"{platform.python_implementation()} {platform.python_version()}",
        "rounds": rounds,
        "rows": {
            line.name: line.as_data() | {"size": sizes.get(line.name), "others": others.get(line.name, {})}
            for line in lines
        },
        "samples": {
            row: {engine: [_rounded(sample) for sample in samples] for engine, samples in by_engine.items()}
            for row, by_engine in measured.items()
        },
    }
    HISTORY.mkdir(exist_ok=True)
    path = HISTORY / f"{name}-{record['commit']}-{now:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return path


def _rounded(sample: Sample) -> list[float]:
    """Seconds, seconds of the process, megabytes, bytes."""
    return [
        round(sample.seconds, 6),
        round(sample.process_seconds, 6),
        round(sample.megabytes, 2),
        round(sample.size, 1),
    ]


def found(which: str) -> Record:
    """The record in a file, or the newest one of a commit.  Raises LookupError where there is none."""
    path = Path(which)
    if path.is_file():
        return _read(path)
    records = sorted(map(_read, HISTORY.glob("*.json")), key=lambda record: str(record["time"]))
    of_commit = [record for record in records if str(record["commit"]).startswith(which)]
    if not of_commit:
        there_are = ", ".join(dict.fromkeys(str(record["commit"]) for record in records))
        raise LookupError(f"no record of commit {which} in {HISTORY.name}; there are {there_are or 'none'}")
    return of_commit[-1]


def _read(path: Path) -> Record:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def ratios(record: Record) -> dict[str, float]:
    """Row -> ratio, of a record of any age: the first ones kept speeds, the other way up."""
    if "rows" in record:
        return {name: float(row["ratio"]) for name, row in record["rows"].items()}
    return {name: 1 / float(row["speed"]["native"]) for name, row in record["programs"].items()}


def changes(old: Record, new: Record) -> dict[str, tuple[float, float]]:
    """What both records have, in the order of the newer."""
    before = ratios(old)
    return {name: (before[name], ratio) for name, ratio in ratios(new).items() if name in before}


def write_for_pyperf(measured: Measured, path: Path) -> None:
    """Write all samples as a suite of pyperf's, for `python -m pyperf stats`, `hist` and `compare_to`."""
    benchmarks = []
    for row, by_engine in measured.items():
        for engine, samples in by_engine.items():
            metadata = {"name": f"{row} [{engine}]", "unit": "second", "loops": 1}
            runs = [
                pyperf.Run([sample.seconds], metadata=metadata, collect_metadata=not benchmarks) for sample in samples
            ]
            benchmarks.append(pyperf.Benchmark(runs))
    pyperf.BenchmarkSuite(benchmarks).dump(str(path), replace=True)
