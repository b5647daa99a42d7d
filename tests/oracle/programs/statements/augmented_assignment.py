"""Augmented assignment: every operator, every target, evaluation once, fall back, failure half-way."""
import operator

x = 10
x += 5; x -= 3; x *= 4; x //= 5; x **= 2; x %= 50; x <<= 3; x >>= 1; x |= 1; x &= 127; x ^= 5
print(x)
x /= 2
print(x)


class Box:
    def __init__(self):
        self.v = [1]

    def __getattr__(self, name):
        print("getattr", name)
        return 100

    def __getitem__(self, key):
        print("getitem", key)
        return 10

    def __setitem__(self, key, value):
        print("setitem", key, value)


def box():
    print("box()")
    return b


def key():
    print("key()")
    return "k"


b = Box()
box().v += [2]
box()[key()] += 5
box().missing -= 1
print(b.v, b.missing)
box()[key() : key()] *= 2
t = ([1],)
try:
    t[0] += [2]
except TypeError as error:
    print(error, t)
s = "a"
s += "b"
s *= 3
print(s)
l = m = [1]
l += (2, 3)
l += "xy"
l *= 2
print(l, m is l)
l = l + [9]
print(m is l)
st = frozenset([1])
st |= {2}
st2 = {1, 2, 3}
alias = st2
st2 &= {2, 3}
st2 -= {3}
st2 ^= {7}
print(sorted(st), sorted(st2), alias is st2)
d = {"a": 1}
d |= {"b": 2}
d |= [("c", 3)]
print(d)


class Ret:
    def __iadd__(self, other):
        return "replaced"

    def __imul__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return "from mul"

    def __isub__(self, other):
        return NotImplemented


r = Ret()
r += 1
print(r)
r = Ret()
r *= 2
print(r)
r = Ret()
try:
    r -= 1
except TypeError as error:
    print(error)


def local():
    n = 0
    for i in range(5):
        n += i
    return n


def unbound():
    n_unbound += 1


def unbound_global():
    global never_defined
    never_defined += 1


def cell():
    n = 1

    def inc():
        nonlocal n
        n **= 2
        n += 1
        return n

    return inc(), inc(), inc()


print(local(), cell())
for f in (unbound, unbound_global):
    try:
        f()
    except NameError as error:
        print(type(error).__name__, error)


class C:
    count = 0
    count += 1
    names = ["x"]
    names += ["y"]

    def bump(self):
        self.count += 1
        self.names += ["z"]


c = C()
c.bump()
print(C.count, c.count, C.names, vars(c))
a = [[0] * 2 for _ in range(2)]
a[1][0] += 1
a[0][-1] -= 1
print(a)
print(operator.iadd([1], [2]), operator.imul(2, 3), operator.iconcat("a", "b"))
for source in ("x += 'a'", "x = []; x -= 1", "x = None; x += 1", "x = {}; x += {}", "x = (); x += [1]", "x = 1; x @= 2", "x = 'a'; x %= (1, 2)", "1 += 1", "f() += 1", "(a, b) += 1", "[a] += 1", "x += yield", "(x) += 1", "x += y += 1", "None += 1"):
    try:
        exec(source, {})
        print(source, "fine")
    except (TypeError, NameError, SyntaxError) as error:
        print(source, "->", type(error).__name__, error)
