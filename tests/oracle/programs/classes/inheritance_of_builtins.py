"""Subclasses of int, str, list, dict, tuple, set, Exception, type, property, module; overriding their methods."""
import types


class L(list):
    def append(self, v):
        super().append(v * 2)

    def __getitem__(self, i):
        r = super().__getitem__(i)
        return L(r) if isinstance(i, slice) else ("item", r)

    def __repr__(self):
        return f"L({super().__repr__()})"


l = L([1, 2])
l.append(5)
l.extend([7])
l += [8]
print(l, l[0], l[1:], l + [1], type(l + [1]).__name__, type(l * 2).__name__, list(l), sorted(l), l == [1, 2, 10, 7, 8], [*l])


class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        self.last = k

    def __getattr__(self, n):
        try:
            return self[n]
        except KeyError:
            raise AttributeError(n) from None


d = D(a=1)
d["b"] = 2
d.update(c=3)
print(d, d.last, d.a, getattr(d, "zz", "none"), {**d}, type(d.copy()).__name__, d | {"q": 1})


class T(tuple):
    def __new__(cls, *v):
        return super().__new__(cls, v)

    def __add__(self, o):
        return T(*super().__add__(o))

    first = property(lambda self: self[0])


t = T(1, 2) + (3,)
print(t, t.first, type(t).__name__, type(t[1:]).__name__, hash(t) == hash((1, 2, 3)), t == (1, 2, 3))


class I(int):
    def __new__(cls, v, unit=""):
        self = super().__new__(cls, v)
        self.unit = unit
        return self

    def __add__(self, o):
        return I(int(self) + int(o), self.unit)

    def __str__(self):
        return f"{int(self)}{self.unit}"

    def __bool__(self):
        return False


i = I(5, "kg")
print(i, i + 2, i * 2, repr(i), bool(i), i or "false", [10, 20, 30, 40, 50, 60][i], f"{i}", f"{i:>4d}", i == 5, {5: "x"}[i], sum([i, i]), range(i), divmod(i, 2), -i)


class S(str):
    def __eq__(self, o):
        return str.lower(self) == str.lower(o)

    def __hash__(self):
        return hash(str.lower(self))

    def __format__(self, spec):
        return "formatted"


print(S("ABC") == "abc", {S("Key"): 1}["key"] if False else {S("Key"): 1}[S("KEY")], f"{S('x')}", "%s" % S("y"), S("a") + "b", S("a").join("xy"), type(S("q").upper()).__name__)


class Set(set):
    def add(self, v):
        print("add", v)
        super().add(v)


s = Set([1])
s.add(2)
s |= {3}
print(sorted(s), type(s | {1}).__name__, type(s).__name__)


class P(property):
    def __get__(self, o, t=None):
        return ("through P", super().__get__(o, t)) if o is not None else self


class UsesP:
    @P
    def v(self):
        return 5


print(UsesP().v)


class M(types.ModuleType):
    @property
    def computed(self):
        return self.__name__ * 2


print(M("mod").computed, repr(M("mod")))


class E(KeyError):
    def __str__(self):
        return "custom"


try:
    raise E("k")
except LookupError as e:
    print(e, repr(e), e.args)


class F(float):
    def __round__(self, n=None):
        return "rounded"


class C(complex): ...


class B(bytes):
    def __getitem__(self, i):
        return chr(super().__getitem__(i))


class By(bytearray): ...


class Fz(frozenset): ...


print(round(F(1.5)), F(2.5) + 1, C(1j) * 2, B(b"ab")[0], By(b"x") + b"y", Fz([1]) | {2}, type(Fz() | Fz()).__name__)
for bad in ("class X(bool): pass", "class X(type(None)): pass", "class X(range): pass", "class X(type(lambda: 0)): pass", "class X(int, list): pass", "class X(slice): pass", "class X(memoryview): pass", "class X(type(...)): pass", "class X(types.GeneratorType): pass"):
    try:
        exec(bad)
        print(bad, "fine")
    except TypeError as e:
        print(bad, "->", e)


class It(enumerate):
    def __next__(self):
        i, v = super().__next__()
        return v, i


print(list(It("ab")), list(type("Z", (zip,), {})([1], [2])), dict(type("Mp", (map,), {"__next__": lambda self: (1, super(type(self), self).__next__())})(str, [5])))
