"""Exceptions where nobody can catch them: finalizers, callbacks, handlers, hooks, and recursion while a traceback prints."""

import atexit
import gc
import os
import signal
import sys
import threading
import traceback
import weakref


class Finalized:
    def __init__(self, error):
        self.error = error

    def __del__(self):
        raise self.error


def leave():
    kept = Finalized(ValueError("local"))  # noqa: F841


leave()
Finalized(KeyError("at once"))
del leave
circle = Finalized(OSError("circle"))
circle.own = circle
del circle
gc.collect()


class Resurrected:
    def __del__(self):
        kept.append(self)
        raise RuntimeError("but it lives")


kept = []
Resurrected()
print(len(kept), type(kept[0]).__name__)
kept.clear()


class Deep:
    def __del__(self):
        def down():
            return down()

        down()


sys.setrecursionlimit(200)
sys.unraisablehook = lambda told: print("unraisable", told.exc_type.__name__, told.err_msg)
Deep()
sys.setrecursionlimit(1000)


class Nested:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        if self.n:
            Nested(self.n - 1)
        raise ValueError(self.n)


Nested(3)


def yields():
    try:
        yield
    finally:
        raise LookupError("closing")


g = yields()
next(g)
del g


def ignores():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


g = ignores()
next(g)
del g


async def never():
    pass


never()
gc.collect()
sys.unraisablehook = sys.__unraisablehook__


def broken_hook(told):
    raise TypeError("hook")


sys.unraisablehook = broken_hook
Finalized(ValueError("told to a broken hook"))
sys.unraisablehook = None
Finalized(ValueError("told to no hook"))
sys.unraisablehook = sys.__unraisablehook__

reference = weakref.ref(kept_object := type("Kept", (), {})(), lambda r: 1 / 0)
del kept_object
finalizer = weakref.finalize(type("Kept", (), {})(), lambda: [][1])


def handler(number, frame):
    raise InterruptedError(f"handler in {frame.f_code.co_name}")


signal.signal(signal.SIGUSR1, handler)


def interrupted():
    try:
        os.kill(os.getpid(), signal.SIGUSR1)
        for _ in range(1000):
            pass
    except InterruptedError as error:
        traceback.print_exc()
        return str(error)


print(interrupted())


class Interrupted:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGUSR1)
        for _ in range(1000):
            pass


def in_finalizer():
    try:
        Interrupted()
        for _ in range(1000):
            pass
    except InterruptedError as error:
        return "outside", str(error)
    return "inside"


print(in_finalizer())


class Unprintable(Exception):
    def __str__(self):
        return str(self)

    def __repr__(self):
        return repr(self)


class Recursive(Exception):
    def __str__(self):
        raise Recursive


class Told(Exception):
    def __str__(self):
        return f"{self.__class__} {undefined}"  # noqa: F821


for kind in (Unprintable, Recursive, Told):
    try:
        raise kind
    except kind as error:
        traceback.print_exc(file=sys.stdout)
        print(traceback.format_exception_only(kind, error))
        try:
            sys.__excepthook__(kind, error, error.__traceback__)
        except BaseException as other:
            print("excepthook", type(other).__name__)


def in_thread():
    raise Unprintable


thread = threading.Thread(target=in_thread, name="failing")
thread.start()
thread.join()
threading.excepthook = lambda told: 1 / 0
thread = threading.Thread(target=in_thread, name="failing with its hook")
thread.start()
thread.join()

atexit.register(lambda: 1 / 0)
atexit.register(handler, 1, sys._getframe())
atexit.register(lambda: atexit.register(print, "registered late"))
atexit.register(sys.exit, 3)


def hook(kind, error, trace):
    print("hook", kind.__name__)
    sys.stdout.flush()
    raise Recursive


sys.excepthook = hook
raise Unprintable
