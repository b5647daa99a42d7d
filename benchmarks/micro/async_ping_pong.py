"""Two coroutines that hand control to each other through an event loop of a dozen lines."""

import sys
import time
import types
from collections import deque

SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 150000


@types.coroutine
def turn():
    yield


async def player(box, n):
    for _ in range(n):
        box[0] += 1
        await pause()


async def pause():
    await turn()


def run(n):
    box = [0]
    ready = deque([player(box, n), player(box, n)])
    while ready:
        task = ready.popleft()
        try:
            task.send(None)
        except StopIteration:
            continue
        ready.append(task)
    return box[0]


start = time.process_time()
result = run(SIZE)
print(f"CHECK {result} CPU {time.process_time() - start:.6f}")
