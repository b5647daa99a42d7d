"""Each construct, run many times, leaves the reference counts of what it touched as they were."""
import gc
import sys
import threading


class Thing:
    attr = 1

    def method(self, *args, **kwargs):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return True

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        pass

    def __delitem__(self, key):
        pass

    def __add__(self, other):
        return other

    __iadd__ = __radd__ = __add__

    def __eq__(self, other):
        return other is self

    __hash__ = object.__hash__

    def __iter__(self):
        return iter((self, self))

    def __contains__(self, other):
        return True

    def __bool__(self):
        return True

    def __call__(self, *args, **kwargs):
        return args


thing = Thing()
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


@case
def assigns(t):
    a = b = t
    a, b = b, a
    c, *d = [t, t, t]
    (e, [f]) = t, [t]
    del a, c, e
    return b, d, f


@case
def calls(t):
    def g(a, b=t, /, c=None, *args, k=t, **kw):
        return a, b, c, args, k, kw

    g(t), g(t, t), g(t, c=t), g(t, t, t, t, t), g(t, k=t, z=t), g(*[t, t]), g(t, **{"c": t, "y": t})
    t.method(t), t.method(k=t), t(t), t(t, k=t), Thing.method(t, t), (lambda q: q)(t), max(t, t, key=id), isinstance(t, Thing), len([t])


@case
def bad_calls(t):
    def g(a, *, k):
        return a

    for call in (lambda: g(), lambda: g(t, t), lambda: g(t), lambda: g(t, k=t, z=t), lambda: g(*t, **{"k": t}), lambda: t.missing(t), lambda: g(t, **t), lambda: g(t, k=t, **{"k": t}), lambda: len(t, t)):
        try:
            call()
        except (TypeError, AttributeError):
            pass


@case
def containers(t):
    return [t, *[t]], (t, *(t,)), {t, *{t}}, {t: t, **{"k": t}}, [t][0], {"k": t}["k"], [t, t][:1], [t] + [t], [t] * 3, f"{t.attr}{[t]!r:.0}", t[t], t in [t], {t: 1}[t]


@case
def stores(t):
    t[t] = t
    t[t:t] = t
    del t[t]
    t += t
    o = Thing()
    o.x = t
    o.x += 1
    del o.x
    d = {"k": t}
    d["k"] = t
    del d["k"]
    l = [t]
    l[0] = t
    l[0:1] = [t, t]
    l.append(t)


@case
def operators(t):
    return t + 1, 1 + t, t == t, t is t, t and t, t or t, not t, t if t else 0, t < t if False else 0


@case
def failing_operators(t):
    for f in (lambda: t - t, lambda: t < t, lambda: -t, lambda: t @ t, lambda: t.zzz, lambda: {}[t], lambda: (t, t)[5], lambda: [t] + (t,), lambda: "a" + t, lambda: zzz(t), lambda: t ** t):
        try:
            f()
        except (TypeError, AttributeError, KeyError, IndexError, NameError):
            pass


@case
def loops(t):
    for a in [t, t, t]:
        if a is t:
            continue
    for a in t:
        break
    for a, b in [(t, t)] * 3:
        pass
    while t:
        break
    for a in iter([t]):
        for b in (t, t):
            break
    return [x for x in t], {x for x in t}, {x: x for x in t}, list(x for x in t), [x for x in t for y in t if y]


@case
def loop_errors(t):
    for items in ([(t, t), (t,)], [(t, t, t)], [t, 5]):
        try:
            for a, b in items:
                pass
        except (TypeError, ValueError):
            pass
    try:
        a, b, *c = [t]
    except ValueError:
        pass


@case
def exceptions(t):
    try:
        raise ValueError(t)
    except ValueError as e:
        x = e
    x = None
    try:
        try:
            raise KeyError(t)
        except KeyError as e:
            raise ValueError(t) from e
    except ValueError as e:
        pass
    try:
        try:
            raise KeyError(t)
        finally:
            y = t
    except KeyError:
        pass
    try:
        raise ExceptionGroup("g", [ValueError(t), KeyError(t)])
    except* ValueError as e:
        z = t
    except* KeyError:
        pass


