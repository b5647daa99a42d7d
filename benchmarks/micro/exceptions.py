"""Exceptions raised, caught, passed through finally, and not raised at all."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 240000


def fails(v):
    if v % 3 == 0:
        raise ValueError(v)
    return v


def through(v):
    try:
        return fails(v)
    finally:
        v = None


def run(n):
    total = 0
    for v in range(n):
        try:
            total += through(v)
        except (KeyError, ValueError) as error:
            total += error.args[0] & 1
        else:
            total += 2
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
