"""Exceptions raised and caught, in the same function and in the caller."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 400000


def fails(v):
    raise ValueError(v)


def run(n):
    total = 0
    for v in range(n):
        try:
            raise KeyError(v)
        except KeyError:
            total += 1
        try:
            fails(v)
        except (KeyError, ValueError) as error:
            total += error.args[0] & 1
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
