"""While something is thrown into a chain of generators, the innermost throws into the outermost: CPython 3.11 crashes.

    python thrown_from_inside.py DEPTH
"""

import sys

DEPTH = int(sys.argv[1])
answers = []
outermost = []


def link(inner, k):
    try:
        if inner is None:
            yield 1
        else:
            yield from inner
    finally:
        if k == 0:
            one = outermost[0]
            for attempt in (lambda: one.throw(KeyError), lambda: next(one), one.close, one.gi_frame.clear):
                try:
                    attempt()
                except (ValueError, RuntimeError) as error:
                    answers.append(f"{type(error).__name__}: {error}")


async def awaiting(inner, k):
    try:
        await (Awaited() if inner is None else inner)
    finally:
        if k == 0:
            for attempt in (lambda: outermost[0].throw(KeyError), outermost[0].close):
                try:
                    attempt()
                except (ValueError, RuntimeError) as error:
                    answers.append(f"{type(error).__name__}: {error}")


class Awaited:
    def __await__(self):
        yield 1


sys.setrecursionlimit(10**6)
for make in (link, awaiting):
    inner = None
    for k in range(DEPTH):
        inner = make(inner, k)
    inner.send(None)
    outermost[:] = [inner]
    try:
        inner.throw(ZeroDivisionError)
    except ZeroDivisionError as error:
        trace, count = error.__traceback__, 0
        while trace:
            trace, count = trace.tb_next, count + 1
        print(count == DEPTH + 1 + (make is awaiting), answers)
    answers.clear()
