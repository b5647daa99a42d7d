"""Mutations that once ended the process, each as a program of its own."""

from __future__ import annotations

# A line table whose bytes above 127 stand elsewhere than at beginnings: the host reads other entries than we do.
LINES = """
import sys, types
def f():
    a = 1
    b = 2
    return a, b
table = bytearray(f.__code__.co_linetable)
for k in range(len(table)):
    for value in (0x80, 0xff):
        bent = bytes(table[:k]) + bytes([value]) + bytes(table[k + 1:])
        try:
            g = types.FunctionType(f.__code__.replace(co_linetable=bent), {})
            sys.settrace(lambda frame, *rest: None)
            g()
        except SystemError:
            pass
        finally:
            sys.settrace(None)
"""

PROGRAMS: dict[str, str] = {
    "a line table with more entries than it seems": LINES,
    "a frame too large to be kept": """
import types
def f(x): return x
big = types.FunctionType(f.__code__.replace(co_stacksize=65000), {})
class M:
    def __enter__(self): return self
    def __exit__(self, *what): return True
M.__exit__.__code__ = M.__exit__.__code__.replace(co_stacksize=65000)
with M():
    big(1)
    1 / 0
assert list(map(big, [1])) == [1]
""",
    "a loop over what is no iterator": """
import types
types.FunctionType((lambda: [x for x in y]).__code__.co_consts[1], {})(7)
""",
}
