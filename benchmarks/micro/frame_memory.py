"""What one frame in deep recursion takes: the growth of the process from the first to the deepest."""

import sys

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 200000


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096


def down(depth, total):
    if depth == 0:
        return total, resident()
    return down(depth - 1, total)


sys.setrecursionlimit(COUNT + 1000)
before = resident()
check, after = down(COUNT, 7)
print(f"CHECK {check} BYTES {(after - before) / COUNT:.1f}")
