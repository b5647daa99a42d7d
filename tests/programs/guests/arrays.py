"""numpy: arithmetic, broadcasting, guest callbacks, subclassing, errors, printing."""

import numpy as np

a = np.arange(12).reshape(3, 4)
print(a, a.T @ a, a.mean(axis=0), a[a % 3 == 0], a[::-1, 1:3], (a * 1.5).sum())
print(np.linalg.solve(np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([9.0, 8.0])), np.linalg.det(np.eye(3) * 2))
print(np.vectorize(lambda x: x**2 if x % 2 else -x)(a), np.apply_along_axis(lambda row: row.max() - row.min(), 1, a))
print(np.fromfunction(lambda i, j: i * 10 + j, (2, 3)), np.frompyfunc(lambda x, y: f"{x}{y}", 2, 1)(["a"], ["b", "c"]))
rng = np.random.default_rng(42)
print(rng.integers(0, 10, 5), rng.normal(size=3).round(4), np.sort(rng.permutation(5)))


class Named(np.ndarray):
    def __new__(cls, data, name):
        self = np.asarray(data).view(cls)
        self.name = name
        return self

    def __array_finalize__(self, obj):
        self.name = getattr(obj, "name", None)


n = Named([1, 2, 3], "n")
print(n[1:].name, (n + 1).name, type(n * 2).__name__, repr(n))


class Unit:
    __array_priority__ = 100

    def __array_ufunc__(self, ufunc, method, *inputs, **kw):
        return ufunc.__name__, method

    def __radd__(self, other):
        return "radd"


print(np.add(np.ones(2), Unit()), np.array([1]) + Unit())
for bad in (lambda: np.ones(2) + np.ones(3), lambda: np.array([1])[5], lambda: np.zeros((2, 2)) @ np.zeros(3)):
    try:
        bad()
    except (ValueError, IndexError) as error:
        print(type(error).__name__, error)
with np.errstate(divide="raise"):
    try:
        np.array([1.0]) / 0
    except FloatingPointError as error:
        print(error)
dates = np.array(["2024-01-31", "2024-02-29"], dtype="datetime64[D]")
print(dates + 1, np.array([("x", 1)], dtype=[("name", "U5"), ("n", "i4")]), np.float64(0.1) + 0.2, np.int8(127))
