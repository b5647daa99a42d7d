"""What fast forms remember must not outlive its truth: globals, attributes, methods, slots, modules."""

import types

limit = 1


def read():
    return limit, len("ab")


for step in range(6):
    if step == 2:
        limit = 2
    if step == 3:
        len = lambda x: "shadowed"
    if step == 4:
        del len
    if step == 5:
        for k in range(200):
            globals()["filler%d" % k] = k
        limit = 3
    print(read())
del limit
try:
    read()
except NameError as error:
    print(error, error.name)


class Point:
    kind = "class"

    def __init__(self, x):
        self.x = x

    def name(self):
        return "method"


def look(p):
    return p.x, p.kind, p.name()


p = Point(1)
print(look(p), look(p))
p.x = 5
print(look(p))
p.name = lambda: "own"
print(look(p))
del p.name
print(look(p))
Point.name = lambda self: "changed"
print(look(p))
Point.x = property(lambda self: "property")
print(look(p))
del Point.x
p.__dict__["x"] = "through the dict"
print(look(p), vars(p))
del p.x
try:
    look(p)
except AttributeError as error:
    print(error, error.name, error.obj is p)
for n in range(300):
    kind = type("K%d" % n, (), {"x": n, "kind": n, "name": lambda self: n})
    found = look(kind())
print(found)


class Order:
    def fill(self, names):
        for name in names:
            if name == "a":
                self.a = 1
            elif name == "b":
                self.b = 2
            else:
                self.c = 3


for names in ("abc", "cba", "bac", "aabbc"):
    o = Order()
    o.fill(names)
    print(list(vars(o)))


class Slotted:
    __slots__ = ("s",)


def slot(o):
    o.s = o.s + 1 if hasattr(o, "s") else 0
    return o.s


s = Slotted()
print([slot(s) for _ in range(4)])
module = types.ModuleType("m")
module.value = 1


def from_module():
    return module.value


print(from_module(), from_module())
module.value = 2
print(from_module())
module.__getattr__ = lambda name: "made " + name
del module.value
print(from_module())


class Key:
    asked = 0

    def __hash__(self):
        Key.asked += 1
        return 1


try:
    {}[Key()]
except KeyError as error:
    print(type(error.args[0]).__name__, Key.asked)
try:
    {}[(1, 2)]
except KeyError as error:
    print(error.args)


class Port:
    def close(self):
        return "the class's"


def close(port):
    return port.close()


asked, inline, given = Port(), Port(), Port()
asked.name = "a dict of its own"
vars(asked)
print({close(asked) for _ in range(30)})
inline.close = lambda: "its own, inline"
given.close = lambda: "its own, in its dict"
vars(given)
print(close(inline), close(given), close(asked), close(Port()))
print([close(port) for port in (inline, asked, given, Port()) * 3])
