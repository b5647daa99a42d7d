"""match: sequences, mappings, classes, __match_args__, and the errors of class patterns."""
import collections
from dataclasses import dataclass


def seq(x):
    match x:
        case []:
            return "empty"
        case [1]:
            return "just one"
        case [1, *rest] if len(rest) > 3:
            return "one and many", rest
        case [first, *_, last] if first == last:
            return "same ends", first
        case [[a, b], *others]:
            return "pair first", a, b, others
        case [_, _]:
            return "two"
        case [*everything]:
            return "everything", everything
        case _:
            return "no sequence"


for x in ([], [1], [1, 2, 3, 4, 5], (7, 0, 7), [[1, 2], 3, 4], [5, 6], (1, 2, 3), "ab", b"ab", {1, 2}, iter([1]), range(2), collections.deque([9, 8, 7]), bytearray(b"x")):
    print(type(x).__name__, seq(x))


def mapping(x):
    match x:
        case {"type": "circle", "r": r}:
            return "circle", r
        case {"type": str(kind), **rest}:
            return kind, rest
        case {1: one, None: none, -1.5: minus}:
            return one, none, minus
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


for x in ({"type": "circle", "r": 1, "z": 0}, {"type": "square", "w": 2}, {1: "a", None: "b", -1.5: "c"}, {}, {"q": 1}, [], collections.defaultdict(int), collections.OrderedDict(type="o")):
    print(mapping(x))


class DictLike(dict):
    def __missing__(self, key):
        return "made up"


print(mapping(DictLike()), mapping(collections.Counter("aab")))


@dataclass
class Point:
    x: int
    y: int = 0


class Named:
    __match_args__ = ("name", "age")

    def __init__(self, name, age):
        self.name, self.age = name, age


class NoArgs:
    attr = 5


def classes(x):
    match x:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return "on y axis", y
        case Point(a, b) if a == b:
            return "diagonal", a
        case Point():
            return "a point"
        case Named("Bob", age=age):
            return "Bob", age
        case Named(name):
            return "named", name
        case NoArgs(attr=v):
            return "attr", v
        case int(n) | float(n):
            return "number", n
        case str(s):
            return "str", s
        case list([a, b]):
            return "list of two", a, b
        case dict() as d:
            return "dict", d
        case tuple((1, *rest)):
            return "tuple", rest
        case bool():
            return "never: int comes first"


for x in (Point(0, 0), Point(0, 5), Point(3, 3), Point(1, 2), Named("Bob", 30), Named("Al", 1), NoArgs(), 5, 2.5, True, "s", [1, 2], {"a": 1}, (1, 2, 3), set()):
    print(classes(x))


def try_match(subject, pattern):
    namespace = {"subject": subject, "Point": Point, "NoArgs": NoArgs, "Named": Named, "Bad": Bad, "Dup": Dup, "five": 5}
    source = f"match subject:\n    case {pattern}:\n        result = 'matched'\n    case _:\n        result = 'no match'"
    try:
        exec(source, namespace)
        print(pattern, "->", namespace["result"])
    except Exception as e:
        print(pattern, "->", type(e).__name__, e)


class Bad:
    __match_args__ = ["a"]
    a = 1


class Dup:
    __match_args__ = (5,)


for subject, pattern in (
    (Point(1, 2), "Point(1, 2, 3)"), (NoArgs(), "NoArgs(5)"), (Bad(), "Bad(1)"), (Dup(), "Dup(1)"), (Named("n", 1), "Named('n', name='n')"),
    (5, "five()"), (5, "int(1, 2)"), (5, "int(real=5)"), (5, "int(missing=5)"), ("s", "str('s')"), ({"a": 1}, "{'a': 1, 'a': 2}"),
    ([1], "[x, x]"), ([1], "x | y"), ([1], "[*a, *b]"), (1, "x if y"), ({}, "{**_}"), ({"k": 1}, "{k: 1}"), (1, "Point.x"), (1, "-x"), (1, "f'{x}'"),
    (1, "x as _"), (1, "_ | 1"), (1, "(1 | x)"), (1, "[1, 2, x, y] | [x, y]"), ({1: 2}, "{1: x, **r}"), (1, "1 + 2"), (1, "1 + 2j"), (1, "Point(x=1, x=2)"), (1, "Point(x=1, 2)"),
):
    try_match(subject, pattern)


class Raising:
    @property
    def x(self):
        raise ValueError("property in pattern")


try:
    match Raising():
        case Raising(x=1):
            pass
except ValueError as e:
    print(e)


class Seq(collections.abc.Sequence):
    def __len__(self):
        print("len")
        return 3

    def __getitem__(self, i):
        print("get", i)
        if i > 2:
            raise IndexError
        return i


match Seq():
    case [a, *_, b]:
        print(a, b)
match Seq():
    case [a, *m, b]:
        print(a, m, b)
