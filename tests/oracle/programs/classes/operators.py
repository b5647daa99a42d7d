"""Operator methods: reflected forms, priority of subclasses, NotImplemented, in-place forms, rich comparison."""


class N:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


for op in "add sub mul matmul truediv floordiv mod pow lshift rshift and xor or divmod".split():
    setattr(N, f"__{op}__", lambda self, other, op=op: f"({self} {op} {other})")
    setattr(N, f"__r{op}__", lambda self, other, op=op: f"({other} r{op} {self})")
for op in "neg pos invert abs".split():
    setattr(N, f"__{op}__", lambda self, op=op: f"({op} {self})")
a, b = N("a"), N("b")
print(a + b, a - b, a * b, a @ b, a / b, a // b, a % b, a**b, a << b, a >> b, a & b, a ^ b, a | b, divmod(a, b))
print(1 + a, 1 - a, 1 * a, 1 @ a, 1 / a, 1 // a, 1 % a, 1**a, 1 << a, 1 >> a, 1 & a, 1 ^ a, 1 | a, divmod(1, a))
print(-a, +a, ~a, abs(a))
x = a
x += 1
print(x)


class InPlace:
    def __init__(self):
        self.log = []


for op in "add sub mul matmul truediv floordiv mod pow lshift rshift and xor or".split():
    setattr(InPlace, f"__i{op}__", lambda self, other, op=op: (self.log.append((op, other)), self)[1])
i = InPlace()
i += 1; i -= 2; i *= 3; i @= 4; i /= 5; i //= 6; i %= 7; i **= 8; i <<= 9; i >>= 10; i &= 11; i ^= 12; i |= 13
print(i.log)


class Left:
    def __add__(self, other):
        return NotImplemented

    def __eq__(self, other):
        print("Left eq")
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented


class Right:
    def __radd__(self, other):
        return "right handled it"

    def __eq__(self, other):
        print("Right eq")
        return NotImplemented

    def __gt__(self, other):
        return "Right gt"


print(Left() + Right(), Left() < Right(), Left() == Right(), Left() != Left())


class Parent:
    def __add__(self, other):
        return "parent add"

    def __radd__(self, other):
        return "parent radd"


class Kid(Parent):
    def __radd__(self, other):
        return "kid radd first"


print(Parent() + Kid(), Kid() + Parent(), Parent() + Parent())
for source in (
    "Left() + 1", "1 + Left()", "Left() < 1", "Left() <= Left()", "-Left()", "Left() + Left()", "Left() @ 1", "[] + ()", "'a' + 1", "1 + 'a'",
    "{} | []", "1 << 'x'", "'a' * 'b'", "~1.5", "divmod('a', 1)", "pow(2, 'x')", "1 < 'a'", "[] >= {}", "1j < 2", "None + None", "abs('x')",
    "+'a'", "1 in 5", "5[0]", "{}[[]]", "'abc'['x']", "[1][1.5]", "(1,)['a']", "not_a = ~'x'", "2 ** []", "b'a' + 'b'", "3 @ 4", "range(3) + range(2)",
):
    try:
        exec(f"print({source!r}, {source})" if "=" not in source or "<=" in source or ">=" in source else source)
    except TypeError as error:
        print(source, "->", error)
x = []
try:
    x += 5
except TypeError as error:
    print(error)
x = "s"
try:
    x -= "t"
except TypeError as error:
    print(error)


class Compare:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        print("lt", self.v, o.v)
        return self.v < o.v


print(sorted([Compare(3), Compare(1), Compare(2)])[0].v, max(Compare(1), Compare(5), key=lambda c: c.v).v)
print(Compare(1) > Compare(2))
print(1 < 2 < 3, 1 < 3 < 2, (1 < 2) < 3, 1 == 1.0 == True, 3 > 2 > 1 != 0)


class Weird:
    def __eq__(self, other):
        return []

    def __bool__(self):
        return False

    def __contains__(self, item):
        return "truthy"

    __hash__ = None


print(Weird() == 1, Weird() != 1, not Weird(), 1 in Weird(), 1 not in Weird())
try:
    hash(Weird())
except TypeError as error:
    print(error)
