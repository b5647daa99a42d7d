"""What runs at the end: atexit, module globals, __del__, weakref.finalize, thread join, open files."""
import atexit
import sys
import tempfile
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, sys is not None, sys.is_finalizing() if sys else None)


thing = Thing("global")
cycle = [Thing("in cycle")]
cycle.append(cycle)
fin = weakref.finalize(thing, print, "finalize of global")
atexit.register(print, "atexit")
local_only = [Thing("in list")]


def gen():
    try:
        yield
    finally:
        print("generator finalised")


g = gen()
next(g)
print("end of module")
