"""Numbers that the stack alone holds are written over: nobody may ever see another's number change."""

import sys

limits = [0, 1, -1, 2, 255, 256, 257, -5, -6, 2**15, 2**30 - 1, 2**30, -(2**30), 2**31, 2**60, 2**62, 10**20]
floats = [0.0, -0.0, 1.5, -2.25, 1e308, -1e308, 5e-324, float("inf"), float("nan"), 3.0]


def every(a, b):
    kept = [a, b]
    got = []
    for work in (
        lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a % b, lambda: a // b, lambda: a & b,
        lambda: a + b + a, lambda: (a - b) - (b - a), lambda: (a + 1) * (b + 1), lambda: (a * 2) % (b * 3),
        lambda: (a + 1000) // (b + 7), lambda: (a + 5) & (b + 9), lambda: (a + 0) / (b + 0), lambda: a + 1 < b + 1,
    ):
        try:
            got.append(work())
        except (TypeError, ZeroDivisionError, OverflowError) as error:
            got.append(str(error))
    assert kept[0] is a and kept[1] is b
    return got


for a in limits:
    for b in limits:
        print(every(a, b))
for a in floats:
    for b in [*floats, 3, 0, 2**70]:
        print(every(a, b), every(b, a))
print(every(True, 1000), every(1000, True), every(True, False))


def shared(start):
    """Every value that was ever bound keeps its own number."""
    seen, total, product = [], start, start + 1
    for k in range(600, 640):
        total = total + k + k * 2
        product = product * 3 % 1000003
        seen.append(total)
        seen.append((total + 1, product - 1))
        keys = {total + 1: total + 2}
        seen.append(keys)
        total += 1
        product -= 2
    return seen


print(shared(1000))
print(shared(1000.5))


def constants():
    x = 1000
    y = x + 1
    z = 1000 + y
    x += 1
    return x, y, z, 1000, 1000.25 + x, 1000.25


for _ in range(3):
    print(constants())


class Int(int):
    pass


class Float(float):
    pass


i, f = Int(1000), Float(1.5)
print(i + 1, i, f + 1.0, f, type(i + 1), type(f * 2.0), Int(1000) + Int(1), Float(2.0) * 3.0)
print([v + 0.5 for v in (1.0, 2.0)], [v * 2 for v in (1000, 2000)], sum(v + 1000 for v in range(5)))
values = [float(k) for k in range(5)]
moved = [v - 1.0 + v for v in values]
print(values, moved, [a + b for a, b in zip(values, moved)], values, moved)


def held(v):
    frame = sys._getframe()
    return v + 1000 + len(frame.f_locals), frame.f_locals["v"]


print(held(5000), held(5000.5))


def yielded():
    v = 1000
    while v < 1010:
        got = yield v + 1
        v = v + (got or 1)


it = yielded()
print([next(it), it.send(2), it.send(1000 + 3 - 1000)], list(it))
