"""Values that pass through ten generators with yield from."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 200000


def level(depth, n):
    if depth:
        yield from level(depth - 1, n)
    else:
        yield from range(n)


def run(n):
    total = 0
    for v in level(10, n):
        total += v
    it = level(10, n)
    return total + sum(it)


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
