"""The handled exception: contexts, generators with one of their own, code called back from C."""

import sys


def current():
    exc = sys.exc_info()[1]
    return exc and repr(exc)


def gen():
    print("in generator", current())
    try:
        raise KeyError("inside")
    except KeyError:
        yield current()
        print("again", current())
        try:
            raise IndexError
        except IndexError as error:
            yield repr(error.__context__)
    yield current()


try:
    raise ValueError("outside")
except ValueError:
    g = gen()
    print(next(g), current())
print(next(g), current(), next(g), list(g))


def thrown():
    try:
        raise KeyError("first")
    except KeyError:
        yield


g = thrown()
next(g)
try:
    g.throw(OSError("second"))
except OSError as error:
    print(repr(error.__context__))


class Reraised:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print(kind.__name__, current())
        return False


try:
    with Reraised():
        [].pop()
except IndexError as error:
    print(error.__context__, current())
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        print(current())
        raise
except ExceptionGroup as group:
    print(repr(group), repr(group.__context__))
print(current())
