"""Builtins that run code or look at the caller: exec, eval, compile, locals, vars, dir, super, class statements."""


def f(a):
    b = 2
    exec("b = 3; c = a + b")
    print(eval("a + b"), sorted(locals()), eval("c", {"c": 9}), sorted(vars()), dir())
    print([eval("x", {"x": x}) for x in range(2)])


f(1)
print(list(map(eval, ["1 + 1", "f.__name__"])))
scope = {}
exec(
    compile("from __future__ import annotations\ndef g(x: int) -> y: return x\nprint(g.__annotations__)", "s", "exec"),
    scope,
)


class Base:
    def __init_subclass__(cls, **keywords):
        print(cls.__name__, keywords)

    def hello(self):
        return "base"


class Derived(Base, flag=1):
    x = [y for y in range(3)]

    def hello(self):
        return "derived " + super().hello() + __class__.__name__

    def changed(self):
        self = Base()
        return super(Derived, Derived()).hello()


print(Derived().hello(), Derived().changed(), Derived.x, Derived.__qualname__, Derived.hello.__code__.co_name)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **keywords):
        return {"prepared": name}


class Made(metaclass=Meta):
    pass


print(Made.prepared, type(Made).__name__)
Derived.hello.__code__ = Derived.changed.__code__
print(Derived().hello())
for bad in ("exec(1)", "eval('1', 2)", "eval()", "exec('x', {}, 5)", "class C(1): pass"):
    try:
        exec(bad)
    except TypeError as error:
        print(bad, error)
