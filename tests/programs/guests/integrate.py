"""sympy: integrate, solve, simplify, print."""

import sympy

x, y = sympy.symbols("x y")
print(sympy.integrate(x**2 * sympy.sin(x), x))
print(sympy.integrate(sympy.exp(-(x**2)), (x, -sympy.oo, sympy.oo)))
print(sympy.solve(x**3 - 6 * x**2 + 11 * x - 6, x), sympy.solve([x + y - 3, x - y - 1]))
print(sympy.diff(sympy.tan(x) ** 2, x), sympy.limit(sympy.sin(x) / x, x, 0), sympy.factor(x**4 - 1))
print(sympy.simplify(sympy.sin(x) ** 2 + sympy.cos(x) ** 2), sympy.series(sympy.exp(x), x, 0, 5))
print(sympy.pretty(sympy.Integral(sympy.sqrt(1 / x), x)))
print(sympy.Matrix([[1, 2], [3, 4]]).inv(), sympy.N(sympy.pi, 30), sympy.factorint(2**64 - 1))
