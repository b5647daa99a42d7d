"""Recursion through C code, far beyond the C stack's end if nobody looked: one RecursionError after the other.

    python c_recursion.py WHERE     main, generator, finalizer, signal, or the stack size of a thread in bytes

Prints the forms that end in anything but a RecursionError, and how many did not.  CPython dies of each.
"""

import copy
import functools
import itertools
import json
import operator
import os
import pickle
import re
import signal
import sys
import threading

FORMS = {}


def form(function):
    FORMS[function.__name__] = function
    return function


def nested(wrap, depth=200_000):
    value = wrap(None)
    for _ in range(depth):
        value = wrap(value)
    return value


def callers():
    """C functions that call a function which calls them again."""
    return {
        "sorted": lambda f: sorted([1, 2], key=f),
        "map": lambda f: list(map(f, [1])),
        "filter": lambda f: list(filter(f, [1])),
        "reduce": lambda f: functools.reduce(f, [1, 2]),
        "partial": lambda f: functools.partial(f, 1)(),
        "lru_cache": lambda f: functools.lru_cache(f)(1),
        "cmp_to_key": lambda f: sorted([1, 2], key=functools.cmp_to_key(f)),
        "re.sub": lambda f: re.sub("a", f, "a"),
        "json default": lambda f: json.dumps(object(), default=f),
        "groupby": lambda f: [list(items) for _, items in itertools.groupby([1], f)],
        "accumulate": lambda f: list(itertools.accumulate([1, 2], f)),
        "starmap": lambda f: list(itertools.starmap(f, [(1,)])),
        "operator.call": lambda f: operator.call(f),
        "sum of a generator": lambda f: sum(f() for _ in range(1)),
        "exec": lambda f: exec("f()", {"f": f}),
        "eval": lambda f: eval("f()", {"f": f}),
        "class body": lambda f: exec("class C: f()", {"f": f}),
        "metaclass": lambda f: type("M", (type,), {"__prepare__": classmethod(lambda *a: f()), "__new__": lambda *a: f()})("C", (), {}),
        "property by getattr": lambda f: getattr(type("C", (), {"p": property(f)})(), "p"),
        "__init_subclass__": lambda f: type("B", (type("A", (), {"__init_subclass__": f}),), {}),
    }  # fmt: skip


for name, call in callers().items():

    def run(call=call):
        def again(*rest):
            return call(again)

        again()

    FORMS[name] = run


def by_method(name, use, answer=None):
    kind = type("Subject", (), {name: lambda self, *rest: use(self)})
    FORMS[f"{name} by C"] = lambda: use(kind())


by_method("__repr__", repr)
by_method("__str__", str)
by_method("__format__", format)
by_method("__hash__", hash)
by_method("__eq__", lambda x: [x] == [type(x)()])
by_method("__lt__", lambda x: min(x, type(x)()))
by_method("__len__", len)
by_method("__iter__", list)
by_method("__next__", next)
by_method("__getattr__", lambda x: getattr(x, "name"))
by_method("__setattr__", lambda x: setattr(x, "name", 1))
by_method("__call__", operator.call)
by_method("__int__", int)
by_method("__index__", lambda x: [1][x])
by_method("__bytes__", bytes)
by_method("__radd__", lambda x: sum([x]))
by_method("__contains__", lambda x: operator.contains(x, 1))
by_method("__new__", lambda x: x())
by_method("__reduce__", pickle.dumps)
by_method("write", lambda x: print("text", file=x))
by_method("__enter__", lambda x: x.__enter__())
del FORMS["__enter__ by C"], FORMS["__new__ by C"]


@form
def unpacking():
    class Items:
        def __iter__(self):
            first, second = self

    first, second = Items()


@form
def missing_key():
    class Missing(dict):
        def __missing__(self, key):
            return self[key]

    Missing()[1]


@form
def generators():
    def items():
        yield next(items())

    next(items())


@form
def thrown():
    def items():
        try:
            yield
        except ValueError:
            inner = items()
            next(inner)
            inner.throw(ValueError)

    outer = items()
    next(outer)
    outer.throw(ValueError)


@form
def traced():
    def again(x):
        return sorted([1, 2], key=again)

    sys.settrace(lambda *event: None)
    try:
        again(1)
    finally:
        sys.settrace(None)


@form
def repr_of_lists():
    repr(nested(lambda inner: [inner]))


@form
def repr_of_dicts():
    repr(nested(lambda inner: {1: inner}))


@form
def equal_lists():
    nested(lambda inner: [inner]) == nested(lambda inner: [inner])


@form
def json_of_lists():
    json.dumps(nested(lambda inner: [inner]))


@form
def json_text():
    json.loads("[" * 1_000_000)


@form
def pickled_lists():
    pickle.dumps(nested(lambda inner: [inner]))


@form
def copied_lists():
    sys.setrecursionlimit(100_000)  # deepcopy is Python: no C stack, and 10**9 calls have no end
    try:
        copy.deepcopy(nested(lambda inner: [inner]))
    finally:
        sys.setrecursionlimit(10**9)


@form
def repr_of_exceptions():
    repr(nested(ValueError))


@form
def nested_partials():
    nested(lambda inner: functools.partial(operator.call, inner or int))()


@form
def kinds():
    isinstance("", nested(lambda inner: (inner or int,)))


def every():
    good = 0
    for name, run in FORMS.items():
        try:
            run()
        except RecursionError:
            good += 1
        except BaseException as error:
            print(name, type(error).__name__, error)
        else:
            print(name, "returned")
    print(good == len(FORMS), good > 50, flush=True)


sys.setrecursionlimit(10**9)
where = sys.argv[1]
if where == "main":
    every()
elif where == "generator":
    next(every() for _ in range(1))
elif where == "finalizer":
    type("Finalized", (), {"__del__": lambda self: every()})()
elif where == "signal":
    signal.signal(signal.SIGUSR1, lambda *rest: every())
    os.kill(os.getpid(), signal.SIGUSR1)
else:
    threading.stack_size(int(where))
    thread = threading.Thread(target=every)
    thread.start()
    thread.join()
