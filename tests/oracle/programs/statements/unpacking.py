"""Unpacking assignment: nested, starred, from all iterables, wrong counts, order of targets."""
a, b = 1, 2
a, b = b, a
(c), = [3]
[d, *e] = "xyz"
*f, g = range(4)
h, *i, j = {1: "a", 2: "b"}
(k, l), [m, *n] = (1, 2), "pqr"
o = p = q = []
o.append(1)
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, p is q, q)
*r, = ()
s, t, *u = 1, 2
print(r, u, *[1, *[2, *[3]]], {**{"a": 1}, "b": 2, **{"a": 3}}, [*"ab", *(1, 2)], (*[1], *[2]), {*"aa", *[1]})


class T:
    def __setattr__(self, name, value):
        print("attr", name, value)

    def __setitem__(self, key, value):
        print("item", key, value)


x = T()
x.a, x[0], (x.b, *x[1:2]) = 1, 2, (3, 4, 5)
i = 0
i, x[i] = 5, "uses the new i"


def noisy(n):
    for v in range(n):
        print("produce", v)
        yield v


try:
    a, b = noisy(4)
except ValueError as error:
    print(error)
try:
    a, b, c = noisy(2)
except ValueError as error:
    print(error)
for source in (
    "a, b = 5", "a, b = [1]", "a, b = [1, 2, 3]", "a, *b, c = [1]", "[] = [1]", "() = 5", "a, b = {}", "(a, b), c = [1, 2]", "a, b = None",
    "*a, b = 5", "a, b, *c = 'x'", "for a, b in [1]: pass", "for a, b in ['abc']: pass", "[a for a, b in [(1,)]]", "*a, = 5", "a, b = iter([1, 2, 3])",
):
    try:
        exec(source)
        print(source, "fine")
    except (ValueError, TypeError) as error:
        print(source, "->", type(error).__name__, error)
for a, (b, *c) in [(1, (2, 3, 4)), (5, "67")]:
    print(a, b, c)
for x.loop in range(2):
    pass
print([(a, b) for a, *b in ["abc", "d"]])
print({a: b for a, b in [(1, 2), (3, 4)]}, [x for (x,) in [[1], [2]]])


class Once:
    def __iter__(self):
        print("iter called")
        return iter([1, 2, 3])


one, *others = Once()
print(one, others)


def returns():
    return 1, *[2, 3]


def yields():
    yield 0, *"ab"


print(returns(), list(yields()))
head, *tail = returns()
print(head, tail)
(a, b), c = d = [1, 2], 3
print(a, b, c, d)
a = b, c = 1, 2
print(a, b, c)
a, a = 1, 2
print(a)
big = list(range(300))
exec(", ".join(f"v{n}" for n in range(300)) + " = big")
print(v0 + v299)
first, *_, last = "unpack"
print(first, last, _)
print(*(lambda *args: args)(*"ab", *[1]), sep="|")
for x in *[1, 2], 3:
    print(x, end=" ")
print()
x = 1,
y: int = 5
z: "annotation only"
print(x, y, __annotations__)
t = [0, 1, 2]
t[0], t[1], t[2] = t[2], t[0], t[1]
print(t)
t[1:2], t[0] = [7, 8], 9
print(t)
