"""Delegation: values, sends, throws, closes and results through chains of yield from."""


def inner(tag):
    received = []
    try:
        while True:
            try:
                x = yield f"{tag}{len(received)}"
            except KeyError as error:
                print("inner caught", error)
                x = "from KeyError"
            if x is None:
                return received
            received.append(x)
    finally:
        print("inner finally", tag)


def outer():
    first = yield from inner("a")
    print("first", first)
    second = yield from inner("b")
    return first, second


g = outer()
print(next(g), g.send(1), g.send(2), g.throw(KeyError("k")), g.gi_yieldfrom.__name__)
print(g.send(None))
print(g.send(9))
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)
g = outer()
next(g)
try:
    g.throw(ValueError("not caught inside"))
except ValueError as error:
    print(error)
g = outer()
next(g)
g.close()


class Custom:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            stop = StopIteration()
            stop.value = "custom result"
            raise stop
        return self.n


class WithMethods(Custom):
    def send(self, value):
        print("send", value)
        return next(self)

    def throw(self, *args):
        print("throw", [getattr(a, "__name__", a) for a in args])
        return "throw result"

    def close(self):
        print("close called")


def delegate(to):
    result = yield from to
    print("result", result)
    return "done"


print(list(delegate(Custom())))
d = delegate(Custom())
next(d)
try:
    d.send("x")
except AttributeError as error:
    print(error)
d = delegate(WithMethods())
print(next(d), d.send("x"), d.throw(KeyError), next(d))
d.close()
print(list(delegate([1, 2])), list(delegate("ab")), list(delegate(range(2))), list(delegate({"k": 1})))
try:
    list(delegate(5))
except TypeError as error:
    print(error)


def nested(n):
    if n == 0:
        return "bottom"
    yield n
    result = yield from nested(n - 1)
    return result + str(n)


def top():
    print((yield from nested(4)))


print(list(top()))


def tree(t):
    if isinstance(t, tuple):
        for child in t:
            yield from tree(child)
    else:
        yield t


print(list(tree(((1, 2), (3, (4, (5,))), 6))))


def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        yield "deep value"


print(list(deep(300)))


class CloseRaises(Custom):
    def close(self):
        raise RuntimeError("close failed")


d = delegate(CloseRaises())
next(d)
try:
    d.close()
except RuntimeError as error:
    print(error)


def swallow():
    try:
        yield 1
    except GeneratorExit:
        return "swallowed"


d = delegate(swallow())
next(d)
try:
    d.throw(GeneratorExit)
except GeneratorExit:
    print("GeneratorExit re-raised")


def throws_stop():
    try:
        yield 1
    except ValueError:
        return "from throw"


d = delegate(throws_stop())
next(d)
try:
    d.throw(ValueError)
except StopIteration as stop:
    print(stop.value)


def self_delegation():
    global me
    yield from me


me = self_delegation()
try:
    next(me)
except ValueError as error:
    print(error)
