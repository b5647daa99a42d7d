"""f-strings, formatting, methods of str."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 160000


def run(n):
    total = 0
    for v in range(n):
        text = f"{v}:{v * 2:>6}|{v!r}"
        total += len(text.strip().upper().replace("1", "one")) + len("%d-%s" % (v, text))
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
