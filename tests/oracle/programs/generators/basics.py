"""yield, send, throw, close: values, order and states of a generator."""
import inspect


def echo():
    print("started")
    received = []
    try:
        while True:
            value = yield len(received)
            print("received", value)
            received.append(value)
    except GeneratorExit:
        print("closing")
        raise
    except ValueError as error:
        print("caught", error)
        yield "after throw"
    finally:
        print("finally", received)


g = echo()
print(inspect.getgeneratorstate(g))
print(next(g), g.send("a"), g.send("b"), inspect.getgeneratorstate(g))
print(g.throw(ValueError("thrown")))
try:
    next(g)
except StopIteration as stop:
    print("stop", stop.value)
print(inspect.getgeneratorstate(g), g.gi_frame)
h = echo()
next(h)
h.close()
h.close()
try:
    next(h)
except StopIteration:
    print("closed generators are exhausted")
fresh = echo()
try:
    fresh.send(1)
except TypeError as error:
    print(error)
fresh.close()
print("closed before start")


def returns(n):
    for i in range(n):
        yield i
    return "result"


r = returns(1)
print(next(r))
try:
    next(r)
except StopIteration as stop:
    print(stop.value, stop.args)
print(next(r, "default"))


def ignores_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2


i = ignores_exit()
next(i)
try:
    i.close()
except RuntimeError as error:
    print(error)


def raises_in_close():
    try:
        yield 1
    finally:
        raise KeyError("from finally")


c = raises_in_close()
next(c)
try:
    c.close()
except KeyError as error:
    print("KeyError", error, type(error.__context__).__name__)


def stops():
    yield 1
    raise StopIteration("inside")


try:
    list(stops())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def reenter():
    global running
    try:
        next(running)
    except ValueError as error:
        yield str(error)


running = reenter()
print(next(running))
t = returns(3)
for args in ((ValueError,), (ValueError, "text"), (ValueError, ValueError("instance")), (ValueError("only"),)):
    fresh = returns(3)
    next(fresh)
    try:
        fresh.throw(*args)
    except ValueError as error:
        print("thrown out", error.args)
for args in ((5,), ("text",), (ValueError("x"), "y"), (ValueError, "x", "not tb"), ()):
    try:
        returns(1).throw(*args)
    except TypeError as error:
        print(error)
unstarted = returns(2)
try:
    unstarted.throw(KeyError("before start"))
except KeyError as error:
    print("KeyError", error, list(unstarted))
print(type(g).__name__, returns.__name__, r.__qualname__, iter(r) is r, g.gi_yieldfrom)
