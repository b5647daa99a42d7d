"""`python -m benchmarks.counting [NAME...]`: what counting instructions costs on the native engine, program by program.

Runs without a meter take turns with runs on one, with a limit that is never met (benchmarks/overhead.py).  A metered
run also collects garbage where the count says, which is part of the price.
"""

from __future__ import annotations

import sys

from benchmarks import overhead

WORK = """
run = loaded()
without, with_it = [], []
for _ in range(turns):
    without.append(timed(run, size))
    meter = native.Meter(10**15)
    with_it.append(timed(meter.call, run, size))
"""
COUNTING = overhead.Compared("unmetered", "metered", WORK, 1.05)
"""Five hundredths is what issue 5 allows."""

if __name__ == "__main__":
    sys.exit(overhead.run((__doc__ or "").partition("\n")[0], "counting", COUNTING))
