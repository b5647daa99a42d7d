"""What happens to generators that are dropped, in loops that are left, and during errors."""
import gc
import weakref


def tracked(tag):
    try:
        print("enter", tag)
        yield 1
        yield 2
    finally:
        print("finalised", tag)


g = tracked("deleted")
next(g)
del g
g = tracked("never started")
del g
print("between")
for value in tracked("left by break"):
    break
print("after break")


def leave_by_return():
    for value in tracked("left by return"):
        return value


print(leave_by_return())
try:
    for value in tracked("left by raise"):
        raise ValueError("out")
except ValueError as error:
    print(error)
    del error


def holder():
    inner = tracked("inner of dropped outer")
    yield from inner


h = holder()
next(h)
h = None


class Cycle:
    pass


def cyclic():
    me = Cycle()
    me.g = (yield "ready")
    try:
        yield "waiting"
    finally:
        print("collected from a cycle")


g = cyclic()
next(g)
g.send(g)
del g
print("before gc")
gc.collect()


def bad_finaliser():
    try:
        yield 1
    finally:
        raise OSError("in finaliser")


import sys

old = sys.unraisablehook
sys.unraisablehook = lambda u: print("unraisable", type(u.exc_value).__name__, u.exc_value, u.object.__name__)
g = bad_finaliser()
next(g)
del g


def yields_in_finaliser():
    try:
        yield 1
    finally:
        yield 2


g = yields_in_finaliser()
next(g)
del g
sys.unraisablehook = old


class Resource:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("open", self.name)
        return self

    def __exit__(self, *exc):
        print("close", self.name, exc[0] and exc[0].__name__)


def uses():
    with Resource("r") as r:
        yield r.name
        yield "never"


g = uses()
print(next(g))
del g
g = uses()
print(next(g))
try:
    g.throw(KeyError)
except KeyError:
    print("KeyError came out")
value = Cycle()


def keeps(v):
    yield
    print("used", v is not None)


g = keeps(value)
ref = weakref.ref(value)
del value
next(g)
print(ref() is not None)
list(g)
print(ref() is None)
frame_holder = tracked("frame")
next(frame_holder)
frame = frame_holder.gi_frame
try:
    frame.clear()
except RuntimeError as error:
    print(error)
print(frame_holder.gi_frame)
def unfinished():
    yield
u = unfinished(); next(u); f = u.gi_frame
f.clear()
print(u.gi_frame, list(u))
print("end")
