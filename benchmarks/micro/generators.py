"""Generators, yield from, generator expressions."""

import sys
import time

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 240000


def numbers(n):
    for i in range(n):
        yield i


def delegating(n):
    yield from numbers(n)


def run(n):
    total = sum(numbers(n)) + sum(v for v in range(n) if v & 1)
    for v in delegating(n):
        total += v
    echo = send()
    next(echo)
    for v in range(n):
        total += echo.send(v)
    return total


def send():
    v = 0
    while True:
        v = yield v


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
