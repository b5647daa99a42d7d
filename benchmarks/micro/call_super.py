"""Methods that call the same method of their base through super()."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 400000


class Base:
    def get(self, v):
        return v


class Middle(Base):
    def get(self, v):
        return super().get(v) + 1


class Derived(Middle):
    def get(self, v):
        return super().get(v) + 1


def run(n):
    total, thing = 0, Derived()
    for i in range(n):
        total += thing.get(i)
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
