"""`python -m benchmarks [ROW or GROUP...]`: our machine against CPython, each row with its bound and its aim.

Runs take turns (host, ours, host, ours, ...), so that a busy machine is slow for both; a first run of each is not
counted; sizes are calibrated; a cost is the CPU time of the child, the least of N runs.  A ratio of 1 means as fast as
CPython, above 1 slower.  PyPy, x-python and Monty stand beside us where `make pypy` and `make bench-others` put them.
Each run of the suite is kept as JSON in benchmarks/history.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from benchmarks import records, rows
from benchmarks.build_time import build_seconds
from benchmarks.measure import BrokenProgram, calibrated, run_once
from benchmarks.others.figures import Others
from benchmarks.rows import Row
from benchmarks.verdicts import Line, Measured, lines_of

NOISE = 0.1
"""A ratio that changed by less says nothing: single rows repeat to about so much on a shared machine."""

BUILD = rows.Bound(90.0, 45.0)


def measure(
    wanted: list[Row], rounds: int, engine: str, others: Others, console: Console
) -> tuple[Measured, dict[str, int | None]]:
    """Row -> engine -> samples, and row -> size; the other Pythons run the programs too.

    Raises BrokenProgram: also where our results differ from CPython's.
    """
    measured: Measured = {}
    sizes: dict[str, int | None] = {}
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("measuring", total=sum(rounds * row.times for row in wanted))
        for row in wanted:
            progress.update(task, description=row.what)
            size = sizes[row.name] = calibrated(row)
            by_engine = measured[row.name] = {"host": [], engine or row.engine: []}
            for name in by_engine:
                run_once(name, row, size)
            for _ in range(rounds * row.times):
                for name, samples in by_engine.items():
                    samples.append(run_once(name, row, size))
                progress.advance(task)
            checks = {name: {sample.check for sample in samples} for name, samples in by_engine.items()}
            if len({check for each in checks.values() for check in each}) != 1:
                raise BrokenProgram(f"{row.name}: different results: {checks}")
            if row.group == "programs":
                others.measure(row)
    return measured, sizes


def number(value: float | None, unit: str) -> str:
    """A cost as people read it."""
    if value is None:
        return ""
    if unit == "s":
        return f"{value * 1000:.1f} ms"
    return f"{value / 1e6:.1f} MB" if value > 1e6 else f"{value:.0f} B"


def show(lines: list[Line], others: Others, console: Console) -> None:
    """Print the table, and the notes of the other Pythons' columns."""
    titles = ["what", "CPython", "ours", "ratio", "must", "aim", "", *others.columns]
    table = Table(*titles, box=None, pad_edge=False)
    for column in [*table.columns[1:6], *table.columns[7:]]:
        column.justify = "right"
    colours = {"aim": "green", "ok": "green", "over": "bold red"}
    group = ""
    for line in lines:
        if line.group != group:
            group = line.group
            table.add_section()
            table.add_row(f"[bold]{rows.GROUPS[group].title if group in rows.GROUPS else group}[/]")
        bounds = [f"{bound:g}" if bound else "" for bound in (line.must, line.aim)]
        costs = [number(line.host, line.unit), number(line.ours, line.unit)]
        verdict = f"[{colours[line.verdict]}]{line.verdict}[/]" if line.verdict else ""
        beside = others.means() if line.name == "programs: geometric mean" else others.cells(line.name)
        table.add_row(f"  {line.what}", *costs, f"{line.ratio:.2f}", *bounds, verdict, *map(escape, beside))
    console.print(table)
    for place, note in enumerate(others.notes, 1):
        console.print(f"[{place}] {note}", markup=False, highlight=False, soft_wrap=True)


def compare(old: str, new: str, console: Console) -> int:
    """Print what changed between the records of two commits; answer the exit code."""
    try:
        changes = records.changes(records.found(old), records.found(new))
    except LookupError as error:
        print(error, file=sys.stderr)
        return 2
    table = Table("row", old, new, "change", "", box=None, pad_edge=False)
    for column in table.columns[1:4]:
        column.justify = "right"
    for name, (before, after) in changes.items():
        change = after / before - 1
        mark = "" if abs(change) < NOISE else "[red]slower[/]" if change > 0 else "[green]faster[/]"
        table.add_row(name, f"{before:.2f}", f"{after:.2f}", f"{change:+.0%}", mark)
    mean = statistics.geometric_mean(after / before for before, after in changes.values())
    console.print(table)
    console.print(f"geometric mean of all: {mean - 1:+.1%}")
    return 0


def build_line() -> Line:
    """The line of the native build: its ratio is its seconds."""
    wall, cpu = build_seconds()
    what = f"native build from clean, 2 cores: seconds by the clock ({cpu:.0f} s of CPU time)"
    return Line("build", "build", what, round(wall, 1), must=BUILD.must, aim=BUILD.aim)


def main() -> int:
    """Read the command line, measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", metavar="ROW", help="rows or groups (default: all that have a bound)")
    parser.add_argument("--families", action="store_true", help="the families of instructions too")
    parser.add_argument("--build", action="store_true", help="build the compiled part from clean, and time that too")
    parser.add_argument("--engine", default="", help="measure this engine instead of each row's own")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each program under each engine")
    parser.add_argument("--keep", metavar="NAME", default="local", help="history/NAME-... (local*: not committed)")
    parser.add_argument("--alone", action="store_true", help="leave other Pythons out where they are installed")
    parser.add_argument("--pyperf", metavar="FILE", type=Path, help="write all samples as a suite of pyperf's too")
    parser.add_argument("--compare", nargs=2, metavar=("OLD", "NEW"), help="compare records of commits, or files")
    arguments = parser.parse_args()
    console = Console()
    if arguments.compare:
        return compare(*arguments.compare, console)
    try:
        wanted = rows.chosen(arguments.names, families=arguments.families)
        beside = not arguments.alone and any(row.group == "programs" for row in wanted)
        others = Others.that_are_there() if beside else Others()
        measured, sizes = measure(wanted, arguments.rounds, arguments.engine, others, console)
    except (BrokenProgram, LookupError) as error:
        print(error, file=sys.stderr)
        return 1
    lines = lines_of(measured, arguments.engine)
    if arguments.build:
        try:
            lines.append(build_line())
        except subprocess.CalledProcessError as error:
            print(error, error.stderr or "", file=sys.stderr)
            return 1
    show(lines, others, console)
    path = records.keep(lines, measured, arguments.keep, sizes, arguments.rounds, others.figures)
    console.print(f"kept in {path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path}")
    if arguments.pyperf:
        records.write_for_pyperf(measured, arguments.pyperf)
    over = [line.what for line in lines if line.verdict == "over"]
    console.print(f"over their bound: {', '.join(over)}" if over else "all within their bounds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
