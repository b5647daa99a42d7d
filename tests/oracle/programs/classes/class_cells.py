"""The __class__ cell: when it exists, what fills it, errors when it is missing."""


class A:
    def explicit(self):
        return __class__

    def nested(self):
        class B:
            def f(self):
                return __class__.__name__

        return B().f(), __class__.__name__

    gen = lambda self: (yield __class__.__name__)

    async def co(self):
        return __class__.__name__

    comprehension = lambda self: [__class__.__name__ for _ in range(2)]


a = A()
print(a.explicit().__name__, a.nested(), list(a.gen()), a.comprehension())
try:
    a.co().send(None)
except StopIteration as stop:
    print(stop.value)
print("__class__" in A.explicit.__code__.co_freevars, "__classcell__" in vars(A))


class Meta(type):
    def __new__(mcls, name, bases, ns):
        cell = ns.get("__classcell__")
        print(name, "has cell" if cell is not None else "no cell")
        if ns.get("lose"):
            ns = {k: v for k, v in ns.items() if k != "__classcell__"}
        cls = super().__new__(mcls, name, bases, ns)
        if cell is not None and not ns.get("lose"):
            print("filled by type.__new__:", cell.cell_contents is cls)
        return cls


class Plain(metaclass=Meta):
    pass


class Uses(metaclass=Meta):
    def f(self):
        return super().__repr__() and "ok"


print(Uses().f())
try:

    class Lost(metaclass=Meta):
        lose = True

        def f(self):
            return __class__

except RuntimeError as error:
    print(str(error)[:80])


class Early:
    def f():
        return __class__

    try:
        f()
    except NameError as error:
        print(error)


class Replace(type):
    def __new__(mcls, name, bases, ns):
        ns["__classcell__"] = 5
        return super().__new__(mcls, name, bases, ns)


try:

    class R(metaclass=Replace):
        pass

except TypeError as error:
    print(error)


def decorator(cls):
    return type("Other", (), dict(vars(cls), __dict__=None) if False else {})


@decorator
class Decorated:
    def f(self):
        return __class__.__name__


print(Decorated.__name__)


class Local:
    __class__ = "body value"
    seen = __class__

    def f(self):
        return __class__


print(Local.seen, Local().f().__name__ if isinstance(Local.f, type(lambda: 0)) else None)


class Shadow:
    def f(self, __class__):
        return __class__


print(Shadow().f("argument"))


class Setter:
    def f(self):
        __class__ = 3
        return __class__

    def g(self):
        def h():
            nonlocal __class__
            __class__ = "changed"

        h()
        return __class__


print(Setter().f(), Setter().g(), Setter().g())
