"""`python -m benchmarks.counting [NAME...]`: what counting instructions costs on the native engine, program by program.

In a process of its own each program runs small and often, in turns without a meter and on one with a limit that it
never meets; the ratio is that of the least CPU times of all turns, in several processes.  A metered run also collects
garbage where the count says, which is part of the price.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
SIZES = {
    "fib": 26,
    "loops": 110,
    "mandelbrot": 110,
    "nbody_attr": 5000,
    "nqueens": 7,
    "richards": 150,
    "wordcount": 8000,
}
"""Some 20 to 30 milliseconds each."""
MOST = 1.05  # what issue 5 allows
WORKER = """
import json, sys, time
from cutaway import native
path, size, turns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
sys.argv[1:] = ["3"]
code = compile(open(path).read(), path, "exec", dont_inherit=True)
native.hide(sys._getframe().f_code)
native.mark_guest(code)
native.install("native")
names = {"__name__": "guest"}
exec(code, names)
run = names["run"]
clock = time.process_time
free, metered = [], []
for _ in range(turns):
    start = clock()
    run(size)
    free.append(clock() - start)
    meter = native.Meter(10**15)
    start = clock()
    meter.call(run, size)
    metered.append(clock() - start)
print(json.dumps([min(free), min(metered)]))
"""


def measured(name: str, turns: int, processes: int) -> tuple[float, float]:
    """The least seconds of one program without a meter, and on one.  Raises CalledProcessError where it fails."""
    least = (float("inf"), float("inf"))
    command = [sys.executable, "-c", WORKER, str(HERE / "programs" / f"{name}.py"), str(SIZES[name]), str(turns)]
    for _ in range(processes):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        free, metered = json.loads(done.stdout.splitlines()[-1])
        least = (min(least[0], free), min(least[1], metered))
    return least


def main() -> int:
    """Read the command line, measure, print; 1 where the mean is over what is allowed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counting", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *SIZES], help="programs to run (default: the seven)")
    parser.add_argument("--turns", type=int, default=20, help="runs of each kind in a process")
    parser.add_argument("--processes", type=int, default=5)
    arguments = parser.parse_args()
    table = Table("program", "unmetered ms", "metered ms", "ratio")
    ratios = []
    for name in arguments.names or SIZES:
        free, metered = measured(name, arguments.turns, arguments.processes)
        ratios.append(metered / free)
        table.add_row(name, f"{free * 1000:.1f}", f"{metered * 1000:.1f}", f"{ratios[-1]:.3f}")
    mean = statistics.geometric_mean(ratios)
    table.add_section()
    table.add_row("geometric mean", "", "", f"{mean:.3f}")
    Console().print(table)
    return int(mean > MOST)


if __name__ == "__main__":
    sys.exit(main())
