"""What something that can be switched on costs the native engine, program by program.

    sys.exit(run(description, "counting", Compared("unmetered", "metered", WORK, 1.05)))

Each program runs small and often in a process of its own, in turns without it and with it; the ratio is that of the
least CPU times of all turns, in several processes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
SIZES = {
    "fib": 26,
    "loops": 110,
    "mandelbrot": 110,
    "nbody_attr": 5000,
    "nqueens": 8,
    "richards": 150,
    "wordcount": 8000,
}
"""Some 10 to 60 milliseconds each."""
WORKER = """
import json, sys, time
from cutaway import native
path, size, turns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
sys.argv[1:] = ["3"]
text = open(path).read()
native.hide(sys._getframe().f_code)
native.install("native")
clock = time.process_time
def loaded():
    code = compile(text, path, "exec", dont_inherit=True)
    native.mark_guest(code)
    names = {"__name__": "guest"}
    exec(code, names)
    return names["run"]
native.hide(loaded.__code__)
def timed(function, *arguments):
    start = clock()
    function(*arguments)
    return clock() - start
native.hide(timed.__code__)
"""
"""The beginning of each process; what is compared says how it fills the lists `without` and `with_it`, and `extra`."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: the names of both sides, the rest of the worker's program, the ratio that none may pass."""

    without: str
    with_it: str
    work: str
    most: float


def measured(compared: Compared, name: str, turns: int, processes: int) -> tuple[float, float]:
    """The least seconds of one program without it, and with it.  Raises CalledProcessError where it fails."""
    worker = WORKER + compared.work + "\nprint(json.dumps([min(without), min(with_it)]))\n"
    least = (float("inf"), float("inf"))
    command = [sys.executable, "-c", worker, str(HERE / "programs" / f"{name}.py"), str(SIZES[name]), str(turns)]
    for _ in range(processes):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        without, with_it = json.loads(done.stdout.splitlines()[-1])
        least = (min(least[0], without), min(least[1], with_it))
    return least


def run(description: str, module: str, compared: Compared) -> int:
    """Read the command line, measure, print; 1 where a program, or the mean, is over what is allowed."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{module}", description=description)
    parser.add_argument("names", nargs="*", choices=[[], *SIZES], help="programs to run (default: the seven)")
    parser.add_argument("--turns", type=int, default=20, help="runs of each kind in a process")
    parser.add_argument("--processes", type=int, default=5)
    arguments = parser.parse_args()
    table = Table("program", f"{compared.without} ms", f"{compared.with_it} ms", "ratio")
    ratios = []
    for name in arguments.names or SIZES:
        without, with_it = measured(compared, name, arguments.turns, arguments.processes)
        ratios.append(with_it / without)
        table.add_row(name, f"{without * 1000:.1f}", f"{with_it * 1000:.1f}", f"{ratios[-1]:.3f}")
    mean = statistics.geometric_mean(ratios)
    table.add_section()
    table.add_row("geometric mean", "", "", f"{mean:.3f}")
    Console().print(table)
    return int(max(ratios) > compared.most)
