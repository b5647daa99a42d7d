"""async def without a loop: send, throw, close, await chains, errors."""
import inspect
import types
import warnings


class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield self.value
        return received


async def leaf(x):
    got = await Awaitable(x)
    print("leaf got", got)
    return x + 1


async def branch():
    a = await leaf(1)
    b = await leaf(a)
    return a, b


c = branch()
print(inspect.getcoroutinestate(c), c.cr_frame.f_code.co_name)
print(c.send(None), inspect.getcoroutinestate(c), c.cr_await.cr_code.co_name)
print(c.send("one"))
try:
    c.send("two")
except StopIteration as stop:
    print("result", stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)
c = branch()
try:
    c.send("not None first")
except TypeError as error:
    print(error)
c.send(None)
try:
    c.throw(ValueError("thrown in"))
except ValueError as error:
    print("out", error)
c = branch()
c.send(None)
c.close()
print(inspect.getcoroutinestate(c))
c.close()


async def awaits(x):
    return await x


class NoAwait:
    pass


class BadAwait:
    def __await__(self):
        return 5


class CoroAwait:
    def __await__(self):
        return leaf(1)


for bad in (5, NoAwait(), BadAwait(), CoroAwait(), None, [1], (i for i in range(2))):
    c = awaits(bad)
    try:
        c.send(None)
    except TypeError as error:
        print(error)


async def finalises():
    try:
        await Awaitable("waiting")
    finally:
        print("finalised")


c = finalises()
c.send(None)
del c
c = finalises()
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    del c
print([str(w.message) for w in seen])


async def reuse():
    c = leaf(3)
    await c
    await c


r = reuse()
r.send(None)
try:
    r.send("x")
except RuntimeError as error:
    print(error)


async def already():
    await shared


shared = finalises()
first, second = already(), already()
first.send(None)
try:
    second.send(None)
except RuntimeError as error:
    print(error)
first.close()
for action in ("for x in leaf(1): pass", "list(leaf(1))", "next(leaf(1))", "iter(leaf(1))"):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(action)
        except TypeError as error:
            print(action, "->", error)


@types.coroutine
def generator_based():
    value = yield "yielded"
    return value


async def mixed():
    return await generator_based(), [await leaf(i) for i in range(2)], {k: await leaf(k) for k in range(1)}


m = mixed()
out = m.send(None)
while True:
    try:
        print("->", out)
        out = m.send("in")
    except StopIteration as stop:
        print(stop.value)
        break


async def raises_stop():
    raise StopIteration("x")


try:
    raises_stop().send(None)
except RuntimeError as error:
    print(error)
print(inspect.iscoroutinefunction(leaf), inspect.isawaitable(Awaitable(1)), type(leaf).__name__)
