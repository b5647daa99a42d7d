"""Errors in __del__ and callbacks go to stderr, with addresses out of the way."""
import gc
import sys


class D:
    def __repr__(self):
        return "<a D>"

    def __del__(self):
        raise ValueError("in del")


sys.unraisablehook = lambda u: print(type(u.exc_value).__name__, u.exc_value, u.err_msg, getattr(u.object, "__qualname__", u.object), u.exc_traceback.tb_frame.f_code.co_name)
D()
gc.callbacks.append(lambda phase, info: 1 / 0)
gc.collect()
gc.callbacks.clear()


class Cmp:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise KeyError("eq")


try:
    {Cmp(): 1, Cmp(): 2}
except KeyError as error:
    print("raised", error)


def gen():
    try:
        yield
    finally:
        raise OSError("finaliser")


g = gen()
next(g)
del g
sys.unraisablehook = lambda u: 1 / 0
D()
