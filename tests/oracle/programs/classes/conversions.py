"""Conversion methods: str, repr, format, bytes, int, float, complex, index, hash, round, bool; wrong return types."""
import math


class V:
    def __repr__(self):
        return "V-repr"

    def __str__(self):
        return "V-str"

    def __format__(self, spec):
        return f"V-format[{spec}]"

    def __bytes__(self):
        return b"V-bytes"

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __complex__(self):
        return 7 + 1j

    def __hash__(self):
        return 77

    def __round__(self, n=None):
        return ("round", n)

    def __trunc__(self):
        return "trunc"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __fspath__(self):
        return "/v/path"

    def __sizeof__(self):
        return 100


v = V()
print(repr(v), str(v), f"{v}", f"{v!r}", f"{v!s:>8}", f"{v:spec}", format(v, "x"), "%s %r" % (v, v), "{0} {0!r} {0:q}".format(v))
print(bytes(v), int(v), float(v), complex(v), hash(v), round(v), round(v, 2), math.trunc(v), math.floor(v), math.ceil(v))
import os

print(os.fspath(v), [v], {v: v}, (v,), {v})


def bad(name, value):
    return type("Bad", (), {name: lambda self: value})()


checks = [
    ("__repr__", repr, 3), ("__str__", str, 3), ("__bytes__", bytes, "x"), ("__int__", int, "x"), ("__float__", float, "x"),
    ("__complex__", complex, 1), ("__hash__", hash, "x"), ("__bool__", bool, 2), ("__index__", hex, 1.5), ("__len__", len, 1.5),
    ("__fspath__", os.fspath, 1), ("__iter__", iter, 1), ("__length_hint__", list, 1), ("__dir__", dir, 5),
]
for name, function, value in checks:
    try:
        print(name, function(bad(name, value)))
    except TypeError as error:
        print(name, "->", error)
try:
    format(object(), "x")
except TypeError as error:
    print(error)
try:
    f"{[]:>5}"
except TypeError as error:
    print(error)


class OnlyRepr:
    def __repr__(self):
        return "only"


class OnlyIndex:
    def __index__(self):
        return 9


print(str(OnlyRepr()), f"{OnlyRepr()}", int(OnlyIndex()), float(OnlyIndex()), complex(OnlyIndex()), bin(OnlyIndex()))


class IntSub(int):
    def __add__(self, o):
        return IntSub(int(self) + o)

    def __str__(self):
        return f"IntSub({int(self)})"


n = IntSub(3)
print(n, n + 1, repr(n), n * 2, type(n + 1).__name__, type(n * 2).__name__, f"{n}", f"{n:03}", "%d" % n)


class StrSub(str):
    def upper(self):
        return "own upper"


s = StrSub("abc")
print(s.upper(), s + "d", type(s + "d").__name__, s[0], f"{s}", len(s), s == "abc")


class Rec:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return f"Rec({self.items!r})" if len(__import__("inspect").stack()) < 8 else "..."


print(repr(Rec()))
l = [1]
l.append(l)
d = {}
d["d"] = d
print(l, d)
