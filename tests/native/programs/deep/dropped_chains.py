"""Chains of COUNT objects, each holding the next, dropped in a thread with a C stack of SIZE bytes.

    python dropped_chains.py COUNT SIZE

Prints for each kind with code of its own at the end of each object whether all of them ended, and in which order.
"""

import collections
import contextvars
import csv
import functools
import itertools
import json.decoder
import operator
import sys
import threading
import time
import types

COUNT, SIZE = int(sys.argv[1]), int(sys.argv[2])
sys.setrecursionlimit(10**6)
ended = []


def delegating(inner, k):
    try:
        if inner is None:
            yield 1
        else:
            yield from inner
    finally:
        ended.append(k)


def looping(inner, k):
    try:
        for _ in inner or [1]:
            yield 1
    finally:
        ended.append(k)


def stubborn(inner, k):
    try:
        if inner is None:
            yield 1
        else:
            yield from inner
    except GeneratorExit:
        ended.append(k)
        yield 2


class Awaited:
    def __await__(self):
        yield 1


async def awaiting(inner, k):
    try:
        await (inner or Awaited())
    finally:
        ended.append(k)


def holding(held, k):
    try:
        yield held
    finally:
        ended.append(k)


def begun(held, k):
    made = holding(held, k)
    next(made)
    return made


class Instance:
    def __init__(self, held, k):
        self.held, self.k = held, k

    def __del__(self):
        ended.append(self.k)


def outermost_started(make):
    innermost = None
    for k in range(COUNT):
        innermost = make(innermost, k)
    innermost.send(None)
    return innermost


def chain(make):
    held = None
    for k in range(COUNT):
        held = make(held, k)
    return held


def closure(held, k):
    return lambda: held


def documented(held, k):
    function = closure(None, k)
    function.__doc__ = held
    return function


def with_context(kind):
    def make(held, k):
        error = kind.__new__(kind)
        error.__context__ = held
        return error

    return make


def context(held, k):
    made = contextvars.Context()
    made.run(VARIABLE.set, held)
    return made


VARIABLE = contextvars.ContextVar("variable")
WITH_CODE = {
    "delegating": lambda: outermost_started(delegating),
    "looping": lambda: outermost_started(looping),
    "awaiting": lambda: outermost_started(awaiting),
    "holding": lambda: chain(begun),
    "instances": lambda: chain(Instance),
}
WITHOUT_CODE = {
    "stubborn": lambda: outermost_started(stubborn),
    "generators": lambda: chain(holding),
    "closures": lambda: chain(closure),
    "documented": lambda: chain(documented),
    "contexts": lambda: chain(context),
    "methods": lambda: chain(lambda held, k: types.MethodType(held or print, k)),
    "methods of it": lambda: chain(lambda held, k: types.MethodType(print, held or 1)),
    "cells": lambda: chain(lambda held, k: types.CellType(held)),
    "slices": lambda: chain(lambda held, k: slice(held)),
    "properties": lambda: chain(lambda held, k: property(held)),
    "class methods": lambda: chain(lambda held, k: classmethod(held)),
    "static methods": lambda: chain(lambda held, k: staticmethod(held)),
    "aliases": lambda: chain(lambda held, k: types.GenericAlias(held or list, ())),
    "proxies": lambda: chain(lambda held, k: types.MappingProxyType(held or {})),
    "filters": lambda: chain(lambda held, k: filter(print, held or [])),
    "maps": lambda: chain(lambda held, k: map(print, held or [])),
    "enumerations": lambda: chain(lambda held, k: enumerate(held or [])),
    "islices": lambda: chain(lambda held, k: itertools.islice(held or [], 3)),
    "takewhiles": lambda: chain(lambda held, k: itertools.takewhile(print, held or [])),
    "repeats": lambda: chain(lambda held, k: itertools.repeat(held)),
    "deques": lambda: chain(lambda held, k: collections.deque([held])),
    "partials": lambda: chain(lambda held, k: functools.partial(print, held)),
    "keys": lambda: chain(lambda held, k: functools.cmp_to_key(print)(held)),
    "caches": lambda: chain(lambda held, k: functools.lru_cache(held or print)),
    "getters": lambda: chain(lambda held, k: operator.itemgetter(held)),
    "times": lambda: chain(lambda held, k: time.struct_time([held] * 9)),
    "readers": lambda: chain(lambda held, k: csv.reader(held or [])),
    "scanners": lambda: chain(
        lambda held, k: json.decoder.scanner.c_make_scanner(
            types.SimpleNamespace(
                strict=True, object_hook=held, object_pairs_hook=None, parse_float=1, parse_int=1, parse_constant=1
            )
        )
    ),
} | {
    kind.__name__: lambda kind=kind: chain(with_context(kind))
    for kind in (OSError, ImportError, SyntaxError, UnicodeDecodeError, StopIteration, SystemExit, AttributeError, KeyError)
}  # fmt: skip


def drop(box):
    box.clear()


def dropped(make):
    box = [make()]
    ended.clear()
    thread = threading.Thread(target=drop, args=(box,))
    thread.start()
    thread.join()
    return list(ended)


sys.unraisablehook = lambda told: None
threading.stack_size(SIZE)
for name, make in WITH_CODE.items():
    order = dropped(make)
    print(name, order == list(range(COUNT)), order == list(range(COUNT))[::-1])
for make in WITHOUT_CODE.values():
    dropped(make)
print("end")
