"""await chains driven by hand."""

import sys
import time
import types

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 160000


@types.coroutine
def pause():
    yield


async def leaf(v):
    if v % 64 == 0:
        await pause()
    return v


async def middle(v):
    return await leaf(v) + 1


async def main(n):
    total = 0
    for v in range(n):
        total += await middle(v)
    return total


def run(n):
    coroutine = main(n)
    while True:
        try:
            coroutine.send(None)
        except StopIteration as stop:
            return stop.value


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
