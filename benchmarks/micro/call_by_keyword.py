"""Calls that name their arguments, in order and out of order."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 500000


def f(a, b, c):
    return a + b - c


def run(n):
    total = 0
    for i in range(n):
        total += f(i, b=1, c=2) + f(c=i, a=3, b=i)
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
