"""Calls that leave arguments to their defaults, positional ones and keyword-only ones."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 500000


def f(a, b=2, c=3):
    return a + b + c


def g(a, *, b=2):
    return a + b


def run(n):
    total = 0
    for i in range(n):
        total += f(i) + f(i, 1) + g(i)
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
