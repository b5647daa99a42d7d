"""When defaults and annotations are evaluated, and what the function object says about them."""


def said(value):
    print("evaluated", value)
    return value


def f(a: said("A") = said(1), *args: said("ARGS"), k: said("K") = said(2), **kw: said("KW")) -> said("R"):
    return a, args, k, kw


print(f.__defaults__, f.__kwdefaults__, f.__annotations__)
print(f(), f(5), f(5, 6, k=7, z=8))
f.__defaults__ = (10,)
f.__kwdefaults__ = {"k": 20}
print(f())
f.__defaults__ = None
try:
    f()
except TypeError as error:
    print(error)
f.__kwdefaults__ = None
try:
    f(1)
except TypeError as error:
    print(error)


def shared(item, store=[]):
    store.append(item)
    return store


print(shared(1), shared(2), shared(3, []), shared(4))

functions = [lambda x, i=i: x + i for i in range(3)]
print([g(10) for g in functions])
late = [lambda: i for i in range(3)]
print([g() for g in late])


def documented(x):
    "the docstring"
    return x


documented.attribute = 5
print(documented.__doc__, documented.__name__, documented.__qualname__, documented.__module__, documented.__dict__)
documented.__name__ = "renamed"
documented.__qualname__ = "other.renamed"
print(documented.__name__, documented.__qualname__)
try:
    documented.__name__ = 3
except TypeError as error:
    print(error)
try:
    documented(1, 2)
except TypeError as error:
    print(error)


def replaced(x):
    return "old", x


replaced.__code__ = documented.__code__
print(replaced(7))


def outer():
    value = 1

    def inner():
        return value

    return inner


try:
    replaced.__code__ = outer().__code__
except ValueError as error:
    print(error)
print(outer().__closure__[0].cell_contents, outer.__code__.co_cellvars, outer().__code__.co_freevars)
import types

print(types.FunctionType(documented.__code__, {"x": 1}, "made", (42,))())
