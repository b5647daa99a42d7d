"""Data and non-data descriptors, __set_name__, properties, precedence, slots as descriptors, errors."""


class Logged:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return f"class access of {self.name}"
        print("get", self.name)
        return obj.__dict__.get("_" + self.name, "unset")

    def __set__(self, obj, value):
        print("set", self.name, value)
        obj.__dict__["_" + self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)
        del obj.__dict__["_" + self.name]


class NonData:
    def __get__(self, obj, owner):
        return "nondata"


class WithoutGet:
    def __set__(self, obj, value):
        obj.__dict__["plain"] = value * 2


class K:
    x = Logged()
    y = Logged()
    n = NonData()
    plain = WithoutGet()


k = K()
print(k.x, K.x)
k.x = 5
print(k.x)
k.x += 1
del k.x
print(k.x)
k.__dict__["x"] = "shadow attempt"
print(k.x, k.n)
k.__dict__["n"] = "instance wins"
print(k.n)
k.plain = 4
print(k.plain)


class Temperature:
    def __init__(self):
        self._c = 0

    @property
    def c(self):
        "Celsius"
        return self._c

    @c.setter
    def c(self, value):
        if value < -273:
            raise ValueError("too cold")
        self._c = value

    @c.deleter
    def c(self):
        self._c = None

    @property
    def read_only(self):
        return 1

    write_only = property(None, lambda self, v: None)


t = Temperature()
t.c = 30
print(t.c, Temperature.c.__doc__, Temperature.c.fget.__name__)
del t.c
print(t.c)
for action in ("t.c = -300", "t.read_only = 1", "del t.read_only", "t.write_only"):
    try:
        exec(action)
    except (ValueError, AttributeError) as error:
        print(action, "->", type(error).__name__, error)


class Raises:
    @property
    def bad(self):
        raise AttributeError("from property")

    def __getattr__(self, name):
        return f"getattr({name})"


print(Raises().bad, Raises().other)


class BadName:
    def __set_name__(self, owner, name):
        raise ValueError("no name")


try:

    class Z:
        field = BadName()

except Exception as error:
    print(type(error).__name__, error, repr(error.__cause__), getattr(error, "__notes__", None))


class P:
    __slots__ = ("a",)


descriptor = P.__dict__["a"]
p = P()
descriptor.__set__(p, 9)
print(p.a, descriptor.__get__(p), type(descriptor).__name__, descriptor.__name__)


class Lazy:
    def __init__(self, f):
        self.f = f

    def __get__(self, obj, owner):
        value = obj.__dict__[self.f.__name__] = self.f(obj)
        return value


class UsesLazy:
    @Lazy
    def slow(self):
        print("computing")
        return 99


u = UsesLazy()
print(u.slow, u.slow)


class ClassProp:
    @classmethod
    @property
    def cp(cls):
        return cls.__name__ + " class property"


print(ClassProp.cp, ClassProp().cp)
print(type(K.__dict__["x"]).__name__, type(vars(str)["upper"]).__name__, type(vars(Temperature)["c"]).__name__)
