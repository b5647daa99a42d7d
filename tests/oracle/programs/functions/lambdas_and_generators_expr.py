"""Lambdas in odd places and generator expressions' scoping and timing."""

ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
print({k: f(5, 3) for k, f in ops.items()})
print((lambda x, /, y, *z, k=1, **w: (x, y, z, k, w))(1, 2, 3, k=4, q=5))
print((lambda: (lambda: (lambda: "deep")())())())
print(sorted("bca", key=lambda c: -ord(c)), list(filter(lambda n: n % 2, range(6))))
print((lambda *_: len(_))(1, 2, 3), (lambda: (1, 2))(), (lambda: {})())
f = lambda: (yield 1)
print(list(f()), f.__name__, f.__qualname__)
print((lambda x=(lambda: 5)(): x)())


def noisy(n):
    print("iter made", n)
    return range(n)


g = (x * y for x in noisy(2) for y in noisy(3))
print("created")
print(list(g))
try:
    (x for x in 5)
except TypeError as error:
    print(error)
lazy = (missing_name for _ in range(1))
try:
    next(lazy)
except NameError as error:
    print(error)
n = 10
gen = (n + i for i in range(2))
n = 20
print(list(gen))
print(sum(i for i in range(10) if i % 3 == 0), any(x > 3 for x in [1, 5, 2]), all(x for x in []))
print(max((len(w), w) for w in ["a", "bcd", "ef"]))
nested = ((i, j) for i in range(3) for j in range(i) if j != 1)
print(list(nested))
print([[y for y in range(x)] for x in range(4)])
print({i: {j for j in range(i)} for i in range(3)})
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])
print(list(a for (a, *b) in [(1, 2, 3), (4,)]), [b for a, *b in [(1, 2, 3), (4,)]])
print(",".join(str(i) for i in range(3)), dict((k, v) for k, v in zip("ab", [1, 2])))
g = (i for i in range(3))
print(g.gi_running, next(g), g.__name__, g.__qualname__, list(g), list(g))


def scoped():
    k = 1
    return [(k, m) for m in range(k + 1)]


print(scoped())
print([(yield_ := v) for v in range(2)], yield_)
print([x for x in [1, 2, 3] if (half := x / 2) > 0.5], half)
