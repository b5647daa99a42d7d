"""Decorators: order, arguments, arbitrary expressions, on classes and methods, stacked with builtins."""
import functools


def trace(tag):
    print("make", tag)

    def decorate(f):
        print("apply", tag, getattr(f, "__name__", f))

        @functools.wraps(f)
        def wrapper(*args, **kwargs):
            print("enter", tag, [a for a in args if isinstance(a, int)], kwargs)
            try:
                return f(*args, **kwargs)
            finally:
                print("leave", tag)

        return wrapper

    return decorate


@trace("outer")
@trace("inner")
def f(a, b=2):
    "doc of f"
    return a + b


print(f(1), f(1, b=5), f.__name__, f.__doc__, f.__wrapped__.__wrapped__.__name__)
handlers = [trace("from list"), lambda g: g]


@handlers[0]
@handlers[1]
def g():
    return "g"


print(g())


@(lambda cls: (print("class decorated", cls.__name__), cls)[1])
class C:
    @trace("method")
    def m(self, x):
        return x

    @property
    @trace("property")
    def p(self):
        return "p"

    @classmethod
    @trace("classmethod")
    def k(cls):
        return cls.__name__

    @staticmethod
    @trace("staticmethod")
    def s(v=1):
        return v

    @functools.cached_property
    def cached(self):
        print("computed")
        return 42


c = C()
print(c.m(3), c.p, c.k(), C.s())
print(c.cached, c.cached)


class Register:
    known = {}

    def __init__(self, name):
        self.name = name

    def __call__(self, f):
        self.known[self.name] = f
        return f


@Register("one")
def first():
    return 1


@Register("two")
class Second:
    pass


print(Register.known["one"](), Register.known["two"].__name__)


@callable
def tested():
    pass


print(tested)
try:

    @None
    def broken():
        pass

except TypeError as error:
    print(error)
try:
    broken
except NameError as error:
    print(error)
