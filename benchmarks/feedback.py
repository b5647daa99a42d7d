"""`python -m benchmarks.feedback [NAME...]`: what collecting feedback costs on the native engine, program by program.

Each turn loads the program anew, without feedback and with it, and runs it once: so what is measured is slots that fill
and slots that are full, as a program that ends after some 20 milliseconds meets them (benchmarks/overhead.py).
"""

from __future__ import annotations

import sys

from benchmarks import overhead

WORK = """
without, with_it = [], []
for _ in range(turns):
    for times, collect in ((without, False), (with_it, True)):
        native.collect_feedback(collect)
        times.append(timed(loaded(), size))
"""
FEEDBACK = overhead.Compared("without", "with", WORK, 1.03)
"""Three hundredths is what issue 5 allows."""

if __name__ == "__main__":
    sys.exit(overhead.run((__doc__ or "").partition("\n")[0], "feedback", FEEDBACK))
