"""Instances of data classes, plain, with defaults, frozen."""

import sys
import time
from dataclasses import dataclass, field

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 240000


@dataclass
class Point:
    x: int
    y: int
    z: int = 0


@dataclass
class Bag:
    name: str
    items: list = field(default_factory=list)


@dataclass(frozen=True)
class Fixed:
    x: int


def run(n):
    total = 0
    for i in range(n):
        total += Point(i, 2).x + Point(1, y=i).y + len(Bag("b").items) + Fixed(i).x
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
