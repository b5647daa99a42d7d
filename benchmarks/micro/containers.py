"""Building, indexing, slicing and unpacking of lists, tuples and dicts."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 160000


def run(n):
    items, table, total = [], {}, 0
    for v in range(n):
        items.append((v, v + 1))
        a, b = items[-1]
        table[a & 255] = b
        first, *rest = [a, b, v]
        total += len(rest) + first + table.get(v & 63, 0)
        if len(items) > 100:
            del items[:50]
    return total + len(table)


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
