"""All kinds of callables: methods, slots, partials, callable instances, descriptors, classes, builtins."""
import functools
import operator


class Callable:
    def __call__(self, *a, **k):
        return "instance", a, k


class A:
    def method(self, x=0):
        return "method", type(self).__name__, x

    @classmethod
    def klass(cls, x=0):
        return "class", cls.__name__, x

    @staticmethod
    def static(x=0):
        return "static", x

    partial = functools.partialmethod(method, x=9)
    nested = Callable()
    builtin = len
    operator = operator.add

    def __len__(self):
        return 7


class B(A):
    pass


a, b = A(), B()
print(a.method(), a.method(3), a.method(x=4), A.method(a, 5), B.method(b, x=6))
print(a.klass(), B.klass(2), b.klass(x=3))
print(a.static(), A.static(1), b.static(x=2))
print(a.partial(), b.partial(x=1))
print(a.nested(1, k=2), A.nested())
print(a.builtin([1, 2, 3]), a.operator(1, 2))
bound = b.method
print(bound.__func__ is A.method, bound.__self__ is b, bound(8), bound == b.method, bound is b.method)
print(functools.partial(bound, x=2)(), functools.partial(print, "x", sep="-").keywords)
print("abc".join(["1", "2"]), str.join("-", "ab"), [].append(1), list.__len__([1]), dict.fromkeys("ab", 0))
print(int("12"), int("z", 36), int(x := 3.7) if False else int(3.7), type("T", (), {"v": 1}).v, type(1))
print(list(map(A.static, [1, 2])), sorted([3, 1, 2], key=lambda v: -v), max("abc", key=ord), min([], default="none"))
print(a.__len__(), len(a), A.__len__(a))
print((lambda: (yield))().__class__.__name__, (lambda: 5)(), (lambda *, a=1: a)(a=2))
print(operator.methodcaller("method", 4)(a), operator.itemgetter(1)("xyz"), operator.attrgetter("klass.__name__")(a))


def apply(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


print(apply(A.method), apply(A.method, 1, 2, 3), apply(str.upper, 1), apply(str.join, "-", 5))
print(apply(a.nested.missing) if hasattr(a.nested, "missing") else "no attribute")


class Redirect:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args: (name, args)


print(Redirect().anything(1, 2), Redirect().other())


class SlotCall:
    __call__ = A.static


print(isinstance(SlotCall()()[1], SlotCall))
c = Callable()
c.__call__ = lambda: "not used"
print(c())
print(callable(c), callable(A), callable(3), callable(len))
