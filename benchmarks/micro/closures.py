"""Cells, closures made in a loop, lambdas."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 400000


def counter():
    n = 0

    def up():
        nonlocal n
        n += 1
        return n

    return up


def run(n):
    up, total = counter(), 0
    for i in range(n):
        total += up() + (lambda k: k + i)(1)
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
