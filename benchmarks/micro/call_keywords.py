"""Calls with keywords, defaults, star and double star."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 240000


def f(a, b=2, *rest, c=3, **more):
    return a + b + c + len(rest) + len(more)


def run(n):
    total, extra, options = 0, (1, 2), {"z": 1}
    for i in range(n):
        total += f(i) + f(i, b=1) + f(i, 1, 2, c=4) + f(i, *extra, **options)
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
