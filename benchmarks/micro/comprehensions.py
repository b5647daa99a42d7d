"""List, set and dict comprehensions."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 80000


def run(n):
    squares = [v * v for v in range(n)]
    odd = {v for v in squares if v & 1}
    table = {v: [k for k in range(v & 3)] for v in range(n)}
    return len(squares) + len(odd) + sum(len(v) for v in table.values())


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
