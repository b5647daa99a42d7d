"""`python -m benchmarks [NAME...]`: our engines against CPython, interleaved, median of N, geometric mean.

Runs take turns (host, native, host, native, ...), so that a busy machine is slow for both.  A speed above 1 means that
we are faster than CPython, below 1 that we are slower.  Each run of the suite is kept as JSON in benchmarks/history.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.measure import BrokenProgram, Sample, run_once

HERE = Path(__file__).parent
HISTORY = HERE / "history"


def found(kinds: list[str], names: list[str]) -> list[Path]:
    """The programs of the folders `kinds`, all or those named."""
    programs = [path for kind in kinds for path in sorted((HERE / kind).glob("*.py"))]
    return [path for path in programs if not names or path.stem in names]


def measure(
    programs: list[Path], engines: list[str], rounds: int, console: Console
) -> dict[str, dict[str, list[Sample]]]:
    """Program -> engine -> samples.  A program that fails, or computes something else than CPython, ends the run."""
    samples: dict[str, dict[str, list[Sample]]] = {}
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("measuring", total=len(programs) * rounds)
        for program in programs:
            rows = samples.setdefault(program.stem, {engine: [] for engine in ["host", *engines]})
            for _ in range(rounds):
                for engine, row in rows.items():
                    row.append(run_once(engine, program))
                progress.advance(task)
            checks = {engine: {sample.check for sample in row} for engine, row in rows.items()}
            if len({check for row in checks.values() for check in row}) != 1:
                raise BrokenProgram(f"{program.stem}: different results: {checks}")
    return samples


def median(row: list[Sample], field: str) -> float:
    """The median of one field."""
    return float(statistics.median(getattr(sample, field) for sample in row))


def summary(samples: dict[str, dict[str, list[Sample]]], engines: list[str]) -> dict[str, dict[str, object]]:
    """What is kept: the medians and the ratios of each program."""
    kept: dict[str, dict[str, object]] = {}
    for name, rows in samples.items():
        kept[name] = {
            engine: {field: round(median(row, field), 6) for field in ("seconds", "process_seconds", "megabytes")}
            for engine, row in rows.items()
        }
        kept[name]["speed"] = {
            e: round(median(rows["host"], "seconds") / median(rows[e], "seconds"), 3) for e in engines
        }
    return kept


def show(samples: dict[str, dict[str, list[Sample]]], engines: list[str], console: Console) -> dict[str, float]:
    """Print the table; answer the geometric mean of each engine's speed."""
    table = Table("program", "CPython s", "CPython MB")
    for engine in engines:
        table.add_column(f"{engine} s", justify="right")
        table.add_column("speed", justify="right")
        table.add_column("MB", justify="right")
    speeds: dict[str, list[float]] = {engine: [] for engine in engines}
    for name, rows in samples.items():
        host = median(rows["host"], "seconds")
        cells = [name, f"{host:.3f}", f"{median(rows['host'], 'megabytes'):.0f}"]
        for engine in engines:
            ours = median(rows[engine], "seconds")
            speeds[engine].append(host / ours)
            cells += [f"{ours:.3f}", f"{host / ours:.2f}", f"{median(rows[engine], 'megabytes'):.0f}"]
        table.add_row(*cells)
    means = {engine: statistics.geometric_mean(values) for engine, values in speeds.items()}
    table.add_section()
    table.add_row("geometric mean", "", "", *[cell for e in engines for cell in ("", f"{means[e]:.2f}", "")])
    console.print(table)
    return means


def commit() -> str:
    """The commit that is measured, with + when the tree differs from it."""
    answer = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=HERE, check=False, capture_output=True, text=True
    )
    return answer.stdout.strip() or "unknown"


def main() -> int:
    """Read the command line, measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", help="programs to run (default: all of the chosen kind)")
    parser.add_argument("--kind", choices=["programs", "micro", "all"], default="programs")
    parser.add_argument("--engines", default="native", help="separated by commas: native,native-nofast,plain,pure")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each program under each engine")
    parser.add_argument(
        "--keep", metavar="NAME", default="local", help="history/NAME-<time>.json (local*: not committed)"
    )
    arguments = parser.parse_args()
    kinds = ["programs", "micro"] if arguments.kind == "all" or arguments.names else [arguments.kind]
    engines = arguments.engines.split(",")
    programs = found(kinds, arguments.names)
    if not programs:
        parser.error(f"no such program: {' '.join(arguments.names)}")
    console = Console()
    try:
        samples = measure(programs, engines, arguments.rounds, console)
    except BrokenProgram as error:
        print(error, file=sys.stderr)
        return 1
    means = show(samples, engines, console)
    now = datetime.now(UTC)
    record = {
        "time": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "host": f"{platform.python_implementation()} {platform.python_version()}",
        "rounds": arguments.rounds,
        "geometric mean of speed": {engine: round(mean, 3) for engine, mean in means.items()},
        "programs": summary(samples, engines),
    }
    HISTORY.mkdir(exist_ok=True)
    path = HISTORY / f"{arguments.keep}-{now:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"kept in {path.relative_to(HERE.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
