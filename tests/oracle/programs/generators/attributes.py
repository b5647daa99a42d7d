"""Introspection of generator objects, frames of generators, names, code flags, copying and pickling refused."""
import copy
import inspect
import pickle
import types


def gen(a, b=2):
    "doc"
    x = yield a
    yield x


g = gen(1)
print(g.__name__, g.__qualname__, g.gi_code is gen.__code__, g.gi_running, g.gi_suspended, g.gi_frame.f_lineno)
print(inspect.getgeneratorlocals(g), inspect.isgenerator(g), inspect.isgeneratorfunction(gen), isinstance(g, types.GeneratorType))
next(g)
print(g.gi_frame.f_lineno - gen.__code__.co_firstlineno, g.gi_suspended, inspect.getgeneratorlocals(g), g.gi_frame.f_back)
g.send("sent")
print(inspect.getgeneratorlocals(g))
g.close()
print(inspect.getgeneratorlocals(g), g.gi_frame, g.gi_code.co_name)
g.__name__ = "renamed"
g.__qualname__ = "re.named"
print(g.__name__, repr(g)[:27])
for action in ("g.__name__ = 3", "del g.__name__", "g.gi_running = 1", "g.other = 1", "copy.copy(g)", "pickle.dumps(g)", "g[0]", "len(g)", "types.GeneratorType()"):
    try:
        exec(action)
    except (TypeError, AttributeError) as error:
        print(action, "->", type(error).__name__, error)
print(bool(gen.__code__.co_flags & inspect.CO_GENERATOR), gen.__code__.co_flags & 0x20)


def self_frame():
    me = yield
    print(me.gi_running, me.gi_frame.f_code.co_name, inspect.getgeneratorstate(me), inspect.currentframe().f_back.f_code.co_name)
    yield


s = self_frame()
next(s)
s.send(s)


class Holder:
    def method(self):
        yield type(self).__name__

    @classmethod
    def klass(cls):
        yield cls.__name__

    @staticmethod
    def static():
        yield "static"

    gen = (i for i in range(2))


print(next(Holder().method()), next(Holder.klass()), next(Holder.static()), Holder.gen.__qualname__, Holder().method().__qualname__)


@types.coroutine
def old_style():
    result = yield "awaited"
    return result


async def uses():
    return await old_style()


c = uses()
print(c.send(None), c.cr_await.__name__)
try:
    c.send("value")
except StopIteration as stop:
    print(stop.value)


def locals_in_frame():
    a = 1
    yield
    b = 2
    yield


l = locals_in_frame()
next(l)
frame = l.gi_frame
print(frame.f_locals, frame.f_code.co_name, frame.f_globals is globals(), frame.f_lasti > 0)
next(l)
print(frame.f_locals)
import sys

print(sys.getrefcount(None) > 0, type(l).__mro__)
