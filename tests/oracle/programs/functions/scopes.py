"""global, nonlocal, shadowing, class scope, comprehension scope and the errors of unbound names."""
x = "global"


def reads():
    return x


def shadows():
    x = "local"
    return x


def writes():
    global x
    x = "written"


def unbound():
    print(x)
    x = 1


def conditional(flag):
    if flag:
        y = 1
    return y


def deleted():
    z = 1
    del z
    return z


def deletes_unbound():
    del w


def loop_variable():
    for i in []:
        pass
    return i


def except_variable():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    return e


def global_in_nested():
    x = "enclosing"

    def inner():
        global x
        return x

    return inner()


def new_global():
    global made_here
    made_here = 3


def missing():
    return no_such_name


print(reads(), shadows())
writes()
print(x, global_in_nested())
for function in (unbound, deleted, deletes_unbound, loop_variable, except_variable, missing):
    try:
        function()
    except NameError as error:
        print(function.__name__, type(error).__name__, error, getattr(error, "name", None))
try:
    conditional(False)
except UnboundLocalError as error:
    print(error)
new_global()
print(made_here)
del made_here
try:
    del made_here
except NameError as error:
    print(error)


class Scope:
    x = "class"
    first = [x for x in "ab"]
    second = x
    third = (lambda: x)()

    def method(self):
        return x

    try:
        undefined_here
    except NameError as error:
        message = str(error)
    for i in range(3):
        pass
    del i
    global from_class
    from_class = 1


print(Scope.first, Scope.second, Scope.third, Scope().method(), Scope.message, hasattr(Scope, "i"), from_class)


class Nested:
    a = 1

    class Inner:
        try:
            b = a
        except NameError as error:
            b = "a not seen"

    c = Inner.b


print(Nested.c)


def nonlocal_class():
    v = 1

    class C:
        nonlocal v
        v = 2
        w = v

    return v, C.w, hasattr(C, "v")


print(nonlocal_class())
print([x for x in range(3)], x)
print({x: y for x, y in [(1, 2)]}, x)
print(len := 3, (n := 10) + n)
del len
print(len("abc"))


def walrus_in_comprehension():
    found = [last := v for v in range(5)]
    return found, last


print(walrus_in_comprehension())
__builtins__.invented = "from builtins"
print(invented)
print(sorted(k for k in globals() if not k.startswith("__")))
