"""map() and filter() over functions of the guest's."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000


def double(v):
    return v + v


def run(n):
    return sum(map(double, range(n))) + len(list(filter(lambda v: v & 1, range(n))))


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
