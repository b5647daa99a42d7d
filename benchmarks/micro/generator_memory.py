"""What one suspended generator takes: the growth of the process over a hundred thousand of them."""

import gc
import sys

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 100000


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096


def numbers(limit):
    value = 0
    while value < limit:
        yield value
        value += 1


def run():
    gc.disable()
    kept = [None] * COUNT
    next(numbers(1))
    before = resident()
    for k in range(COUNT):
        generator = kept[k] = numbers(5)
        next(generator)
    return sum(map(next, kept)), resident() - before


check, growth = run()
print(f"CHECK {check} BYTES {growth / COUNT:.1f}")
