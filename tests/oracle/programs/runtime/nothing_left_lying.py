"""What the machine uses for itself is in no list that a program can ask for, and changes nothing that is everybody's."""

import _ast

print([hasattr(kind, name) for kind, name in ((_ast.Constant, "n"), (_ast.Constant, "s"), (_ast.Tuple, "dims"))])
import ast
import gc
import os
import sys

print(ast.Constant.n.fget.__globals__ is vars(ast), ast.Tuple.dims.fget is ast._dims_getter)


# -- arguments on their way


def kinds(what):
    return sorted(type(each).__name__ for each in gc.get_referrers(what))


def asks_itself():
    return kinds(asks_itself.__code__)


class Holder:
    def method(self, *rest, **named):
        return kinds(named["what"]) if "what" in named else kinds(rest[0])


gc.collect()  # tuples of what is no container are out of its sight then
print(asks_itself())
held = [object()]
print(kinds(held[0]), kinds(kinds), len(gc.get_referrers(held[0])))
print(Holder().method(held[0]), Holder().method(what=held[0]))
print(list(map(lambda each: kinds(each), [held[0]])), sorted([held[0]], key=lambda each: print(kinds(each))) == held)


# -- runs that C begins leave no garbage


def work():
    return sorted(range(5), key=lambda x: -x), list(map(lambda x: x + 1, range(5)))


gc.collect()
gc.disable()
for _ in range(50):
    work()
print(gc.collect(), [type(each).__name__ for each in gc.get_objects() if type(each).__name__ in ("FrameRef", "StackView")])
gc.enable()


# -- a recursion through a builtin counts the same however it is called


class Asking:
    def __getattr__(self, name):
        return getattr(self, name + "x")


sys.setrecursionlimit(200)
try:
    Asking().a
except RecursionError as error:
    depth, trace = 0, error.__traceback__
    while trace:
        depth, trace = depth + 1, trace.tb_next
    print(depth > 60)

os.environ = None
