"""Functions, containers and texts made in every way; with blocks, except clauses and awaiting over all kinds of types."""

import threading
import types

made = []
for k in range(3):
    def inner(a, b=k, *, c=k + 1, d: "note" = None) -> "back":
        """Says so."""
        return a, b, c, d, k

    def closed(a=k):
        x = a

        def deeper(y: int = x, *, z=a):
            return x, y, z, a

        return deeper

    made += [inner, closed(), lambda: k, lambda v, k=k: (v, k)]
print([(f.__name__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__doc__, f.__closure__ is None) for f in made])
print(made[0](1), made[1](), made[2](), made[3](0), made[1].__qualname__, made[0].__module__)


class Text(str):
    def __format__(self, spec):
        return "<%s|%s>" % (str(self), spec)


class Broken:
    def __format__(self, spec):
        raise ValueError(spec)

    def __hash__(self):
        raise ValueError("no hash")


for value in (1, -2.5, "s", Text("t"), None, "ü", "\U0001f600"):
    for spec in ("", ">8", "5", "^3"):
        try:
            print(f"{value}{value:{spec}}{value!r}{value!s:>{len(spec) + 6}}{value!a}|")
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
for attempt in (
    lambda: f"{Broken()}", lambda: f"{1}{Broken():x}", lambda: {Broken(): 1}, lambda: {1: 2, Broken(): 3},
    lambda: {Broken()}, lambda: {v: 0 for v in (1, Broken())}, lambda: {v for v in (1, Broken())}, lambda: [*5],
    lambda: {**5}, lambda: {*5}, lambda: (*None,),
):
    try:
        print(attempt())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
x = {"a": 1, "b": {"c": 2}, 3: [4]}
print(x, {"k": 1, "k": 2}, {1: "a", 1.0: "b", True: "c"}, {**x, "a": 0}, {}, {k: v for k, v in x.items()})
items = [1, 2]
print([*items, *(3, 4), *"ab", *items], [*items, *iter("cd"), *{5: 6}], (*items, *items), {*items, *"a"} == {1, 2, "a"})


class Loose(list):
    def __iter__(self):
        return iter("loose")


print([*Loose([1]), *items], (0, *Loose([1])), [*range(3)])
for source in ([1, 2, 3, 4], (1, 2, 3), [1, 2], (1,), [], "abcd", iter("xyz"), Loose([1]), range(5), 7):
    try:
        a, *b, c = source
        print(a, b, c)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
    try:
        *a, b = source
        print(a, b)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
    try:
        a, b, *c = source
        print(a, b, c)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


# -- with

class Manager:
    def __enter__(self):
        print("enter", end=" ")
        return self

    def __exit__(self, kind, value, trace):
        print("leave", kind and kind.__name__, end=" ")
        return kind is KeyError


class Fails(Manager):
    def __enter__(self):
        raise KeyError("enter")


class Bound:
    def __enter__(self):
        return "static"

    __exit__ = staticmethod(lambda *what: print("static exit", len(what)))


class Lookup:
    __enter__ = property(lambda self: lambda: "from a property")
    __exit__ = property(lambda self: lambda *what: print(what[0]))


class NoExit:
    def __enter__(self):
        print("never")


class Yields(Manager):
    def __enter__(self):
        yield 1


def enters(manager, kind):
    try:
        with manager as got:
            print(type(got).__name__, end=" ")
            if kind:
                raise kind("inside")
    except Exception as error:
        print("caught", type(error).__name__, error, error.__context__, end="")
    print()


own = Manager()
own.__enter__ = lambda: print("the instance's is not asked")
for _ in range(3):
    for manager in (Manager(), own, Fails(), Bound(), Lookup(), NoExit(), Yields(), threading.Lock(), 5, types):
        for kind in (None, KeyError, ValueError):
            enters(manager, kind)
    Manager.__enter__, Manager.__exit__ = lambda self: 7, lambda self, kind, value, trace: print("new", end=" ")


# -- handling

class Meta(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, other):
        return True


class Claims(Exception, metaclass=Meta):
    pass


def handles(exc, kinds):
    try:
        try:
            raise exc
        except kinds as error:
            print("handled", repr(error))
    except BaseException as error:
        print("passed", repr(error), repr(error.__context__))


for exc in (KeyError(1), KeyError, ValueError("v"), Claims(), 5, int, None):
    for kinds in (KeyError, LookupError, (ValueError, KeyError), Claims, (), ((KeyError,),), 5, (5, KeyError), (KeyError, 5), int):
        handles(exc, kinds)


# -- awaiting and yield from

def counting(n):
    got = []
    for k in range(n):
        got.append((yield k))
    return got


def passing(inner):
    result = yield from inner
    yield "result", result


@types.coroutine
def pause(v):
    return (yield v)


class Awaitable:
    def __await__(self):
        return (yield "from await")


async def chain(depth):
    if depth:
        return await chain(depth - 1), depth
    return await pause("deep"), await Awaitable()


for inner in (counting(3), [1, 2], iter("ab"), range(2)):
    outer = passing(inner)
    try:
        got = next(outer)
        for k in range(5):
            print(got, end=" ")
            got = outer.send(k or None) if isinstance(inner, types.GeneratorType) else next(outer)
    except (StopIteration, AttributeError) as end:
        print(type(end).__name__, end)
waiting = chain(4)
sent = None
try:
    while True:
        print(waiting.send(sent))
        sent = "sent"
except StopIteration as end:
    print(end.value)
running = passing(counting(2))
print(next(running), running.throw(KeyError("k")) if False else running.gi_yieldfrom.__name__)
try:
    running.throw(KeyError("thrown"))
except KeyError as error:
    print(error)
started = counting(2)
next(started)
try:
    passing(started).send(1)
except TypeError as error:
    print(error)
