"""Cells: shared, rebound, nested through several levels, deleted, empty."""


def counter():
    n = 0

    def up():
        nonlocal n
        n += 1
        return n

    def down():
        nonlocal n
        n -= 1
        return n

    def read():
        return n

    return up, down, read


up, down, read = counter()
up(), up(), down(), up()
print(read(), up.__closure__[0] is down.__closure__[0])


def level1(a):
    def level2(b):
        def level3(c):
            def level4():
                nonlocal a, b
                a += 1
                b *= 2
                return a, b, c

            return level4

        return level3

    return level2


f = level1(1)(2)(3)
print(f(), f(), f.__code__.co_freevars, [cell.cell_contents for cell in f.__closure__])


def unbound():
    def inner():
        return later

    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    later = 5
    print(inner())
    del later
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    try:
        later
    except NameError as error:
        print(type(error).__name__, error)
    try:
        inner.__closure__[0].cell_contents
    except ValueError as error:
        print(error)


unbound()


def argument_cell(x, *args, y, **kw):
    def inner():
        return x, args, y, kw

    x = x + 1
    return inner


print(argument_cell(1, 2, y=3, z=4)())
adders = []
for i in range(3):

    def adder(x):
        return x + i

    adders.append(adder)
print([g(0) for g in adders])


def fresh():
    return [(lambda k: lambda: k)(k) for k in range(3)]


print([g() for g in fresh()])


def recursive_closure(n):
    def inner(k):
        return [k] + inner(k - 1) if k else []

    return inner(n)


print(recursive_closure(4))


def class_between(x):
    class C:
        x = "class"
        y = x

        def method(self):
            return x

        z = [x for _ in range(2)]

    return C


C = class_between("outer")
print(C.x, C.y, C().method(), C.z)


def exec_sees():
    x = 1

    def inner():
        exec("print('exec sees', x)")
        return x

    inner()


exec_sees()
import types

cell = types.CellType(5)
made = types.FunctionType(up.__code__, globals(), "made", None, (cell,))
print(made(), cell.cell_contents, cell == types.CellType(6), types.CellType() < types.CellType(1))
