"""Metaclasses: __prepare__, __new__, __init__, __call__, conflicts, keyword arguments, derivation."""


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        print("prepare", mcls.__name__, name, [b.__name__ for b in bases], kwargs)
        return {"prepared": True}

    def __new__(mcls, name, bases, ns, **kwargs):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kwargs)
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kwargs):
        print("init", name, kwargs)
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args, kwargs)
        return super().__call__(*args, **kwargs)

    def __getattr__(cls, name):
        return f"meta attribute {name}"

    def __len__(cls):
        return 42

    def __iter__(cls):
        return iter("xyz")

    def __contains__(cls, item):
        return item == 1

    def __instancecheck__(cls, obj):
        return obj == "instance"

    def __subclasscheck__(cls, other):
        return other is int

    def __getitem__(cls, key):
        return cls.__name__, key

    @property
    def prop(cls):
        return "meta property of " + cls.__name__


class A(metaclass=Meta, option=1):
    x = 1

    def __init__(self, v=0):
        self.v = v


class B(A, another=2):
    pass


print(type(B).__name__, A.prepared, B.unknown, len(B), list(B), 1 in B, B[3], B.prop)
print(isinstance("instance", A), isinstance(3, A), issubclass(int, A), issubclass(str, A), B(5).v)
try:
    B().prop
except AttributeError as error:
    print(error)


class OtherMeta(type):
    pass


class C(metaclass=OtherMeta):
    pass


try:

    class D(A, C):
        pass

except TypeError as error:
    print(error)


def function_meta(name, bases, ns, **kwargs):
    print("function metaclass", name, bases, kwargs)
    return sorted(k for k in ns if not k.startswith("__"))


class E(metaclass=function_meta, k=1):
    y = 2
    z = 3


print(E)
try:

    class F(metaclass=lambda: 0):
        pass

except TypeError as error:
    print(error)


class NotMapping(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return 5


try:

    class G(metaclass=NotMapping):
        pass

except TypeError as error:
    print(error)
try:

    class H(option=1):
        pass

except TypeError as error:
    print(error)
try:

    class I(3):
        pass

except TypeError as error:
    print(error)
T = type("T", (A,), {"x": 5, "m": lambda self: self.x})
print(T.x, T.__mro__)


class Recorder(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("ns set", key)
        super().__setitem__(key, value)

    def __missing__(self, key):
        if key.startswith("auto_"):
            return key.upper()
        raise KeyError(key)


class Prepared(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return Recorder()


class J(metaclass=Prepared):
    a = auto_value
    b = a + auto_other
    b = len(b)

    def m(self):
        return self.a


print(J.a, J.b, J().m())
