"""Errors nobody can catch: in __del__, in weakref callbacks, in a thread, in atexit."""
import atexit
import threading
import weakref


class D:
    def __del__(self):
        raise ValueError("in __del__")

    def __repr__(self):
        return "<D>"


def at_exit():
    raise OSError("in atexit")


def callback(ref):
    raise KeyError("in callback")


def in_thread():
    raise LookupError("in thread")


atexit.register(at_exit)
D.__del__.__qualname__ = "D.__del__"
t = threading.Thread(target=in_thread, name="worker")
t.start()
t.join()
import sys

sys.unraisablehook = lambda u: print("unraisable", type(u.exc_value).__name__, u.exc_value, u.err_msg, u.exc_traceback.tb_lineno, getattr(u.object, "__name__", None))
D()
d = D()
r = weakref.ref(d, callback)
del d
print("end")
