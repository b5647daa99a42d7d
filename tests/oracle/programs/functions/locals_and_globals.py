"""What locals() and globals() give in functions, classes, comprehensions and modules."""


def simple(a, b=2):
    c = a + b
    before = dict(locals())
    d = 4
    return before, sorted(locals())


print(simple(1))


def same_dict():
    first = locals()
    x = 1
    second = locals()
    return first is second, sorted(second)


print(same_dict())


def write_through():
    x = 1
    locals()["x"] = 2
    locals()["new"] = 3
    return x, "new" in locals()


print(write_through())


def free(x):
    def inner():
        y = x
        return sorted(locals().items())

    return inner()


print(free(5))


def cells(x):
    def inner():
        return x

    return sorted(k for k in locals())


print(cells(1))


class Body:
    a = 1
    locals()["b"] = 2
    print(sorted(k for k in locals() if not k.startswith("__")))


print(Body.b)
print(locals() is globals(), globals()["__name__"])
globals()["injected"] = "yes"
print(injected)


def function_globals():
    return globals() is function_globals.__globals__


print(function_globals())
print([sorted(locals()) for i in range(1)])
print((lambda q: sorted(locals()))(1))
print(vars() is globals(), sorted(vars(Body).keys() - {"__doc__", "__dict__", "__weakref__", "__module__"}))
print(sorted(dir())[:3], "Body" in dir())


def dir_inside(z):
    return dir()


print(dir_inside(0))


def deleted_then_locals():
    a = 1
    b = 2
    del a
    return locals()


print(deleted_then_locals())


def generator(n):
    for i in range(n):
        yield dict(locals())


print(list(generator(2)))
print(eval("x + y", {"x": 1}, {"y": 2}), eval("[x for _ in range(2)]", {"x": 7}))
try:
    eval("[y for _ in range(2)]", {"x": 1}, {"y": 2})
except NameError as error:
    print(error)
