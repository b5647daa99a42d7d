"""Recursive Fibonacci: calls and returns.  SIZE may be given as the argument."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 32


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def run(n):
    return fib(n)


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
