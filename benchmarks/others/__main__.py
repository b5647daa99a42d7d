"""`python -m benchmarks.others [--install]`: other Pythons beside ours, in times CPython's CPU time.

Each runs a program in turns with CPython, at a size that suits it; a program that it gets wrong or cannot run has no
figure, but a footnote.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import replace
from statistics import geometric_mean

from rich.console import Console
from rich.table import Table

from benchmarks.measure import BrokenProgram, calibrated, run_command, run_once
from benchmarks.others.interpreters import INTERPRETERS, Interpreter, NotThere, install
from benchmarks.rows import ROWS, Row

TIMEOUT = 120
PROGRAMS = [row for row in ROWS.values() if row.group == "programs"]
GROUPS = ("x-python", "monty")
OURS = "Cutaway"


def ratio(interpreter: Interpreter | None, row: Row) -> float:
    """What a program takes, in times CPython's time; None is our native engine.

    Raises NotThere, BrokenProgram, and ValueError for a wrong result.
    """
    if interpreter is not None:
        row = replace(row, seconds=interpreter.seconds)
    size = calibrated(row)
    assert size is not None
    theirs, host = [], []
    for _ in range(interpreter.rounds if interpreter else 5):
        host.append(run_once("host", row, size))
        if interpreter is None:
            theirs.append(run_once("native", row, size))
        else:
            theirs.append(run_command(interpreter.command(row.program, size), "host", row.name, subprocess.DEVNULL))
        if theirs[-1].check != host[-1].check:
            raise ValueError(f"{theirs[-1].check} instead of {host[-1].check}")
    return min(sample.seconds for sample in theirs) / min(sample.seconds for sample in host)


def reason_of(error: Exception, interpreter: Interpreter, row: Row) -> str:
    """Why there is no figure: wrong, or the last words of the interpreter."""
    if isinstance(error, ValueError):
        return f"wrong: {error}"
    size = row.growth(row.size or 1, interpreter.seconds / row.seconds)
    command = interpreter.command(row.program, size)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return f"still running after {TIMEOUT} s"
    words = [line for line in done.stderr.splitlines() if line.strip()]
    return f"cannot run: {words[-1].strip()}" if words else f"cannot run: exit status {done.returncode}"


def cell_of(interpreter: Interpreter, row: Row, notes: list[str], found: list[float]) -> str:
    """One cell: a figure, which joins those found, or the number of a note, which joins the notes."""
    try:
        found.append(ratio(interpreter, row))
    except (BrokenProgram, ValueError) as error:
        notes.append(f"{interpreter.name}, {row.name}: {reason_of(error, interpreter, row)}")
        return f"\\[{len(notes)}]"
    return f"{found[-1]:.2f}"


def main() -> int:
    """Install what is asked for, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.others", description=__doc__)
    parser.add_argument("--install", action="store_true", help="put x-python and Monty into build/others first")
    arguments = parser.parse_args()
    if arguments.install:
        for group in GROUPS:
            try:
                install(group)
            except subprocess.CalledProcessError as error:
                print(f"{group} could not be installed: {error}", file=sys.stderr)
    notes: list[str] = []
    there: list[Interpreter] = []
    for interpreter in INTERPRETERS.values():
        try:
            interpreter.start()
        except NotThere as reason:
            notes.append(f"{interpreter.name}: {reason}")
        else:
            there.append(interpreter)
    table = Table("program", OURS, *[interpreter.name for interpreter in there], box=None, pad_edge=False)
    found: dict[str, list[float]] = {name: [] for name in (OURS, *[interpreter.name for interpreter in there])}
    for row in PROGRAMS:
        found[OURS].append(ratio(None, row))
        cells = [cell_of(interpreter, row, notes, found[interpreter.name]) for interpreter in there]
        table.add_row(row.name, f"{found[OURS][-1]:.2f}", *cells)
    means = [f"{geometric_mean(each):.2f} ({len(each)} of {len(PROGRAMS)})" if each else "" for each in found.values()]
    table.add_row("geometric mean", *means)
    console = Console()
    console.print("CPU time in times CPython's, start-up left out; below 1 is faster.", highlight=False)
    console.print(table)
    for number, note in enumerate(notes, 1):
        console.print(f"[{number}] {note}", markup=False, highlight=False, soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
