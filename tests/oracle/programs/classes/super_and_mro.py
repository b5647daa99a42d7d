"""super() with and without arguments, in class, static and nested places; C3 linearisation and its failure."""


class A:
    def f(self):
        return ["A"]

    @classmethod
    def k(cls):
        return ["A." + cls.__name__]

    @property
    def p(self):
        return "A.p"


class B(A):
    def f(self):
        return ["B"] + super().f()

    @classmethod
    def k(cls):
        return ["B"] + super().k()

    @property
    def p(self):
        return "B." + super().p


class C(A):
    def f(self):
        return ["C"] + super(C, self).f()

    @classmethod
    def k(cls):
        return ["C"] + super().k()


class D(B, C):
    def f(self):
        return ["D"] + super().f()

    def in_nested(self):
        def inner():
            return super(D, self).f()

        return inner()

    def in_lambda(self):
        return (lambda: super(__class__, self).f())()

    def in_comprehension(self):
        try:
            return [super().f() for _ in range(1)]
        except TypeError as error:
            return str(error)

    @staticmethod
    def in_static(other):
        return super(D, other).f()

    def replaced_self(self):
        self = C()
        try:
            return super().f()
        except TypeError as error:
            return str(error)

    def deleted_self(self):
        del self
        try:
            super()
        except RuntimeError as error:
            return str(error)

    def no_cell():
        try:
            super()
        except RuntimeError as error:
            return str(error)

    def the_class(self):
        return __class__.__name__


d = D()
print(d.f(), D.k(), d.p)
print(d.in_nested(), d.in_lambda(), d.in_comprehension(), D.in_static(d))
print(d.replaced_self(), d.deleted_self(), D.no_cell(), d.the_class())
print([c.__name__ for c in D.mro()], super(D, d).f.__func__ is B.f)
for args in ((D,), (D, d), (D, D), (B, d)):
    print([type(super(*args)).__name__, super(*args).__thisclass__.__name__])
for args in ((D, 3), (3, d), (A, 1)):
    try:
        super(*args)
    except TypeError as error:
        print(error)
try:
    super()
except RuntimeError as error:
    print(error)


def outside(self):
    return super().f()


try:
    outside(d)
except RuntimeError as error:
    print(error)
try:
    super(A, A()).f
except AttributeError as error:
    print(error)
try:

    class X(A, B):
        pass

except TypeError as error:
    print(error)
try:

    class Y(A, A):
        pass

except TypeError as error:
    print(error)


class Root:
    def __init__(self, **kw):
        print("Root", kw)


class Left(Root):
    def __init__(self, *, left=None, **kw):
        print("Left", left)
        super().__init__(**kw)


class Right(Root):
    def __init__(self, *, right=None, **kw):
        print("Right", right)
        super().__init__(**kw)


class Both(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw)


Both(left=1, right=2)


class Entries:
    def __mro_entries__(self, bases):
        return (A,)


class FromEntries(Entries()):
    pass


print(FromEntries.__mro__[1].__name__, FromEntries.__orig_bases__[0].__class__.__name__)
super_here = super


class Aliased(A):
    def f(self):
        return super_here().f() if False else "alias has no cell"


print(Aliased().f())


class CallableSuper(A):
    def __getattribute__(self, name):
        if name == "magic":
            return "magic"
        return super().__getattribute__(name)


print(CallableSuper().magic, CallableSuper().f())
