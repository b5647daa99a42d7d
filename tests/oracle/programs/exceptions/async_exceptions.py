"""Exceptions that arrive between instructions: from signals inside finally, with, generators, comprehensions, callbacks."""
import signal
import sys


class Alarm(Exception):
    pass


def handler(number, frame):
    raise Alarm(frame.f_code.co_name)


signal.signal(signal.SIGUSR1, handler)


def fire():
    signal.raise_signal(signal.SIGUSR1)


class M:
    def __init__(self, where):
        self.where = where

    def __enter__(self):
        if self.where == "enter":
            fire()
        return self

    def __exit__(self, kind, value, tb):
        print("exit", kind and kind.__name__)
        if self.where == "exit":
            fire()
        return False


def in_with(where):
    with M(where):
        if where == "body":
            fire()


def in_finally():
    try:
        1 / 0
    finally:
        fire()


def in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        fire()


def in_generator():
    def g():
        try:
            yield 1
            fire()
            yield 2
        finally:
            print("generator finally")

    return list(g())


def in_comprehension():
    return [fire() if i == 2 else i for i in range(4)]


def in_sort_key():
    return sorted([3, 1, 2], key=lambda v: fire() if v == 1 else v)


def in_del():
    class D:
        def __del__(self):
            print("del starts")
            fire()

    sys.unraisablehook = lambda u: print("unraisable", repr(u.exc_value))
    D()
    print("after del")


def in_property():
    class P:
        @property
        def p(self):
            fire()

        def __getattr__(self, name):
            return "getattr must not see it"

    return P().p


def in_class_body():
    class C:
        x = 1
        fire()


def in_hash():
    class H:
        def __hash__(self):
            fire()

    return {H(): 1}


def in_import():
    class Finder:
        def find_spec(self, *args):
            fire()

    sys.meta_path.insert(0, Finder())
    try:
        import no_module_of_this_name
    finally:
        del sys.meta_path[0]


def in_async():
    async def inner():
        try:
            fire()
        finally:
            print("async finally")

    async def outer():
        await inner()

    outer().send(None)


def in_match():
    class K:
        @property
        def attr(self):
            fire()

    match K():
        case K(attr=1):
            pass


for function, *args in ((in_with, "enter"), (in_with, "body"), (in_with, "exit"), (in_finally,), (in_except,), (in_generator,), (in_comprehension,), (in_sort_key,), (in_del,), (in_property,), (in_class_body,), (in_hash,), (in_import,), (in_async,), (in_match,)):
    try:
        print(function.__name__, args, function(*args))
    except Alarm as e:
        print(function.__name__, args, repr(e), "context", repr(e.__context__))
        tb, names = e.__traceback__, []
        while tb:
            names.append(f"{tb.tb_frame.f_code.co_name}:{tb.tb_lineno}")
            tb = tb.tb_next
        print("   ", names)
