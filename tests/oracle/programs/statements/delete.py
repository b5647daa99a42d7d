"""del of every kind of target, in every scope, and what is left."""
a, b, c = 1, 2, 3
del a, (b, [c])
for name in "abc":
    try:
        eval(name)
    except NameError as error:
        print(error)
l = list(range(10))
del l[0], l[-1], l[::3]
print(l)
del l[:2]
print(l)
del l[:]
print(l)
d = {"a": 1, "b": 2}
del d["a"]
print(d)


class O:
    attr = 1

    def __delattr__(self, name):
        print("delattr", name)

    def __delitem__(self, key):
        print("delitem", key)


o = O()
del o.x, o[0], o[1:2], o[1, 2], (o.y, o.z)
del O.attr
print(hasattr(O, "attr"))


def local():
    x = 1
    del x
    x = 2
    del x
    try:
        x
    except UnboundLocalError as error:
        return str(error)


def local_twice():
    x = 1
    for _ in range(2):
        try:
            del x
        except UnboundLocalError as error:
            return str(error)


def cell():
    x = 1

    def inner():
        return x

    del x
    try:
        return inner()
    except NameError as error:
        return str(error)


def in_inner():
    x = 1

    def inner():
        nonlocal x
        del x

    inner()
    try:
        x
    except NameError as error:
        return str(error)


def global_del():
    global g
    g = 1
    del g
    try:
        g
    except NameError as error:
        return str(error)


for f in (local, local_twice, cell, in_inner, global_del):
    print(f.__name__, f())


class Body:
    x = 1
    y = 2
    del x
    try:
        del x
    except NameError as error:
        message = str(error)


print(Body.message, hasattr(Body, "x"), Body.y)


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("deleted", self.name)


x = D("one")
y = x
del x
print("still")
del y
x = D("two")
x = D("three")
del x


def frame_exit():
    z = D("local")
    print("in function")


frame_exit()
D("temporary")
[D("in list")]
print("after")
for source in ("del 1", "del f()", "del x + y", "del None", "del (a, b())", "del [a, *b]", "del a.b.c, d[0]()", "del x if y else z", "del ()", "del []", "del *a", "del"):
    try:
        compile(source, "f", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "->", error.msg)
try:
    del (undefined)
except NameError as error:
    print(error)
try:
    del [][5]
except IndexError as error:
    print(error)
try:
    del {}["k"]
except KeyError as error:
    print(error)
try:
    del "abc"[0]
except TypeError as error:
    print(error)
try:
    del (1).real
except AttributeError as error:
    print(error)
