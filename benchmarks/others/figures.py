"""What the other Pythons take for our programs, in times CPython's CPU time: columns beside the table of `make bench`.

others = Others.that_are_there(["PyPy", "Monty"])     those that are installed
others.measure(row)                                   each in turns with CPython, at a size that suits it
others.cells("fib")                                   ["0.12", "4.05"]
others.notes                                          why a cell has no figure, or a column is missing
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from statistics import geometric_mean

from benchmarks.measure import BrokenProgram, calibrated, run_command, run_once
from benchmarks.others.interpreters import INTERPRETERS, Interpreter, NotThere
from benchmarks.rows import Row

TIMEOUT = 120


class WrongResult(Exception):
    """An interpreter ended well and answered something else than CPython."""


@dataclass(slots=True)
class Others:
    """Interpreters, and what was found out about each: a figure by row and interpreter, or a note."""

    interpreters: list[Interpreter] = field(default_factory=list)
    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    noted: dict[tuple[str, str], int] = field(default_factory=dict)
    """Row and interpreter -> the number of the note that stands for a figure."""

    @classmethod
    def that_are_there(cls, names: Iterable[str] = tuple(INTERPRETERS)) -> Others:
        """Those that are installed; of each other a note says how it would be."""
        others = cls()
        for name in names:
            try:
                INTERPRETERS[name].start()
            except NotThere as reason:
                others.notes.append(f"{name}: {reason}")
            else:
                others.interpreters.append(INTERPRETERS[name])
        return others

    @property
    def columns(self) -> list[str]:
        """Their names, in the order of the cells."""
        return [each.name for each in self.interpreters]

    def measure(self, row: Row) -> None:
        """Run a program under each.  Where it is wrong or does not run there is a note, and no figure."""
        for interpreter in self.interpreters:
            try:
                self.figures.setdefault(row.name, {})[interpreter.name] = ratio(interpreter, row)
            except (BrokenProgram, WrongResult) as error:
                self.notes.append(f"{interpreter.name}, {row.name}: {_reason(error, interpreter, row)}")
                self.noted[row.name, interpreter.name] = len(self.notes)

    def cells(self, row: str) -> list[str]:
        """The cells of a row: figures, numbers of notes, or nothing."""
        return [self._cell(row, name) for name in self.columns]

    def means(self) -> list[str]:
        """The geometric mean of each over the programs that it gets right, and how many these are."""
        found = [[each[name] for each in self.figures.values() if name in each] for name in self.columns]
        return [f"{geometric_mean(each):.2f} ({len(each)})" if each else "" for each in found]

    def _cell(self, row: str, name: str) -> str:
        if (row, name) in self.noted:
            return f"[{self.noted[row, name]}]"
        figure = self.figures.get(row, {}).get(name)
        return "" if figure is None else f"{figure:.2f}"


def ratio(interpreter: Interpreter, row: Row) -> float:
    """What a program takes, in times CPython's time.  Raises NotThere, BrokenProgram and WrongResult."""
    size = calibrated(replace(row, seconds=interpreter.seconds))
    assert size is not None
    theirs, host = [], []
    for _ in range(interpreter.rounds):
        host.append(run_once("host", row, size))
        theirs.append(run_command(interpreter.command(row.program, size), "host", row.name, subprocess.DEVNULL))
        if theirs[-1].check != host[-1].check:
            raise WrongResult(f"wrong: {theirs[-1].check} instead of {host[-1].check}")
    return min(sample.seconds for sample in theirs) / min(sample.seconds for sample in host)


def _reason(error: Exception, interpreter: Interpreter, row: Row) -> str:
    """Why there is no figure: wrong, or the last words of the interpreter."""
    if isinstance(error, WrongResult):
        return str(error)
    size = row.growth(row.size or 1, interpreter.seconds / row.seconds)
    command = interpreter.command(row.program, size)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return f"still running after {TIMEOUT} s"
    words = [line for line in done.stderr.splitlines() if line.strip()]
    return f"cannot run: {words[-1].strip()}" if words else f"cannot run: exit status {done.returncode}"
