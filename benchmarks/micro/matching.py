"""match statements over sequences, mappings and classes."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 160000


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def kind(value):
    match value:
        case 0:
            return 1
        case [a, b, *_]:
            return a + b
        case {"k": k}:
            return k
        case Point(0, y):
            return y
        case Point(x=x):
            return x
        case str() | None:
            return 2
    return 0


def run(n):
    values = [0, [1, 2, 3], {"k": 4}, Point(0, 5), Point(6, 0), "s", None, 7.5]
    return sum(kind(values[v & 7]) for v in range(n))


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
