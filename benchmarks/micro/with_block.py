"""A with block over a class of the guest's, and one over a lock."""

import sys
import threading
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 500000


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        return False


def run(n):
    manager, lock, total = Manager(), threading.Lock(), 0
    for v in range(n):
        with manager:
            total += v
        with lock:
            total -= 1
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
