"""Special methods that take themselves, each other or their class away while they are looked up, bound, or run."""

import gc


def shown(use, *values):
    try:
        return use(*values)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# -- a key of the instance's dict that compares itself, and takes the descriptor away


class Descriptor:
    def __get__(self, instance, owner=None):
        return "descriptor's"


class Evil:
    def __init__(self, owner, answer=False):
        self.owner, self.answer = owner, answer

    def __hash__(self):
        return hash("a")

    def __eq__(self, other):
        print("compared with", other)
        if "a" in vars(self.owner):
            del self.owner.a
        return self.answer


for answer in False, True:

    class Owner:
        a = Descriptor()

    owner = Owner()
    vars(owner)[Evil(Owner, answer)] = "dict's"
    print([shown(lambda: owner.a) for _ in range(3)])


class Failing(Evil):
    __hash__ = Evil.__hash__

    def __eq__(self, other):
        raise ZeroDivisionError("compared")


class Owner:
    a = Descriptor()

    def method(self):
        return "method's"


owner = Owner()
vars(owner)[Failing(Owner)] = 1
print([shown(lambda: owner.a) for _ in range(3)], [shown(lambda: owner.method()) for _ in range(3)])


class EvilMethod(Evil):
    def __hash__(self):
        return hash("method")

    def __eq__(self, other):
        print("compared with", other)
        if "method" in vars(self.owner):
            del self.owner.method
        return False


class WithMethod:
    def __init__(self):
        self.__dict__ = {}

    def method(self):
        return "method's"


owner = WithMethod()


def call_method(owner):
    return owner.method()


print([shown(call_method, owner) for _ in range(5)])
vars(owner)[EvilMethod(WithMethod)] = 1
print([shown(call_method, owner) for _ in range(5)])


# -- methods that remove themselves while they run

BODIES = {
    "__add__": lambda x: x + 1, "__radd__": lambda x: 1 + x, "__iadd__": lambda x: x.__iadd__(1), "__neg__": lambda x: -x,
    "__eq__": lambda x: x == 1, "__ne__": lambda x: x != 1, "__lt__": lambda x: x < 1, "__bool__": lambda x: not x,
    "__len__": lambda x: not x, "__contains__": lambda x: 1 in x, "__getitem__": lambda x: x[1], "__iter__": lambda x: [*x],
    "__call__": lambda x: x(1), "__getattr__": lambda x: x.a, "__getattribute__": lambda x: x.a, "__pow__": lambda x: x**2,
}  # fmt: skip
RESULTS = {"__bool__": False, "__len__": 0, "__iter__": iter(())}


for name, use in BODIES.items():

    def vanishing(self, *rest, name=name):
        delattr(type(self), name)
        gc.collect()
        return RESULTS.get(name, f"{name}'s")

    kind = type("Vanishing", (), {name: vanishing})
    del vanishing
    instance = kind()
    print(name, [str(shown(use, instance)).replace(hex(id(instance)), "AT") for _ in range(3)])


class GetattrGone:
    def __getattribute__(self, name):
        if name == "gone":
            del GetattrGone.__getattr__
            gc.collect()
        raise AttributeError(name)

    def __getattr__(self, name):
        return f"asked for {name}"


print(shown(lambda: GetattrGone().there), shown(lambda: GetattrGone().gone), shown(lambda: GetattrGone().there))


class GetattrExchanged:
    @property
    def a(self):
        GetattrExchanged.__getattr__ = lambda self, name: "the new one"
        raise AttributeError

    def __getattr__(self, name):
        return "the old one"


print(shown(lambda: GetattrExchanged().a), shown(lambda: GetattrExchanged().b))


# -- methods that cannot be bound


def unbound(self):
    raise AttributeError("not to be bound")


names = ["__eq__", "__ne__", "__lt__", "__add__", "__iadd__", "__radd__", "__neg__", "__contains__", "__getitem__", "__call__",
         "__bool__", "__len__", "__getattr__", "__hash__"]  # fmt: skip
Unbound = type("Unbound", (), {name: property(unbound) for name in names})
x = Unbound()
for use in (
    lambda: x == x, lambda: x == 1, lambda: x != x, lambda: x != 1, lambda: x < 1, lambda: x > 1, lambda: x + 1,
    lambda: 1 + x, lambda: -x, lambda: 1 in x, lambda: x[1], lambda: x(), lambda: not x, lambda: x.a,
):  # fmt: skip
    print(shown(use))


class IfNot:
    __eq__ = __lt__ = __add__ = __radd__ = __contains__ = __iter__ = __call__ = None


for use in (
    lambda: IfNot() == 1, lambda: IfNot() < 1, lambda: IfNot() + 1, lambda: 1 + IfNot(), lambda: 1 in IfNot(),
    lambda: [*IfNot()], lambda: IfNot()(),
):  # fmt: skip
    print(shown(use))


# -- finalizers that run while a frame is made, and change the class

gc.set_threshold(1)


class Cycle:
    """Garbage at once; when it goes, it changes a class."""

    def __init__(self, change):
        self.change, self.itself = change, self

    def __del__(self):
        self.change()


def exchange(kind, name):
    def change():
        setattr(kind, name, lambda self, *rest, **named: None if name == "__init__" else "the new one")

    return change


for name, use in (
    ("__init__", lambda kind: kind(1, k=2) and "made"),
    ("__call__", lambda kind: kind.__new__(kind)(*[1], **{"k": 2})),
    ("__add__", lambda kind: kind.__new__(kind) + 1),
    ("__getitem__", lambda kind: kind.__new__(kind)[1]),
    ("__enter__", lambda kind: use_as_manager(kind.__new__(kind))),
):

    def use_as_manager(manager):
        with manager as result:
            return str(result)[:3]

    for _ in range(20):

        def method(self, *rest, **named):
            return None if name == "__init__" else "the old one"

        kind = type("Exchanged", (), {name: method, "__exit__": lambda self, *rest: None})
        del method
        Cycle(exchange(kind, name))
        assert shown(use, kind) in ("made", "the old one", "the new one", "the"), shown(use, kind)
gc.set_threshold(700, 10, 10)


# -- code that is exchanged while its function is on the way to be called

for _ in range(20):

    def first(self, a, b=1, *rest, c=2):
        return a + b

    def second(self, *rest):
        return sum(rest)

    class Changing:
        method = first
        __add__ = first

    Cycle(lambda first=first, second=second: setattr(first, "__code__", second.__code__))
    assert shown(lambda: Changing().method(1)) in (1, 2)
    assert shown(lambda: Changing() + 1) in (1, 2)
print("done")
