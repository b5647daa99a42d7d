"""Unpacking in calls: order of evaluation, mixing, user-defined iterables and mappings."""


def show(*args, **kwargs):
    print(args, kwargs)
    return args, kwargs


def said(value):
    print("eval", value)
    return value


class Keys:
    def keys(self):
        print("keys()")
        return iter(["p", "q"])

    def __getitem__(self, key):
        print("getitem", key)
        return key * 2


class Items:
    def __iter__(self):
        print("iter()")
        yield 1
        yield 2


show(*[1, 2], 3, *(4, 5), x=1, **{"y": 2}, z=3, **{"w": 4})
show(*Items(), *Items())
show(**Keys())
show(said(1), *said([2]), k=said(3), **said({"m": 4}))
show(*"abc", *range(2), *{"k": 1}, *b"xy")
show(*[])
show(**{})
show(*(), **{})
show(*map(str, range(3)), end=None)
show(*(n * n for n in range(4)))
show(k=said("first"), *said(["second"]))


def first(a, b=2, /, c=3, *rest, d=4, e, **more):
    return a, b, c, rest, d, e, more


print(first(1, e=5))
print(first(1, 9, 8, 7, 6, e=5))
print(first(*range(6), e=0, f=1, **{"g h": 2}))
print(first(1, c=0, e=1, a=7, b=8))


def broken():
    raise ValueError("inside iteration")
    yield


def broken_keys():
    class Bad:
        def keys(self):
            raise RuntimeError("no keys")

        def __getitem__(self, key):
            return 0

    return Bad()


for call in (lambda: show(*broken()), lambda: show(**broken_keys()), lambda: show(1, *None), lambda: show(**[("a", 1)])):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)

big = {f"k{i}": i for i in range(300)}
print(len(show.__call__(**big)[1]) if False else len((lambda **kw: kw)(**big)))
print(sum((lambda *a: a)(*range(1000))))
print((lambda *args, sep=",", **kw: sep.join(map(str, args)))(*range(5), sep="-"))


class Meta(type):
    def __call__(cls, *args, **kwargs):
        print("Meta.__call__", args, kwargs)
        return super().__call__(*args, **kwargs)


class Made(metaclass=Meta):
    def __init__(self, *args, **kwargs):
        self.args = args, kwargs


print(Made(1, *[2], a=3, **{"b": 4}).args)
