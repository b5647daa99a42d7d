"""Calls of a function with positional arguments."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 800000


def add(a, b):
    return a + b


def run(n):
    total = 0
    for i in range(n):
        total = add(total, i) & 1048575
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
