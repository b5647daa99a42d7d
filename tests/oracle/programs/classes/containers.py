"""Container protocols written by users: indexing, slices, iteration by index, len, bool, contains, reversed, missing."""


class Seq:
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, index):
        print("getitem", index)
        return self.items[index]


s = Seq(1, 2, 3)
print(list(s), 2 in s, 9 in s, s[1:], s[::2], s[-1], s[...] if False else None)
a, b, c = s
print(a, b, c)


class Full:
    def __len__(self):
        return 4

    def __getitem__(self, i):
        if isinstance(i, slice):
            return i.indices(4)
        if isinstance(i, tuple):
            return "tuple", i
        if i >= 4:
            raise IndexError
        return i * 10

    def __setitem__(self, i, v):
        print("set", i, v)

    def __delitem__(self, i):
        print("del", i)


f = Full()
print(list(reversed(f)), bool(f), f[1:3], f[1, 2], f[1:2, ::3], f[...] if False else 0)
f[0] = 1
f[1:2] = [3]
f[1:2, 3] = "x"
del f[0], f[::2]
f[0] += 5


class Lens:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for n in (0, 3, -1, "x", 10**30):
    try:
        print(n, len(Lens(n)), bool(Lens(n)))
    except Exception as error:
        print(n, type(error).__name__, error)


class Default(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


d = Default(a=1)
print(d["a"], d["zz"], d.get("q"), d)


class Iter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Iter(3)), sum(Iter(5)), 2 in Iter(4), tuple(zip(Iter(2), Iter(3))), [*Iter(2), *Iter(1)])


class NotIter:
    __iter__ = None


class BadIter:
    def __iter__(self):
        return 5


class NoNext:
    def __iter__(self):
        return iter


for bad in (NotIter(), BadIter(), 5, NoNext()):
    try:
        for _ in bad:
            pass
    except TypeError as error:
        print(error)
try:
    1 in NotIter()
except TypeError as error:
    print(error)


class Index:
    def __index__(self):
        return 2


print([10, 20, 30][Index()], "abcdef"[Index() :], range(Index()), hex(Index()), [1] * Index(), int(Index()))


class Bool:
    def __bool__(self):
        return 3


try:
    bool(Bool())
except TypeError as error:
    print(error)
try:
    if Bool():
        pass
except TypeError as error:
    print(error)


class Hinted:
    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        print("hint asked")
        return 10


print(list(Hinted()))


class Frozen:
    __delitem__ = None


for action in ("del Frozen()[0]", "Frozen()[0]", "Frozen()[0] = 1", "len(Frozen())", "reversed(Frozen())", "iter(Frozen())", "next(Frozen())"):
    try:
        exec(action)
    except (TypeError, AttributeError) as error:
        print(action, "->", error)
