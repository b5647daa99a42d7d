"""Special methods as frames: order of attempts, odd methods, odd answers, and what tracers and tracebacks see of them."""

import functools
import sys
import traceback

calls = []


def logged(name, answer=NotImplemented):
    def method(self, *rest):
        calls.append(f"{type(self).__name__}.{name}")
        return answer

    return method


def attempt(text, **names):
    calls.clear()
    try:
        answer = eval(text, names) if not text.startswith("!") else exec(text[1:], names)
    except Exception as error:
        answer = f"{type(error).__name__}: {error}"
    print(text, "->", answer, calls)


SIGNS = {"+": "add", "*": "mul", "%": "mod", "**": "pow", "@": "matmul", ">>": "rshift", "|": "or"}
ALL = [form.format(word) for word in SIGNS.values() for form in ("__{}__", "__r{}__", "__i{}__")]
Both = type("Both", (), {name: logged(name) for name in ALL})
Kid = type("Kid", (Both,), {name: logged(name) for name in ALL if "__r" in name})
Plain = type("Plain", (Both,), {})
Number = type("Number", (int,), {name: logged(name) for name in ALL})
Text = type("Text", (str,), {name: logged(name) for name in ALL})
Items = type("Items", (list,), {"__rmul__": logged("__rmul__"), "__radd__": logged("__radd__")})
values = {"b": Both(), "k": Kid(), "p": Plain(), "n": Number(3), "t": Text("%s"), "i": Items([1]), "z": [1, 2], "s": "x"}
for left in values:
    for right in [*values, "2", "2.5"]:
        for sign in SIGNS:
            attempt(f"{left} {sign} {right}", **values)
for left in ("b", "k", "n", "i", "z", "s"):
    for right in ("b", "k", "2", "n"):
        for sign in ("+", "*", "**", ">>"):
            attempt(f"!{left} {sign}= {right}", **values)
attempt("print >> b", b=Both())

COMPARED = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"]
Ordered = type("Ordered", (), {name: logged(name) for name in COMPARED} | {"__hash__": None})
Finer = type("Finer", (Ordered,), {"__gt__": logged("__gt__", True), "__eq__": logged("__eq__", "yes")})
Equal = type("Equal", (), {"__eq__": logged("__eq__", [])})
Different = type("Different", (), {"__eq__": logged("__eq__")})
for left in ("o", "f", "e", "d", "1", "s"):
    for right in ("o", "f", "e", "d", "1", "s"):
        for sign in ("<", "<=", "==", "!=", ">", ">="):
            attempt(f"{left} {sign} {right}", o=Ordered(), f=Finer(), e=Equal(), d=Different(), s="s")


class Sized:
    def __init__(self, answer):
        self.answer = answer

    def __len__(self):
        return self.answer


class Truth(Sized):
    def __bool__(self):
        return self.answer


class Container(Sized):
    def __contains__(self, item):
        return self.answer

    def __iter__(self):
        return self.answer

    def __getitem__(self, key, more=5):
        return key, more


class Index:
    def __index__(self):
        return 4


for answer in (True, False, 0, 1, -1, 2**80, 1.5, None, "a", [], Index(), Truth(False), Truth(3)):
    for kind in (Sized, Truth):
        attempt("1 if x else 0", x=kind(answer))
        attempt("not x", x=kind(answer))
        attempt("bool(x and 0)", x=kind(answer))
        attempt("x or 7", x=kind(answer)) if answer is False else None
    attempt("1 in x, 1 not in x", x=Container(answer))
    attempt("[*x]", x=Container(answer))
    attempt("[y for y in x]", x=Container(answer))
    attempt("x[1]", x=Container(answer))


def odd(**methods):
    return type("Odd", (), methods)()


def generated(self, *rest):
    yield from rest


async def awaited(self, *rest):
    return rest


def kinds(function):
    return {
        "function": function,
        "static": staticmethod(lambda *a: ("static", len(a))),
        "class": classmethod(lambda cls, *a: (cls.__name__, len(a))),
        "partial": functools.partial(lambda *a: ("partial", len(a)), 0),
        "callable": odd(__call__=lambda self, *a: ("callable", len(a))),
        "property": property(lambda self: lambda *a: ("property", len(a))),
        "builtin": max,
        "none": None,
        "few": lambda: 0,
        "keyword": lambda self, *a, k=3, **n: (len(a), k, n),
        "needs": lambda self, *a, k: k,
        "generator": generated,
    }


TEXTS = {
    "__add__": "x + 1", "__rsub__": "1 - x", "__ior__": "!x |= 1", "__eq__": "x == 1", "__neg__": "-x", "__getitem__": "x[1]",
    "__setitem__": "!x[1] = 2", "__delitem__": "!del x[1]", "__contains__": "1 in x", "__bool__": "not x", "__iter__": "[y for y in x]",
    "__call__": "x(1)", "__getattr__": "x.a", "__setattr__": "!x.a = 1", "__delattr__": "!del x.a", "__getattribute__": "x.a",
    "__len__": "1 if x else 0",
}  # fmt: skip
for name, text in TEXTS.items():
    for kind, method in kinds(lambda self, *a: ("function", len(a))).items():
        print(kind, end=": ")
        attempt(text.replace("x(1)", "x(1, *[2], **{})") if kind == "keyword" else text, x=odd(**{name: method})) if not (
            kind == "generator" and name in ("__add__", "__rsub__", "__eq__", "__neg__", "__getitem__", "__call__", "__getattr__", "__getattribute__")
        ) else print()


