"""Functions of the host that call back: sorted, map, filter, reduce, operators, iteration."""

import functools
import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 80000


class Number:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return Number(self.v + other.v)

    def __lt__(self, other):
        return self.v < other.v

    def __eq__(self, other):
        return self.v == other.v

    def __hash__(self):
        return hash(self.v)

    def __len__(self):
        return self.v & 7

    def __getitem__(self, i):
        return self.v + i


def run(n):
    items = [Number((v * 7919) % n) for v in range(n)]
    total = sorted(items)[-1].v + sorted(items, key=lambda item: -item.v)[0].v
    total += sum(map(lambda item: item.v, items)) + len(list(filter(lambda item: item.v & 1, items)))
    total += functools.reduce(lambda a, b: a + b, items).v + len(set(items))
    return total + sum(item[1] + len(item) for item in items)


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
