"""Calls in one loop: binding, __init__, bound methods, depth, results that are refused."""

import sys


def f(a, b=2, *c, d, e=5, **g):
    return a, b, c, d, e, g


def simple(a, b=20, c=30):
    return a, b, c


print(f(1, d=4), f(1, 2, 3, d=4, z=1), f(*[1, 2], d=3), simple(1), simple(1, c=3), simple(c=1, a=2))
for bad in (
    lambda: simple(),
    lambda: simple(1, 2, 3, 4),
    lambda: simple(1, a=1),
    lambda: simple(1, q=1),
    lambda: f(1),
    lambda: simple(**{1: 2}),
    lambda: simple(*3),
    lambda: simple(1, a=1),
):
    try:
        bad()
    except TypeError as error:
        print(error)


class Made:
    def __init__(self, x, y=1):
        self.x = x, y


class Refused:
    def __init__(self):
        return 3


class Yields:
    def __init__(self):
        yield 1


class Fails(Made):
    def __init__(self, x):
        super().__init__(x, y=x)
        raise ValueError(x)


print(Made(1).x, Made(1, y=2).x, Made(*[3]).x)
for bad in (Refused, Yields, lambda: Fails(2), Made, lambda: Made(1, z=2)):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error, error.__traceback__.tb_next is not None)


class Evil(str):
    def __eq__(self, other):
        simple(1, 2, 3)
        return str.__eq__(self, other)

    __hash__ = str.__hash__


print(simple(1, **{Evil("b"): "b"}))


def deep(n):
    return n and 1 + deep(n - 1)


sys.setrecursionlimit(60000)
print(deep(50000))
sys.setrecursionlimit(1000)
try:
    deep(2000)
except RecursionError as error:
    print(error)


def generators(n):
    if n:
        yield from generators(n - 1)
    yield n


print(sum(generators(100)))
