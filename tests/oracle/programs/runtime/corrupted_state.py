"""A guest that corrupts what it can reach gets what CPython gives it, and goes on."""

import builtins
import gc
import sys
import types


def attempt(name, action):
    try:
        print(name, "->", action())
    except BaseException as error:
        print(name, "->", type(error).__name__, error, error.__context__ and type(error.__context__).__name__)


# -- code objects

def outer():
    free = 1

    def closed():
        return free

    return closed


def flat(a, b=2):
    return a, b


def generator():
    yield 1


async def coroutine():
    return 1


def set_code(function, code):
    function.__code__ = code
    return function


attempt("free variables added", lambda: set_code(flat, outer().__code__))
attempt("free variables lost", lambda: set_code(outer(), flat.__code__))
attempt("no code", lambda: set_code(flat, 5))
attempt("other parameters", lambda: set_code(flat, (lambda a, b, c, d: (a, b, c, d)).__code__)(1, 2, 3))
attempt("generator code", lambda: list(set_code(flat, generator.__code__)()))
attempt("coroutine code", lambda: set_code(lambda: 0, coroutine.__code__)().close())


def swapping():
    swapping.__code__ = (lambda: "new").__code__
    return "old", swapping()


attempt("swapped while it runs", swapping)
attempt("and again", swapping)


def recursive(n):
    if n == 2:
        recursive.__code__ = (lambda n: f"other {n}").__code__
    return recursive(n - 1) if n else "end"


attempt("swapped in the middle", lambda: recursive(4))
closed = outer()
del closed.__closure__[0].cell_contents
attempt("empty cell", closed)
attempt("cell of another kind", lambda: types.FunctionType(outer().__code__, {}, "f", None, (5,)))
attempt("too few cells", lambda: types.FunctionType(outer().__code__, {}, "f", None, ()))
attempt("smaller code", lambda: flat.__code__.replace(co_stacksize=-1))


def defaults(a, b=1, *, k=2):
    return a, b, k


defaults.__defaults__ = (1, 2, 3, 4, 5)
attempt("more defaults than parameters", defaults)
defaults.__defaults__ = None
attempt("no defaults", defaults)
defaults.__kwdefaults__.clear()
attempt("no keyword defaults", lambda: defaults(1, 2))
defaults.__kwdefaults__ = None
attempt("none at all", lambda: defaults(1, 2))

# -- globals and builtins


def uses_builtin():
    return len([]), print


attempt("no builtins", types.FunctionType(uses_builtin.__code__, {"__builtins__": {}}))
attempt("odd builtins", types.FunctionType(uses_builtin.__code__, {"__builtins__": {"len": lambda x: "ours", "print": 1}}))
attempt("nothing", types.FunctionType(uses_builtin.__code__, {}))
for broken in ({}, {"__builtins__": {}}, {"__builtins__": 5}, {"__builtins__": None}, {"__builtins__": types.ModuleType("empty")}):
    attempt(f"exec with {broken if 'module' not in str(broken) else 'module'}", lambda: exec("x = len('a')\nclass C: pass\nimport sys", broken))
attempt("class without __build_class__", lambda: exec("class C: pass", {"__builtins__": {}}))
attempt("import without __import__", lambda: exec("import sys", {"__builtins__": {}}))
attempt("odd __import__", lambda: exec("import a.b.c as d\nprint(d)", {"__builtins__": {"__import__": lambda *a: a[0], "print": print}}))
attempt("assert without AssertionError", lambda: exec("assert 0", {"__builtins__": {}}))


class Names(dict):
    def __getitem__(self, name):
        if name == "raises":
            raise ZeroDivisionError
        return f"<{name}>"


attempt("names by __getitem__", lambda: exec("out.append((a, raises))", {"out": []}, Names()))
kept = dict(vars(builtins))
for name in ("len", "__build_class__", "__import__", "AttributeError", "StopIteration", "print", "repr", "KeyError"):
    value = getattr(builtins, name)
    delattr(builtins, name)
    try:
        try:
            exec("""
class C:
    def __getattr__(self, name): return name
out.append(C().a)
for x in (y for y in [1]): out.append(x)
import types
out.append({}.get(1))
{}[1]
""", {"out": (out := [])})
        except BaseException as error:
            caught = error
        else:
            caught = None
    finally:
        setattr(builtins, name, value)
    print(name, type(caught).__name__, caught, out)
vars(builtins).clear()
vars_after = [1 for _ in (1, 2)]
try:
    missing
except kept["NameError"] as error:
    message = error.args
vars_of = lambda: unknown  # noqa: E731
try:
    vars_of()
except kept["NameError"] as error:
    second = error.args
kept["vars"](builtins) if False else builtins.__dict__.update(kept)
print(vars_after, message, second)

# -- modules

saved = dict(sys.modules)
sys.modules.clear()
try:
    import string

    print("imported anew", string.digits)
except BaseException as error:
    print("not imported", type(error).__name__)
