"""Async generators driven by hand: asend, athrow, aclose, finalisation hooks, errors."""
import sys
import types


@types.coroutine
def pause(x):
    return (yield x)


def drive(awaitable):
    """Send None until it ends; tell what it paused with."""
    paused = []
    try:
        while True:
            paused.append(awaitable.send(None))
    except StopIteration as stop:
        return "returned", stop.value, paused
    except StopAsyncIteration as stop:
        return "ended", paused
    except BaseException as error:
        return type(error).__name__, str(error), paused


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                print("got", got)
            await pause(f"p{i}")
    except ValueError as error:
        print("caught", error)
        yield "after ValueError"
    finally:
        print("finally")


a = agen(3)
print(drive(a.__anext__()), drive(a.asend("hello")), drive(a.athrow(ValueError("boo"))))
print(drive(a.__anext__()), drive(a.__anext__()))
b = agen(2)
print(drive(b.__anext__()), drive(b.aclose()), drive(b.__anext__()), drive(b.aclose()))
c = agen(1)
print(drive(c.asend("early")))
print(drive(c.aclose()))
d = agen(2)
drive(d.__anext__())
print(drive(d.athrow(KeyError("k"))))


async def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


i = ignores()
drive(i.__anext__())
print(drive(i.aclose()))


async def collect(ait):
    return [x async for x in ait]


print(drive(collect(agen(3))))


async def comprehensions():
    return (
        {x async for x in agen(2)},
        {x: x * 2 async for x in agen(2) if x},
        [y async for x in agen(2) async for y in agen(x)],
        [x async for x in (z * 2 async for z in agen(2))],
    )


print(drive(comprehensions()))


async def loop_control():
    async for x in agen(5):
        if x == 1:
            continue
        if x == 3:
            break
        print("loop", x)
    else:
        print("never")
    async for x in agen(1):
        pass
    else:
        print("else")
    return x


print(drive(loop_control()))


class AsyncIter:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        await pause("anext")
        return self.n


print(drive(collect(AsyncIter(2))))


class NoAnext:
    def __aiter__(self):
        return 5


class BadAnext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


for bad in (5, NoAnext(), BadAnext(), [1]):
    print(drive(collect(bad)))


async def stop():
    yield 1
    raise StopAsyncIteration("inside")


print(drive(collect(stop())))


async def stop_iteration():
    yield 1
    raise StopIteration("inside")


print(drive(collect(stop_iteration())))
e = agen(2)
first = e.__anext__()
first.send(None) if False else drive(first)
print(drive(first))
f = agen(3)
drive(f.__anext__())
running = f.asend(None)
print(running.send(None))
print(drive(f.asend(None)))
running.close()


def firstiter(gen):
    print("firstiter", gen.__name__)


def finalizer(gen):
    print("finalizer", gen.__name__, drive(gen.aclose()))


sys.set_asyncgen_hooks(firstiter, finalizer)
g = agen(2)
drive(g.__anext__())
del g
sys.set_asyncgen_hooks(None, None)
g = agen(1)
print(g.ag_running, g.ag_await, g.ag_frame is not None, g.ag_code.co_name, type(g).__name__, type(g.__anext__()).__name__, type(g.aclose()).__name__)
print(anext(agen(1)).__class__.__name__, drive(anext(AsyncIter(0), "default")), aiter(g) is g)
