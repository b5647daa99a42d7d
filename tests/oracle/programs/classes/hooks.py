"""__init_subclass__, __set_name__, __class_getitem__, __new__, __instancecheck__, __subclasshook__, __prepare__ results."""
import abc


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        print("init_subclass", cls.__name__, name)
        Plugin.registry[name or cls.__name__] = cls


class A(Plugin, name="a"):
    pass


class B(A):
    pass


print(sorted(Plugin.registry))
try:

    class Bad(Plugin, unknown=1):
        pass

except TypeError as error:
    print(error)


class Generic:
    def __class_getitem__(cls, item):
        return cls.__name__, item


print(Generic[int], Generic[int, str], Generic[1:2])
try:
    Plugin[1]
except TypeError as error:
    print(error)


class Singleton:
    _it = None

    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        if cls._it is None:
            cls._it = super().__new__(cls)
        return cls._it

    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)


print(Singleton(1) is Singleton(2, k=3))


class Other:
    def __new__(cls):
        return "a string, so no __init__"

    def __init__(self):
        print("never")


print(Other())


class Immutable(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def a(self):
        return self[0]


print(Immutable(1, 2), Immutable(1, 2).a)


class BadInit:
    def __init__(self):
        return 5


class YieldInit:
    def __init__(self):
        yield


for cls in (BadInit, YieldInit):
    try:
        cls()
    except TypeError as error:
        print(error)


class NewArgs:
    def __new__(cls, a):
        return object.__new__(cls)


class NoInitArgs(NewArgs):
    pass


print(type(NoInitArgs(1)).__name__)
for action in ("object.__new__(Plugin, 1)", "object.__new__()", "object.__new__(int)", "int.__new__(str)", "Plugin.__init__(Plugin(), 1)", "object().__init__(1)", "NewArgs()"):
    try:
        exec(action)
        print(action, "fine")
    except TypeError as error:
        print(action, "->", error)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        ...

    @property
    @abc.abstractmethod
    def name(self):
        ...

    @classmethod
    def __subclasshook__(cls, other):
        return True if hasattr(other, "area_hook") else NotImplemented


class Half(Shape):
    def area(self):
        return 1


for cls in (Shape, Half):
    try:
        cls()
    except TypeError as error:
        print(error)


class Whole(Half):
    name = "whole"


print(Whole().area(), Whole.__abstractmethods__, issubclass(type("H", (), {"area_hook": 1}), Shape), issubclass(int, Shape))


@Shape.register
class Virtual:
    pass


print(isinstance(Virtual(), Shape), Shape.__mro__[-1])


class Order:
    def __set_name__(self, owner, name):
        print("set_name", name, [b.__name__ for b in owner.__mro__])


class HasOrder(Plugin):
    first = Order()
    second = third = Order()
