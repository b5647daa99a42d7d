"""Generators resumed in the same loop, and by C code: values, ends, exceptions, handled exceptions, finalisation."""

import gc
import sys


def numbers(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print("got", got)
    finally:
        print("closed")
    return "end"


def through(n):
    result = yield from numbers(n)
    print(result)


print(list(through(2)))
for i in through(3):
    if i == 1:
        break
g = numbers(3)
print(next(g), g.send("a"), g.gi_frame.f_lineno, g.gi_running)
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print(error, g.gi_frame)


def stops():
    yield 1
    raise StopIteration("no end")


def loop_over_stops():
    for i in stops():
        print(i)


try:
    loop_over_stops()
except RuntimeError as error:
    print(error, type(error.__cause__).__name__)


def handles():
    try:
        raise ValueError("inner")
    except ValueError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]


try:
    raise KeyError("outer")
except KeyError:
    for exc in handles():
        print(repr(exc), repr(sys.exc_info()[1]))
print(sys.exc_info())


def itself():
    yield from running


running = itself()
try:
    next(running)
except ValueError as error:
    print(error)


class Cycle:
    def run(self):
        self.g = self.items()
        next(self.g)

    def items(self):
        try:
            yield self
        finally:
            print("finalised")


Cycle().run()
gc.collect()


async def answer(x):
    return x


async def total():
    result = 0
    for i in range(1000):
        result += await answer(i)
    return result


try:
    total().send(None)
except StopIteration as error:
    print(error.value)
coroutine = answer(1)
coroutine.close()
try:
    coroutine.send(None)
except RuntimeError as error:
    print(error)
