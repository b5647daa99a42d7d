"""A closure called often, and one made and called each time."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 500000


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
        total += up()
        total += up()

        def shifted(k):
            return k + i

        total += shifted(1)
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
