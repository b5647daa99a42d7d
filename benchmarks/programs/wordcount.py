"""Counting words: dict and str.  SIZE may be given as the argument."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 50000


WORDS = "the quick brown fox jumps over the lazy dog and then it runs away from a very angry bear of the north".split()


def run(n):
    counts = {}
    seed = 42
    for line in range(n):
        parts = []
        for k in range(10):
            seed = (seed * 1103 + 12345) % 65536
            parts.append(WORDS[seed % 21])
            if k % 4 == 3:
                parts.append("w" + str(seed % 500))
        text = " ".join(parts)
        for w in text.upper().split(" "):
            w = w.lower()
            if w in counts:
                counts[w] += 1
            else:
                counts[w] = 1
    acc = 0
    for w in sorted(counts):
        acc = (acc * 31 + counts[w] + len(w)) % 1000003
    return acc


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
