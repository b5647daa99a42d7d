"""Generators driven by next(), by a for loop, and by a C function."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000


def numbers(n):
    for i in range(n):
        yield i


def run(n):
    total, it = 0, numbers(n)
    for _ in range(n):
        total += next(it)
    for v in numbers(n):
        total += v
    return total + sum(numbers(n))


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
