"""Operator overloading in earnest: vectors, matrices, polynomials, units."""
import math
from functools import reduce


class Vector:
    __slots__ = ("parts",)

    def __init__(self, *parts):
        self.parts = tuple(parts)

    def __add__(self, o):
        return Vector(*(a + b for a, b in zip(self, o, strict=True))) if isinstance(o, Vector) else NotImplemented

    def __mul__(self, o):
        match o:
            case Vector():
                return sum(a * b for a, b in zip(self, o))
            case int() | float():
                return Vector(*(a * o for a in self))
        return NotImplemented

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, o):
        return self + -o

    def __iter__(self):
        return iter(self.parts)

    def __abs__(self):
        return math.sqrt(self * self)

    def __eq__(self, o):
        return isinstance(o, Vector) and self.parts == o.parts

    def __hash__(self):
        return hash(self.parts)

    def __repr__(self):
        return f"Vector{self.parts}"

    def __bool__(self):
        return any(self)

    def __getitem__(self, i):
        return self.parts[i]

    def __format__(self, spec):
        return "<" + ", ".join(format(p, spec) for p in self) + ">"


a, b = Vector(1, 2, 3), Vector(4, 5, 6)
print(a + b, a - b, a * b, 2 * a, a * 0.5, -a, abs(Vector(3, 4)), a == Vector(1, 2, 3), {a: 1}[Vector(1, 2, 3)], bool(Vector(0, 0)), a[1:], f"{a:.2f}", sum([a, b], Vector(0, 0, 0)))
for bad in (lambda: a + 1, lambda: a * "x", lambda: a + Vector(1)):
    try:
        print(bad())
    except (TypeError, ValueError) as error:
        print(error)


class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    def __matmul__(self, o):
        return Matrix([[sum(x * y for x, y in zip(row, col)) for col in zip(*o.rows)] for row in self.rows])

    def __imatmul__(self, o):
        self.rows = (self @ o).rows
        return self

    def __pow__(self, n, mod=None):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1:
                result = result @ base
            base, n = base @ base, n >> 1
        return result

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __getitem__(self, key):
        match key:
            case int(i), int(j):
                return self.rows[i][j]
            case slice(start=r0, stop=r1), slice(start=c0, stop=c1):
                return Matrix(row[c0:c1] for row in self.rows[r0:r1])
            case e, int(j) if e is ...:
                return [row[j] for row in self.rows]
        raise TypeError(key)

    def __repr__(self):
        return repr(self.rows)


f = Matrix([[1, 1], [1, 0]])
print((f**50)[0, 1], f @ f, Matrix([[1, 2, 3], [4, 5, 6]])[0:2, 1:3], Matrix([[1, 2], [3, 4]])[..., 1])
m = Matrix([[2, 0], [0, 2]])
m @= m
print(m)


class Poly:
    def __init__(self, *c):
        self.c = c

    def __call__(self, x):
        return reduce(lambda acc, k: acc * x + k, self.c, 0)

    def __mul__(self, o):
        out = [0] * (len(self.c) + len(o.c) - 1)
        for i, p in enumerate(self.c):
            for j, q in enumerate(o.c):
                out[i + j] += p * q
        return Poly(*out)

    def __str__(self):
        n = len(self.c) - 1
        return " + ".join(f"{k}x^{n - i}" for i, k in enumerate(self.c) if k)


p = Poly(1, 2) * Poly(1, -2)
print(p, p(3), [p(x) for x in range(4)])
