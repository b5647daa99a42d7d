"""What a fast form found out is overtaken before it is used again: between two instructions, or in the middle of one."""

import sys


class Box:
    kind = "box"

    def __init__(self, value):
        self.value = value

    def get(self):
        return "get", self.value


# An argument's evaluation replaces the method that was looked up already; the next round must see the new one.
def replace_get():
    Box.get = lambda self: ("replaced", self.value)
    return ()


def call(box, arguments):
    return box.get(*arguments()), box.get()


for arguments in (tuple, tuple, replace_get, tuple):
    print(call(Box(1), arguments))


# Between the value and the store: the class grows a data descriptor, loses its dict's shape, gets another __setattr__.
class Loud:
    def __get__(self, owner, kind=None):
        return "loud"

    def __set__(self, owner, value):
        print("set", value)


def store(box, change):
    box.value = change(box)
    return box.__dict__.get("value"), box.value


def grow(box):
    Box.value = Loud()
    return 2


def shrink(box):
    del Box.value
    return 3


def empty(box):
    box.__dict__.clear()
    return 4


def swap_dict(box):
    box.__dict__ = {"other": 0}
    return 5


def take_over(box):
    Box.__setattr__ = lambda self, name, value: self.__dict__.update({name: ("taken over", value)})
    return 6


def other_class(box):
    object.__setattr__(box, "__class__", Other)
    return 7


class Other:
    value = "of the class"


for change in [lambda box: 1] * 5 + [grow, shrink, empty, swap_dict, take_over, other_class] + [lambda box: 8] * 2:
    print(store(Box(0), change))
del Box.__setattr__


# In the middle of a store: the value that is dropped changes the class, or the very attribute, as it dies.
class Dying:
    def __init__(self, last_will):
        self.last_will = last_will

    def __del__(self):
        self.last_will()


def rewrite(box, value):
    box.value = value
    return box.value


box = Box(0)
for last_will in (lambda: None, lambda: setattr(box, "value", "by the dying"), lambda: delattr(box, "value")):
    box.value = Dying(last_will)
    try:
        print(rewrite(box, "new"))
    except AttributeError as error:
        print(error)


# A trace function changes what the next instruction has a guess about.
def watched(box):
    a = box.kind
    b = box.kind
    c = box.kind
    return a, b, c, factor * 2


factor = 1
for _ in range(5):
    watched(Box(1))


def tracer(frame, event, argument):
    global factor
    if frame.f_code is not watched.__code__:
        return None
    frame.f_trace_opcodes = True
    if event == "line":
        Box.kind = Box.kind + "!"
        factor += 1
    return tracer


sys.settrace(tracer)
result = watched(Box(1))
sys.settrace(None)
print(result, watched(Box(1)))


# One place, objects of many types: modules, classes, instances with slots, with a dict, with neither, and an impostor.
class Slots:
    __slots__ = ("kind",)


class Lazy:
    def __getattr__(self, name):
        return "lazy " + name


class Meta(type):
    kind = "of the metaclass"


class Named(metaclass=Meta):
    pass


slots = Slots()
module = type(sys)("module")
module.kind = "module"
instance = Other()
instance.kind = "instance"


def look(owner):
    try:
        return owner.kind
    except AttributeError as error:
        return str(error)


for _ in range(3):
    for owner in (Box(1), slots, module, instance, Lazy(), Named, Box, 7, None, "text"):
        print(look(owner), end="; ")
    slots.kind = "slot"
    print()
    del slots.kind


# A container changes under an instruction that has looked at it.
class Key:
    def __init__(self, action):
        self.action = action

    def __hash__(self):
        return hash("k")

    def __eq__(self, other):
        self.action()
        return False

    def __index__(self):
        self.action()
        return 0


def item(container, key):
    try:
        return container[key]
    except (KeyError, IndexError) as error:
        return type(error).__name__


names = {"k": 1}
numbers = [1, 2]
for _ in range(3):
    print(item(names, "k"), item(numbers, 1), item((5, 6), 1), item("ab", 1), item(numbers, True))
print(item(names, Key(names.clear)), names, item(numbers, Key(numbers.clear)), numbers)


def loop(items):
    seen = []
    for value in items:
        seen.append(value)
        if len(seen) == 2 and isinstance(items, list):
            items.clear()
    return seen


class Count:
    def __iter__(self):
        return iter((1, 2, 3))


for items in ([1, 2, 3], (1, 2, 3), range(3), {1: 2}, (n for n in "ab"), Count(), [1, 2, 3]):
    print(loop(items), end=" ")
print()


# Globals and builtins: shadowed, unshadowed, replaced by a dict of another shape, between two looks in one line.
def globals_between():
    return len("ab"), change_globals(), len("ab"), change_globals(), len("ab")


def change_globals():
    if "len" in globals():
        del globals()["len"]
    else:
        globals()["len"] = lambda text: "shadow"


for _ in range(4):
    print(globals_between())


# A function's code, defaults and closure change between the making of the call and the next.
def target(a, b=2):
    return a + b


def longer(a, b=2, *rest, c=0):
    return "longer", a, b, rest, c


def caller(*change):
    return target(1), [each() for each in change], target(1)


def set_code():
    target.__code__ = longer.__code__


def set_defaults():
    target.__defaults__ = (20,)


def no_defaults():
    target.__defaults__ = None


for change in ((), (set_defaults,), (set_code,), (no_defaults,)):
    try:
        print(caller(*change))
    except TypeError as error:
        print(error)
