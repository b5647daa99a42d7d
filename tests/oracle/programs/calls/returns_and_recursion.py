"""Return values along different ways out, mutual recursion, deep argument lists."""


def nothing():
    pass


def early(x):
    if x:
        return "early"
    print("late")


def many(x):
    for i in range(10):
        for j in range(10):
            if i * j == x:
                return i, j
    else:
        return "none"


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(nothing(), early(1), early(0), many(42), many(97))
print(even(100), odd(77), ackermann(2, 5))
parameters = ", ".join(f"p{i}" for i in range(300))
namespace = {}
exec(f"def wide({parameters}): return p0 + p299 + len(locals())", namespace)
print(namespace["wide"](*range(300)))
exec("def positional(): return max(" + ", ".join(map(str, range(400))) + ")", namespace)
print(namespace["positional"]())
exec("def keywords(**kw): return len(kw)\nvalue = keywords(" + ", ".join(f"k{i}={i}" for i in range(300)) + ")", namespace)
print(namespace["value"])


def hanoi(n, a, b, c):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


print(hanoi(8, "a", "b", "c"))
Y = lambda f: (lambda x: x(x))(lambda x: f(lambda *args: x(x)(*args)))
print(Y(lambda self: lambda n: 1 if n < 2 else n * self(n - 1))(20))


def compose(*functions):
    def composed(x):
        for function in reversed(functions):
            x = function(x)
        return x

    return composed


print(compose(str, abs, int)("-12"))
import functools


@functools.lru_cache(None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info())


@functools.singledispatch
def kind(x):
    return "object"


@kind.register
def _(x: int):
    return "int"


@kind.register(list)
def _(x):
    return "list of " + ",".join(map(kind, x))


print(kind(1), kind("s"), kind([1, "s", [2]]))
