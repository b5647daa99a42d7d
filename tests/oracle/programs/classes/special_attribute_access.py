"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__, and special methods looked up on the type."""


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name):
        print("getattr", name)
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        print("setattr", name, value)
        setattr(self._target, name, value)

    def __delattr__(self, name):
        print("delattr", name)
        delattr(self._target, name)

    def __dir__(self):
        return ["b", "a"]


class Thing:
    size = 3


t = Thing()
p = Proxy(t)
print(p.size)
p.size = 8
p.size += 2
print(t.size)
del p.size
print(p.size, dir(p))
try:
    p.missing
except AttributeError as error:
    print(error)


class All:
    x = 1

    def __getattribute__(self, name):
        print("getattribute", name)
        if name == "secret":
            raise AttributeError("hidden")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return "fallback " + name

    def method(self):
        return "called"


a = All()
print(a.x, a.secret, a.nothing, a.method())
print(hasattr(a, "anything"))


class TypeLookup:
    def __init__(self):
        self.__len__ = lambda: 5
        self.__add__ = lambda other: "added"
        self.__str__ = lambda: "instance str"


o = TypeLookup()
for f in (lambda: len(o), lambda: o + 1, lambda: str(o).startswith("<__main__.TypeLookup")):
    try:
        print(f())
    except TypeError as error:
        print(error)
print(o.__len__())


class Recursive:
    def __getattr__(self, name):
        return self.missing_too


try:
    Recursive().x
except RecursionError as error:
    print(str(error)[:32])


class BadGetattr:
    def __getattr__(self, name):
        raise ValueError("not an AttributeError")


try:
    hasattr(BadGetattr(), "x")
except ValueError as error:
    print(error)
print(getattr(BadGetattr, "x", "default"))
try:
    getattr(t, 5)
except TypeError as error:
    print(error)
try:
    setattr(t, None, 1)
except TypeError as error:
    print(error)


class ModuleLike(type(__import__("sys"))):
    def __getattr__(self, name):
        return "module attribute " + name


m = ModuleLike("m")
print(m.anything, m.__name__)
try:
    import math

    math.nothing
except AttributeError as error:
    print(error)
e = AttributeError("x", name="n", obj=3)
print(e.name, e.obj, e.args)
