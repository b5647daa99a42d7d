"""Attributes of instances, of classes, slots, and globals."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 400000


class Point:
    kind = 1

    def __init__(self):
        self.x = 0
        self.y = 1


class Slotted:
    __slots__ = ("x",)


count = 0


def run(n):
    global count
    p, s = Point(), Slotted()
    s.x = 0
    for v in range(n):
        p.x += p.y + Point.kind + p.kind
        s.x = p.x
        count += 1
    return p.x + s.x + count


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
