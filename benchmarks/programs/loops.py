"""Nested integer loops.  SIZE may be given as the argument."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 300


def run(n):
    acc = 0
    for i in range(n):
        for j in range(100):
            k = 0
            while k < 60:
                if (i + j + k) % 3 == 0:
                    acc = acc + i * k
                else:
                    acc = acc - j
                acc = acc & 1048575
                k = k + 1
    return acc


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
