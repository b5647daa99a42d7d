"""Calls of functions with *args and **kw, and calls that spread a tuple and a dict."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 240000


def gather(*rest):
    return len(rest)


def options(a, **more):
    return a + len(more)


def forward(*args, **kw):
    return target(*args, **kw)


def target(a, b, c=0):
    return a + b + c


def run(n):
    total, pair, named = 0, (1, 2), {"c": 3}
    for i in range(n):
        total += gather(i, i) + options(i, x=1) + forward(i, 2, c=3) + target(*pair, **named)
    return total


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
