"""RecursionError: caught, limits, messages, recovery, in repr, comparison and user-defined protocols."""
import sys

old = sys.getrecursionlimit()
print(old)


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(900 < depth() <= 1000, depth() == depth())
for limit in (200, 500, 2000):
    sys.setrecursionlimit(limit)
    print(limit - depth() < 20)
sys.setrecursionlimit(old)
for bad in (0, -1, "x", 1 << 40):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)


def at_depth(n):
    if n:
        return at_depth(n - 1)
    try:
        sys.setrecursionlimit(50)
    except RecursionError as error:
        return str(error)


print(at_depth(100))
sys.setrecursionlimit(old)


class R:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __getattr__(self, name):
        return getattr(self, name)

    def __call__(self):
        return self()

    def __len__(self):
        return len(self)

    def __add__(self, other):
        return self + other

    def __iter__(self):
        return iter(self)


r = R()
for action in (lambda: repr(r), lambda: r == 1, lambda: r.x, lambda: r(), lambda: len(r), lambda: r + 1, lambda: list(r)):
    try:
        action()
    except RecursionError as error:
        print(str(error))
nested = []
for _ in range(100000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as error:
    print(error)
while nested:
    nested = nested[0]


def mutual(n):
    return (lambda: mutual(n + 1))()


try:
    mutual(0)
except RecursionError as error:
    print(error)


def generator():
    yield from generator()


try:
    list(generator())
except RecursionError as error:
    print(error)


def in_finally():
    try:
        in_finally()
    finally:
        counts.append(1)


counts = []
try:
    in_finally()
except RecursionError:
    print(900 < len(counts) <= 1000)
class Sub(R):
    def __init__(self):
        Sub()
try:
    Sub()
except RecursionError as error:
    print(error)
print(depth() > 900)
