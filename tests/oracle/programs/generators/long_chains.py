"""Generators and coroutines that wait in each other, a few hundred deep: closed, thrown into, dropped, cleared.

    python long_chains.py [DEPTH]
"""

import sys

DEPTH = int(sys.argv[1]) if len(sys.argv) > 1 else 300
sys.setrecursionlimit(10**6)
seen = []
sys.unraisablehook = lambda told: seen.append((type(told.exc_value).__name__, str(told.exc_value), told.object.__name__))


class Awaited:
    def __await__(self):
        yield 1


def chain(make, depth=DEPTH):
    innermost = None
    for k in range(depth):
        innermost = make(innermost, k)
    innermost.send(None)
    return innermost


def show(what):
    digest = sum((k + 1) * len(repr(each)) for k, each in enumerate(seen))
    middle = len(seen) // 2
    print(what, len(seen), digest, seen[:4], seen[middle : middle + 3], seen[-3:])
    seen.clear()


def length(trace):
    count = 0
    while trace:
        count, trace = count + 1, trace.tb_next
    return count


def link(inner, k):
    try:
        if inner is None:
            while True:
                yield 1
        else:
            return (yield from inner)
    except GeneratorExit:
        seen.append(("exit", k))
        raise
    except ValueError as error:
        seen.append(("value", k, str(error)))
        if k == DEPTH // 2:
            yield "caught"
        raise
    finally:
        seen.append(("finally", k))


def dropped_and_closed():
    outermost = chain(link)
    del outermost
    show("dropped")
    print(chain(link).close())
    show("closed")
    outermost = chain(link)
    frame = outermost.gi_frame
    frame.clear()
    print(outermost.gi_frame, outermost.gi_running)
    show("cleared")


def thrown():
    outermost = chain(link)
    print(outermost.throw(ValueError("told")), outermost.gi_running, outermost.gi_yieldfrom.gi_running)
    show("caught in the middle")
    try:
        next(outermost)
    except ValueError as error:
        print("and left", length(error.__traceback__))
    show("left")
    for error in (KeyError("x"), GeneratorExit("y")):
        outermost = chain(link)
        try:
            outermost.throw(error)
        except (KeyError, GeneratorExit) as caught:
            print(repr(caught), caught is error, length(caught.__traceback__), caught.__context__)
        show("thrown")
    outermost = chain(link)
    try:
        outermost.throw(KeyError, "text", None)
    except KeyError as caught:
        print(repr(caught))
    for wrong in ((), (1,), (KeyError, 1, 2), (KeyError, 1, None, 4)):
        try:
            outermost.throw(*wrong)
        except (TypeError, StopIteration, KeyError) as caught:
            print(type(caught).__name__, caught)
    show("wrong")


def giving(inner, k):
    try:
        if inner is None:
            yield 1
        else:
            result = yield from inner
            return result + 1
    except ValueError:
        return 10


def returned():
    outermost = chain(giving)
    try:
        outermost.throw(ValueError())
    except StopIteration as end:
        print("returned", end.value)


def stubborn(inner, k):
    while True:
        try:
            if inner is None:
                yield 1
            else:
                yield from inner
        except GeneratorExit:
            seen.append(k)
            if k % 2:
                yield 2
            raise
        except RuntimeError as error:
            seen.append(str(error))
            return


def failing(inner, k):
    try:
        if inner is None:
            yield 1
        else:
            yield from inner
    finally:
        seen.append(k)
        if k in (3, DEPTH // 2):
            raise KeyError(k)


def refused():
    for depth in (5, 34, 60, 61):
        try:
            print(chain(stubborn, depth).close())
        except RuntimeError as error:
            print(error, repr(error.__context__))
        show("refused")
        outermost = chain(stubborn, depth)
        del outermost
        show("refused and dropped")
    try:
        chain(failing).close()
    except KeyError as error:
        print(repr(error), repr(error.__context__), repr(error.__context__.__context__), length(error.__traceback__))
    show("failed")
    outermost = chain(failing)
    del outermost
    show("failed and dropped")


async def awaiting(inner, k):
    try:
        await (Awaited() if inner is None else inner)
    finally:
        seen.append(k)


def coroutines():
    outermost = chain(awaiting)
    del outermost
    show("dropped")
    chain(awaiting).close()
    show("closed")
    for error in (KeyError("x"), GeneratorExit("y")):
        try:
            chain(awaiting).throw(error)
        except (KeyError, GeneratorExit) as caught:
            print(repr(caught), length(caught.__traceback__))
        show("thrown")
    waiting = chain(awaiting)
    by_way = waiting.__await__()
    try:
        by_way.throw(KeyError("z"))
    except KeyError as caught:
        print(repr(caught))
    show("by way of its awaitable")
    print(by_way.close(), waiting.cr_frame)


def looking(inner, k):
    try:
        if inner is None:
            yield 1
        else:
            yield from inner
    except ValueError:
        frame, count = sys._getframe(), 0
        while frame:
            frame, count = frame.f_back, count + 1
        seen.append(count)
        raise


def looked_at():
    outermost = chain(looking, min(DEPTH, 300))
    try:
        outermost.throw(ValueError())
    except ValueError as error:
        print(length(error.__traceback__))
    show("frames below each")


def resumed_from_inside(inner, k):
    try:
        if inner is None:
            yield 1
        else:
            yield from inner
    finally:
        if k in (0, 7):
            for attempt in (top[0].close, lambda: next(top[0]), lambda: top[0].throw(KeyError), top[0].gi_frame.clear):
                try:
                    attempt()
                except (ValueError, RuntimeError) as error:
                    seen.append(str(error))


top = []


def from_inside():
    top.append(chain(resumed_from_inside))
    top[0].close()
    show("from inside")


async def items(seen_by):
    try:
        yield 0
        await chain_of_awaiting()
    finally:
        seen.append("items end")


async def chain_of_awaiting():
    innermost = None
    for k in range(DEPTH):
        innermost = awaiting(innermost, k)
    await innermost


def step(awaitable, *error):
    try:
        return awaitable.throw(*error) if error else awaitable.send(None)
    except (StopIteration, StopAsyncIteration, KeyError, GeneratorExit, RuntimeError) as caught:
        return repr(caught)  # RecursionError too: asend() and athrow() go down a chain in C


def asynchronous():
    for how in ("dropped", "asend", "athrow", "aclose"):
        source = items(how)
        print(step(source.__anext__()))
        waiting = source.asend(None)
        print(step(waiting))
        if how == "asend":
            print(step(waiting, KeyError("told")))
        elif how == "athrow":
            print(step(source.athrow(KeyError("told"))))
        elif how == "aclose":
            print(step(source.aclose()))
        del waiting, source
        show(how)


dropped_and_closed()
thrown()
returned()
refused()
coroutines()
looked_at()
from_inside()
asynchronous()
