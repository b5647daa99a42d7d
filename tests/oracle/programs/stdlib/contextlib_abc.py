"""contextlib and abc beyond the basics."""
import abc
import collections.abc
import contextlib
import io
import sys


@contextlib.contextmanager
def manager(name, swallow=False):
    print("enter", name)
    try:
        yield name
    except Exception as e:
        print("saw", type(e).__name__)
        if not swallow:
            raise
    finally:
        print("leave", name)


with contextlib.ExitStack() as stack:
    for n in "ab":
        stack.enter_context(manager(n))
    stack.callback(print, "callback", 1)
    stack.push(lambda *exc: print("push", exc[0]))
    print("in body")
try:
    with contextlib.ExitStack() as stack:
        stack.enter_context(manager("x"))
        stack.callback(lambda: 1 / 0)
        raise KeyError("body")
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))
with contextlib.ExitStack() as stack:
    kept = stack.pop_all()
print("kept")
kept.close()
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print("captured")
print(repr(out.getvalue()))
with contextlib.suppress(KeyError, ValueError):
    raise ValueError


class D(contextlib.ContextDecorator):
    def __enter__(self):
        print("D enter")

    def __exit__(self, *e):
        print("D exit", e[0])
        return True


@D()
def decorated():
    print("decorated")
    raise ValueError


decorated()


@contextlib.contextmanager
def bad_no_yield():
    return
    yield


@contextlib.contextmanager
def bad_two():
    yield 1
    yield 2


@contextlib.contextmanager
def bad_continue():
    try:
        yield
    except ValueError:
        yield


for bad in (bad_no_yield, bad_two, bad_continue):
    try:
        with bad():
            if bad is bad_continue:
                raise ValueError
    except RuntimeError as e:
        print(bad.__name__, e)
try:
    with manager("stop"):
        raise StopIteration("through")
except StopIteration as e:
    print("StopIteration", e)


class Seq(collections.abc.Sequence):
    def __init__(self, *v):
        self.v = v

    def __len__(self):
        return len(self.v)

    def __getitem__(self, i):
        return self.v[i]


s = Seq(1, 2, 3, 2)
print(list(reversed(s)), s.index(2), s.count(2), 3 in s, isinstance(s, collections.abc.Iterable), list(s))


class Map(collections.abc.MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


m = Map()
m.update(a=1, b=2)
print(dict(m), m.pop("a"), m.setdefault("c", 3), m.get("zz"), list(m.items()), m == {"b": 2, "c": 3}, "b" in m)


class S(collections.abc.Set):
    def __init__(self, it):
        self.items = list(dict.fromkeys(it))

    def __contains__(self, v):
        return v in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


print(sorted(S("abc") & S("bcd")), sorted(S("ab") | S("c")), S("ab") <= S("abc"), sorted(S("abc") - S("a")), S("a") == {"a"})
for T in (collections.abc.Hashable, collections.abc.Callable, collections.abc.Sized, collections.abc.Mapping, collections.abc.Iterator):
    print(T.__name__, [isinstance(x, T) for x in ([], {}, print, iter([]), m)])


class Base(abc.ABC):
    @abc.abstractmethod
    def f(self):
        return "base f"

    @staticmethod
    @abc.abstractmethod
    def s(): ...


class Impl(Base):
    def f(self):
        return super().f() + " extended"

    @staticmethod
    def s():
        return "s"


print(Impl().f(), Impl.s(), sorted(Base.__abstractmethods__), Impl.__abstractmethods__)
Base.register(int)
print(isinstance(3, Base), issubclass(bool, Base))
try:
    class Part(Base):
        def f(self): ...
    Part()
except TypeError as e:
    print(e)