sys.modules.clear()
sys.modules.update(saved)
for odd in (None, 5):
    sys.modules["odd_module"] = odd
    attempt(f"module {odd}", lambda: __import__("odd_module"))
    attempt(f"inside {odd}", lambda: __import__("odd_module.inside"))
del sys.modules["odd_module"]
attempt("modules is no dict", lambda: exec("import sys\nkept = sys.modules\nsys.modules = 5\ntry:\n import string\nfinally:\n sys.modules = kept"))
path, hooks, meta = sys.path, sys.path_hooks, sys.meta_path
for name, value in (("path", None), ("path", 7), ("meta_path", None), ("meta_path", []), ("path_hooks", None)):
    setattr(sys, name, value)
    attempt(f"sys.{name} = {value}", lambda: __import__("surely_missing"))
    sys.path, sys.path_hooks, sys.meta_path = path, hooks, meta

# -- classes


class A:
    value = "A"

    def method(self):
        self.__class__ = B
        return self.value, self.other()


class B:
    value = "B"

    def other(self):
        return super(B, self).__init__()


class Slotted:
    __slots__ = ("x",)


attempt("class assigned in a method", lambda: A().method())
for other in (Slotted, int, 5, type, types.ModuleType, object):
    a = A()
    attempt(f"class {other}", lambda: setattr(a, "__class__", other))
attempt("module class", lambda: setattr(sys, "__class__", type("M", (types.ModuleType,), {"p": property(lambda self: "p of sys")})) or sys.p)
attempt("bases", lambda: setattr(B, "__bases__", (A,)) or B().method())
attempt("bases in a circle", lambda: setattr(A, "__bases__", (B,)))
attempt("no bases", lambda: setattr(B, "__bases__", ()))
attempt("dict", lambda: setattr(B(), "__dict__", 5))


class Growing:
    def __init__(self):
        type(self).__init__ = lambda self: setattr(self, "other", True)
        del type(self).method

    def method(self):
        return 1


attempt("methods vanish", lambda: Growing().method())
attempt("and __init__ is another", lambda: Growing().other)

# -- generators, coroutines, frames


def resumes_itself():
    for step in (lambda: next(me), lambda: me.send(1), lambda: me.throw(ValueError), me.close, lambda: list(me), lambda: [*me]):
        try:
            step()
        except BaseException as error:
            yield f"{type(error).__name__}: {error}"
        else:
            yield "nothing"


me = resumes_itself()
print(list(me))


def yields_from_itself():
    yield from it


it = yields_from_itself()
attempt("yield from itself", lambda: next(it))


async def awaits_itself():
    await task


task = awaits_itself()
attempt("awaits itself", lambda: task.send(None))


async def sends_itself():
    own.send(None)


own = sends_itself()
attempt("sends itself", lambda: own.send(None))


async def items():
    yield 1
    ai.aclose().send(None)


ai = items()


async def drives():
    async for _ in ai:
        pass


attempt("closes itself", lambda: drives().send(None))


def clears():
    frame = sys._getframe()
    try:
        frame.clear()
    except RuntimeError as error:
        yield str(error)
    try:
        frame.f_back.clear()
    except RuntimeError as error:
        yield str(error)


print(list(clears()))


def suspended():
    kept = [1, 2]
    try:
        yield kept
    finally:
        print("cleared")


g = suspended()
next(g)
g.gi_frame.clear()
attempt("cleared generator", lambda: next(g))


def local_names():
    x = 1
    sys._getframe().f_locals["x"] = 5
    locals()["y"] = 6
    return x, sorted(locals())


attempt("locals", local_names)
attempt("f_lineno", lambda: setattr(sys._getframe(), "f_lineno", 1))
attempt("f_trace", lambda: setattr(sys._getframe(), "f_trace", 5))
attempt("f_trace_opcodes", lambda: setattr(sys._getframe(), "f_trace_opcodes", 5))

# -- exceptions


class Shifty(Exception):
    def __init__(self, *arguments):
        self.__class__ = KeyError

    def __str__(self):
        raise RuntimeError


attempt("class of an exception", lambda: exec("raise S(1)", {"S": Shifty}))


class Returns:
    def __new__(cls):
        return 5


class NewExc(Exception):
    __new__ = lambda cls: 5  # noqa: E731


attempt("no instance", lambda: exec("raise E", {"E": NewExc}))
try:
    raise ValueError("circle")
except ValueError as error:
    error.__context__ = error.__cause__ = error
    attempt("in a circle", lambda: exec("raise e", {"e": error}))
attempt("traceback", lambda: setattr(ValueError(), "__traceback__", 5))
attempt("own next", lambda: (lambda tb: setattr(tb, "tb_next", tb))(types.TracebackType(None, sys._getframe(), 0, 1)))
attempt("odd match", lambda: exec("try: 1/0\nexcept (5, ValueError): pass"))
attempt("odd match", lambda: exec("try: 1/0\nexcept 5: pass"))
gc.collect()
print("still here")
