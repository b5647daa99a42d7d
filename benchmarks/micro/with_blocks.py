"""with statements of a class of the guest's."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 400000


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        return False


def run(n):
    manager, total = Manager(), 0
    for v in range(n):
        with manager as m:
            total += v
        with manager, m:
            total -= 1
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