@case
def with_blocks(t):
    with t as a, t as b:
        raise ValueError(t)
    with t:
        return a


def gen(t):
    try:
        got = yield t
        yield got
        yield t
    finally:
        x = t


@case
def generators(t):
    g = gen(t)
    next(g), g.send(t)
    g.close()
    g = gen(t)
    next(g)
    try:
        g.throw(ValueError(t))
    except ValueError:
        pass
    g = gen(t)
    next(g)
    del g
    g = gen(t)
    list(g)

    def outer():
        return (yield from gen(t))

    o = outer()
    next(o), o.send(t)
    del o
    list(outer())
    sum(1 for _ in (t, t)), any(x is None for x in (t, t)), list(zip(gen(t), gen(t)))


@case
def coroutines(t):
    async def leaf():
        return t

    async def agen():
        yield t
        yield await leaf()

    class AM:
        async def __aenter__(self):
            return t

        async def __aexit__(self, *exc):
            return True

    async def main():
        async with AM() as a:
            raise ValueError(t)
        return [x async for x in agen()], await leaf(), a

    try:
        main().send(None)
    except StopIteration as stop:
        stop.value
    c = leaf()
    c.close()


@case
def closures(t):
    def outer(a):
        def inner():
            nonlocal a
            a = t
            return a, t

        return inner

    f = outer(t)
    f(), f()
    g = lambda d=t: (d, t)
    g()

    class Local:
        x = t
        y = [t for _ in range(2)]

        def m(self, z=t):
            return t, __class__

    Local().m()


@case
def matching(t):
    for v in ([t, t], {"k": t}, t, (t, [t, t]), 5, "x"):
        match v:
            case [a, b] if a is None:
                pass
            case [a, [b, *c]]:
                pass
            case {"k": k, **rest}:
                pass
            case Thing(attr=2):
                pass
            case Thing(attr=x) as whole:
                pass
            case _:
                pass


@case
def recursion(t):
    def down(n, x):
        return down(n - 1, x) if n else x

    down(50, t)

    def endless(x):
        return endless(x)

    try:
        endless(t)
    except RecursionError:
        pass


@case
def evaluated(t):
    exec("y = x\nz = [x]\ndel y", {"x": t})
    eval("x", {}, {"x": t})
    locals()
    sys._getframe().f_locals


@case
def callbacks(t):
    sorted([t, t], key=lambda v: 1), list(map(lambda v: v, [t])), list(filter(None, [t])), max([t, t], key=lambda v: 0)
    try:
        sorted([t, t], key=lambda v: v.missing)
    except AttributeError:
        pass


@case
def imports(t):
    from os import path, sep
    import os.path as p

    try:
        from os import nothing_here
    except ImportError:
        pass


@case
def traced(t):
    seen = []
    sys.settrace(lambda f, e, a: (lambda f, e, a: None))
    try:
        calls(t)
    finally:
        sys.settrace(None)


for name, function in CASES.items():
    for _ in range(3):
        function(thing)
    gc.collect()
    before = sys.getrefcount(thing), sys.getrefcount(Thing), sys.getrefcount(function), sys.getrefcount(function.__code__), sys.getrefcount(ValueError)
    for _ in range(20):
        function(thing)
    gc.collect()
    after = sys.getrefcount(thing), sys.getrefcount(Thing), sys.getrefcount(function), sys.getrefcount(function.__code__), sys.getrefcount(ValueError)
    # a few may stay in caches; twenty runs that leak one each would show
    print(name, [abs(b - a) < 5 for a, b in zip(before, after)])
t = threading.Thread(target=lambda: [f(thing) for f in CASES.values()])
before = sys.getrefcount(thing)
t.start()
t.join()
del t
print(abs(sys.getrefcount(thing) - before) < 3)
gc.collect()
count = len(gc.get_objects())
for _ in range(3):
    for function in CASES.values():
        function(thing)
gc.collect()
print(abs(len(gc.get_objects()) - count) < 50)
blocks = sys.getallocatedblocks()
for _ in range(5):
    for function in CASES.values():
        function(thing)
gc.collect()
print(abs(sys.getallocatedblocks() - blocks) < 400)
