"""Every shape of parameters against every shape of arguments; what does not fit is CPython's error, word for word."""

import itertools


class Name(str):
    """A str that is none of the interned ones."""


def plain(a, b=2, c=3): return a, b, c
def only(a, /, b, *, c, d=4): return a, b, c, d
def rest(a, *more, c=3): return a, more, c
def options(a, b=2, **named): return a, b, named
def positional(a, /, **named): return a, named
def everything(a, /, b=2, *more, c, d=4, **named): return a, b, more, c, d, named
def nothing(): return "nothing"


class Box:
    def __repr__(self):
        return "a box"

    def __init__(self, a, *more, b=2, **named):
        self.got = a, more, b, named

    def method(self, a, *more, b=2, **named):
        return type(self).__name__, a, more, b, named

    @classmethod
    def made(cls, *args, **named):
        return cls(*args, **named).got

    @staticmethod
    def free(a, b=5):
        return a, b


def say(call, *args, **named):
    try:
        print(call(*args, **named))
    except TypeError as error:
        print(error)


functions = plain, only, rest, options, positional, everything, nothing, Box.made, Box(0).method, Box.free, Box.method
tuples = [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [1, 2], iter((1, 2)), "ab"]
dicts = [{}, {"c": 9}, {"a": 1}, {"b": 7, "c": 8}, {"z": 0}, {"c": 1, "ü": 2}, {Name("b"): 5}, {"q" + str(1): 5}]
for function, args, named in itertools.product(functions, tuples, dicts):
    say(function, *args, **named)
for function in functions:
    for literal in (lambda f: f(), lambda f: f(1), lambda f: f(1, 2), lambda f: f(1, b=2), lambda f: f(b=1, a=2),
                    lambda f: f(1, c=2), lambda f: f(1, 2, c=3), lambda f: f(1, 2, 3, c=3, d=5), lambda f: f(a=1),
                    lambda f: f(1, 2, 3, 4, 5), lambda f: f(1, z=2), lambda f: f(1, 2, c=3, z=4, ü=5),
                    lambda f: f(1, *(2, 3)), lambda f: f(1, *[2], c=3, **{"z": 4}), lambda f: f(**{"a": 1}, **{"b": 2}),
                    lambda f: f(**{"a": 1}, **{"a": 2}), lambda f: f(1, **{"a": 2}), lambda f: f(*5), lambda f: f(**5),
                    lambda f: f(1, 2, c=3, **{"c": 4}), lambda f: f(**{1: 2}), lambda f: f(1, **{"c": 1}, **{2: 3})):
        try:
            print(literal(function))
        except TypeError as error:
            print(type(error).__name__, error)

# Defaults are read when they are needed, and a function may get other code between two calls.
for step in range(6):
    say(plain, 1)
    say(only, 1, 2)
    if step == 1:
        plain.__defaults__ = ("x",)
    if step == 2:
        plain.__defaults__ = None
        only.__kwdefaults__ = {"c": "C", "d": "D"}
    if step == 3:
        only.__kwdefaults__ = None
        plain.__code__ = options.__code__
    if step == 4:
        plain.__defaults__ = (1, 2, 3)
        only.__code__ = (lambda a, b: (b, a)).__code__
many = {"k%d" % k: k for k in range(40)}
print(options(1, **many), rest(*range(40)), everything(*range(30), c=1, **many))


class Changing(dict):
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


say(options, **Changing(c=1))
say(Box, 1, **Changing())
say(Box, *[1, 2], b=3)
print(Box(1, 2, b=3, c=4).got, Box(*(1,), **{"b": 2}).got)
print(Box(1).method(1, 2, c=3), Box(2).method(*[5], **{"b": 6}))
bound = Box(3).method
print([bound(k) for k in range(3)], bound(b=1, a=2), [bound(*t) for t in ((1,), (1, 2))])
try:
    bound()
except TypeError as error:
    print(error)
