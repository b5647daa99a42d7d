"""Classes made and used: construction, attributes, descriptors, operators, finalisers."""

# What a guest may write, wise or not, is what is tried here.
# ruff: noqa: PLE0101
# ruff: noqa: RUF012

import weakref
from dataclasses import dataclass
from enum import Enum


class _Base:
    def __init__(self, value=None):
        self.value = value

    def greet(self):
        return [self.value]

    @property
    def size(self):
        return [self.value]

    @size.setter
    def size(self, value):
        self.value = value

    @classmethod
    def made(cls, *args):
        return cls(*args)

    @staticmethod
    def free(a):
        return [a]


class _Derived(_Base):
    def __init__(self, value=None, **rest):
        super().__init__(value)
        self.rest = rest

    def greet(self):
        return [*super().greet(), __class__]


def construction():
    return _Base(), _Base([1]), _Derived(1, a=2, b=[3])


def methods():
    kept = _Derived([1])
    bound = kept.greet
    return kept.greet(), bound(), _Base.greet(kept), kept.made(1), _Derived.free(2)


def properties():
    kept = _Base()
    kept.size = [1]
    try:
        del kept.size
    except AttributeError:
        pass
    return kept.size


def attributes_absent():
    class Answers:
        def __getattr__(self, name):
            if name == "bad":
                raise AttributeError(name)
            return [name]

    kept = Answers()
    return kept.one, hasattr(kept, "bad"), getattr(kept, "bad", [1])


def classes_made():
    class Made(_Base):
        field = [1]

        def method(self):
            return super().greet()

    return Made(1).method(), Made.__mro__


def metaclasses():
    class Meta(type):
        def __new__(m, name, bases, space, **rest):
            return super().__new__(m, name, bases, space)

        def __call__(cls, *args):
            return super().__call__(*args)

    class Made(metaclass=Meta, extra=[1]):
        def __init_subclass__(cls, **rest):
            super().__init_subclass__()

    class Sub(Made, more=2):
        pass

    return Sub()


def slots_and_dataclasses():
    class Slotted:
        __slots__ = ("__weakref__", "a", "b")

    kept = Slotted()
    kept.a = kept.b = [1]
    del kept.a

    @dataclass(order=True)
    class Pair:
        left: int
        right: list

    return kept, Pair(1, [2]) < Pair(2, []), repr(Pair(1, [])), weakref.ref(kept)


def enumerations():
    class Colour(Enum):
        RED = 1
        BLUE = 2

    return Colour(2), Colour["RED"], list(Colour)


def descriptors():
    class Field:
        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, owner, kind=None):
            return [owner, kind]

        def __set__(self, owner, value):
            owner.__dict__[self.name] = value

    class Owner:
        field = Field()

    kept = Owner()
    kept.field = [1]
    return kept.field, Owner.field


def operators():
    class Number:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            return Number(self.n + other.n) if isinstance(other, Number) else NotImplemented

        __iadd__ = __radd__ = __add__

        def __lt__(self, other):
            return self.n < other.n

        def __eq__(self, other):
            return [self.n]

        __hash__ = None

        def __bool__(self):
            return bool(self.n)

        def __getitem__(self, key):
            return [key]

        def __call__(self, *args):
            return args

    a, b = Number(1), Number(0)
    a += b
    try:
        a + 1
    except TypeError:
        pass
    return a < b, a == b, not b, a[1:2, ...], a(1, 2), sorted([a, b])


def iteration_protocols():
    class Counted:
        def __len__(self):
            return 3

        def __getitem__(self, index):
            if index > 2:
                raise IndexError(index)
            return [index]

        def __contains__(self, item):
            return item == 1

    a, *b = Counted()
    return list(Counted()), 1 in Counted(), a, b, list(reversed(Counted()))


def finalisers():
    class Mortal:
        def __del__(self):
            gone.append(1)

    gone = []
    kept = Mortal()
    del kept
    [Mortal(), Mortal()]
    return gone


def failing_initialisers():
    class Fails:
        def __init__(self, held):
            self.held = held
            raise ValueError(self)

    class Answers:
        def __init__(self):
            return 1

    for kind in (lambda: Fails([1]), Answers):
        try:
            kind()
        except (ValueError, TypeError):
            pass