# -- attributes

class Computed:
    note = "class"

    @property
    def good(self):
        return 1

    @property
    def missing(self):
        return self.nowhere

    @property
    def broken(self):
        raise AttributeError("mine")

    @property
    def wrong(self):
        raise KeyError("wrong")

    @good.setter
    def good(self, value):
        calls.append(("set", value))

    @good.deleter
    def good(self):
        calls.append("deleted")


class Fallback(Computed):
    def __getattr__(self, name):
        calls.append(("asked", name))
        if name == "never":
            raise AttributeError
        return f"<{name}>"


class Everything(Fallback):
    def __getattribute__(self, name):
        calls.append(("all", name))
        if name == "never2":
            raise AttributeError(name)
        return super().__getattribute__(name)


for kind in (Computed, Fallback, Everything):
    for text in ("x.good", "x.missing", "x.broken", "x.wrong", "x.note", "x.never", "x.never2", "x.other()", "x.good()", "x.__class__",
                 "!x.good = 5", "!del x.good", "!x.missing = 1", "!del x.broken", "!x.new = 1", "!del x.new", "x.nowher"):  # fmt: skip
        attempt(text, x=kind())
    for name in ("missing", "broken", "never", "nowher"):
        try:
            if name == "missing":
                kind().missing
            elif name == "broken":
                kind().broken
            elif name == "never":
                kind().never
            else:
                kind().nowher()
        except TypeError as error:
            print(error)
        except AttributeError as error:
            print(repr(error), error.name, type(error.obj).__name__, error.__context__)


class Descriptor:
    def __get__(self, owner, kind=None):
        calls.append(("get", owner is None, kind and kind.__name__))
        if not self.found:
            raise AttributeError("not found")
        return "got"

    found = True


class Data(Descriptor):
    def __set__(self, owner, value):
        calls.append(("set", value))

    def __delete__(self, owner):
        raise AttributeError("cannot")


class Holder:
    loose, data = Descriptor(), Data()


holder = Holder()
for text in ("x.loose", "x.data", "!x.data = 1", "!del x.data", "!x.loose = 3", "x.loose", "!del x.loose", "x.loose", "K.loose", "K.data"):
    attempt(text, x=holder, K=Holder)
holder.__dict__["data"] = "hidden"
attempt("x.data", x=holder)


# -- classes that change while their method runs

class Turncoat:
    def __add__(self, other):
        self.__class__ = Both
        return NotImplemented

    def __iter__(self):
        return self

    def __next__(self):
        del Turncoat.__next__
        return 1


attempt("x + 1", x=Turncoat())
attempt("[y for y in x]", x=Turncoat())


# -- what tracers see

events = []


def tracer(frame, event, argument):
    if frame.f_code.co_filename == __file__ and frame.f_code.co_name != "tracer":
        events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


class Traced:
    def __init__(self):
        self.left = 2

    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        return 1

    def __bool__(self):
        return False

    def __iter__(self):
        return self

    def __next__(self):
        self.left -= 1
        if self.left < 0:
            raise StopIteration
        return 1

    def __getattr__(self, name):
        raise AttributeError(name)

    def __eq__(self, other):
        return True

    def __call__(self, *arguments):
        return arguments

    @property
    def value(self):
        return self.nothing

    def __getitem__(self, key):
        raise IndexError(key)


def traced():
    x = Traced()
    [] + x
    1 + x
    if x:
        pass
    for _ in x:
        pass
    x == x and x(1)
    try:
        x.value
    except AttributeError:
        pass
    try:
        x[1]
    except IndexError:
        traceback.print_exc(file=sys.stdout)
    return x != x


for start in (sys.settrace, sys.setprofile):
    start(tracer)
    traced()
    start(None)
    for event in events:
        print(start.__name__, *event)
    events.clear()


class Failing:
    def __add__(self, other):
        return self - other

    def __sub__(self, other):
        return self.value

    @property
    def value(self):
        return self[0]

    def __getitem__(self, key):
        return key in self

    def __contains__(self, item):
        return not self

    def __bool__(self):
        return self()

    def __call__(self):
        for _ in self:
            pass

    def __iter__(self):
        return self

    def __next__(self):
        return -self

    def __neg__(self):
        self.x = 1

    def __setattr__(self, name, value):
        del self.y

    def __delattr__(self, name):
        self < 1

    def __lt__(self, other):
        return 1 / 0


try:
    Failing() + 1
except ZeroDivisionError as error:
    traceback.print_exc(file=sys.stdout)
    entry = error.__traceback__
    while entry:
        print(entry.tb_frame.f_code.co_name, entry.tb_lineno, entry.tb_frame.f_back is None)
        entry = entry.tb_next
