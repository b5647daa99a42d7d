"""One generator that many threads take from: each item goes to one of them, the others hear that it is executing."""

import sys
import threading


def numbers(n):
    for i in range(n):
        yield i


def chain(n):
    yield from numbers(n)


def take(shared, taken, refused):
    while True:
        try:
            taken.append(next(shared))
        except StopIteration:
            return
        except ValueError as error:
            refused.append(str(error))


def loop(shared, taken, refused):
    while True:
        try:
            for item in shared:
                taken.append(item)
            return
        except ValueError as error:
            refused.append(str(error))


sys.setswitchinterval(1e-6)
for make in (numbers, chain):
    for work in (take, loop):
        shared, taken, refused = make(1000), [], []
        threads = [threading.Thread(target=work, args=(shared, taken, refused)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(sorted(taken) == list(range(1000)), set(refused) <= {"generator already executing"})
