"""sorted() with a key function of the guest's."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 400000


def run(n):
    items = [(v * 7919) % 1000003 for v in range(n)]
    return sorted(items, key=lambda v: -v)[0]


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
