"""Class bodies, attribute lookup order, instance dictionaries, deletion and the error messages."""


class Base:
    shared = "base"
    items = []

    def __init__(self, v):
        self.v = v

    def who(self):
        return f"{type(self).__name__}:{self.v}"

    def __repr__(self):
        return f"<{self.who()}>"


class Child(Base):
    shared = "child"

    def who(self):
        return "child " + super().who()


b, c = Base(1), Child(2)
print(b, c, b.shared, c.shared, Child.__mro__, Child.__bases__, Base.__subclasses__())
c.shared = "instance"
print(c.shared, vars(c), Child.shared)
del c.shared
print(c.shared)
b.items.append(1)
print(c.items, Child.items is Base.items)
Base.added = lambda self: "added later"
print(c.added())
del Base.added
for action in (
    "c.added", "b.nothing", "Base.nothing", "del b.nothing", "del Base.nothing", "(1).x", "(1).x = 2", "None.x", "len.x = 1",
    "object().x = 1", "int.x = 1", "[].appendd", "del c.who", "''.missing", "b.who.x = 1", "type.foo", "Base().v", "del b.__class__",
    "b.__class__ = int", "b.__dict__ = 3", "Base.__name__ = 4", "Base.__bases__ = ()", "super().x",
):
    try:
        exec(action)
        print(action, "fine")
    except (AttributeError, TypeError, RuntimeError) as error:
        print(action, "->", type(error).__name__, error)
b.__class__ = Child
print(b, isinstance(b, Child))
b.__dict__ = {"v": "swapped"}
print(b)
Base.__name__ = "Renamed"
print(Base.__name__, Base.__qualname__, Base.__module__)


class Body:
    print("in body", __qualname__, __module__)
    x = 1
    y = x + 1
    for i in range(3):
        exec(f"attr{i} = {i}")
    if True:

        def conditional(self):
            return "conditional"

    del i
    "not a docstring"


print(sorted(k for k in vars(Body) if not k.startswith("__")), Body.__doc__)
print(getattr(Body, "x"), getattr(Body, "q", "default"), hasattr(Body, "q"))
setattr(Body, "with space", 5)
print(getattr(Body, "with space"))


class Slots:
    __slots__ = ("a", "_b", "__c")

    def __init__(self):
        self.a = 1
        self.__c = 3

    def c(self):
        return self.__c


s = Slots()
print(s.a, s.c(), Slots.__slots__, hasattr(s, "__dict__"))
for action in ("s._b", "s.d = 1", "s.d", "del s._b", "s.__dict__"):
    try:
        exec(action)
    except AttributeError as error:
        print(action, "->", error)


class SlotsChild(Slots):
    pass


sc = SlotsChild()
sc.z = 1
print(vars(sc), sc.a)
try:

    class Conflict:
        __slots__ = ("x",)
        x = 1

except ValueError as error:
    print(error)
