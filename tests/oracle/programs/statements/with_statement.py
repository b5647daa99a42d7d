"""with: order, several items, suppression, errors in enter and exit, missing methods, odd targets."""


class M:
    def __init__(self, name, swallow=False, enter=None, fail=None):
        self.name, self.swallow, self.value, self.fail = name, swallow, enter, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise OSError("enter " + self.name)
        return self.value or self

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail == "exit":
            raise OSError("exit " + self.name)
        return self.swallow


with M("a") as a, M("b") as b:
    print(a.name, b.name)
with M("s", swallow=True):
    raise ValueError("swallowed")
try:
    with M("outer"), M("inner", swallow=False):
        raise ValueError("through")
except ValueError as e:
    print("out", e)
for fail in ("enter", "exit"):
    try:
        with M("one"), M("two", fail=fail):
            print("body")
    except OSError as e:
        print(e, repr(e.__context__))
try:
    with M("x", fail="exit"):
        raise KeyError("body")
except OSError as e:
    print(e, repr(e.__context__))


def returns():
    with M("r") as m:
        return m.name


def loops():
    for i in range(4):
        with M(i):
            if i == 0:
                continue
            if i == 2:
                break
    return i


def nested_return():
    with M("n1"):
        with M("n2", swallow=True):
            try:
                return "value"
            finally:
                print("finally")


print(returns(), loops(), nested_return())


class T:
    pass


t = T()
items = [0, 1]
with M("unpack", enter=(1, [2, 3])) as (x, [y, z]):
    print(x, y, z)
with M("attr", enter=5) as t.field, M("item", enter=6) as items[1]:
    print(t.field, items)
with (M("p1") as p, M("p2"),):
    print(p.name)
with (M("paren")):
    pass
with (M("tuple in parens"), M("second")):
    pass
with M("value") if True else None as chosen:
    print(chosen.name)


class NoEnter:
    def __exit__(self, *a):
        pass


class NoExit:
    def __enter__(self):
        pass


class Instance:
    def __init__(self):
        self.__enter__ = lambda: None
        self.__exit__ = lambda *a: None


for bad in (NoEnter(), NoExit(), Instance(), 5, None):
    try:
        with bad:
            print("never")
    except TypeError as e:
        print(e)


class AsyncOnly:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *a):
        pass


try:
    with AsyncOnly():
        pass
except TypeError as e:
    print(e)


class Swap:
    def __enter__(self):
        type(self).__exit__ = lambda *a: print("replaced exit")

    def __exit__(self, *a):
        print("original exit")


with Swap():
    pass


class Truthy:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return [1]


with Truthy():
    1 / 0


class BadBool:
    def __bool__(self):
        raise RuntimeError("bool of exit's result")


class ExitBad(Truthy):
    def __exit__(self, *a):
        return BadBool()


with ExitBad():
    pass
try:
    with ExitBad():
        1 / 0
except RuntimeError as e:
    print(e, repr(e.__context__))


class BadExit(Truthy):
    def __exit__(self):
        pass


try:
    with BadExit():
        pass
except TypeError as e:
    print(e)
try:
    with M("unpack fails", enter=5) as (q, r):
        pass
except TypeError as e:
    print(e)
