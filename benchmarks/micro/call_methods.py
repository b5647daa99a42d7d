"""Bound methods, class and static methods, properties, super()."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 240000


class Base:
    def __init__(self, value):
        self.value = value

    def get(self):
        return self.value

    @property
    def twice(self):
        return self.value * 2

    @classmethod
    def make(cls, value):
        return cls(value)

    @staticmethod
    def plain(value):
        return value + 1


class Derived(Base):
    def get(self):
        return super().get() + 1


def run(n):
    total, thing = 0, Derived(3)
    for i in range(n):
        total += thing.get() + thing.twice + Derived.plain(i) + Derived.make(i).value
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
