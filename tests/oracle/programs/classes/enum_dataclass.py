"""enum and dataclasses: the standard library's heaviest users of class machinery."""
import dataclasses
import enum
from dataclasses import dataclass, field
from typing import ClassVar


class Colour(enum.Enum):
    RED = 1
    GREEN = "g"
    ALIAS = 1

    @property
    def lower(self):
        return self.name.lower()

    def __str__(self):
        return f"colour {self.name}"


print(list(Colour), Colour.ALIAS is Colour.RED, Colour("g"), Colour["RED"], Colour.RED.lower, Colour.__members__)
for action in ("Colour(7)", "Colour['X']", "Colour.RED = 2", "class Sub(Colour): pass", "Colour.RED < Colour.GREEN", "del Colour.RED"):
    try:
        exec(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)


class Flags(enum.Flag):
    A = enum.auto()
    B = enum.auto()
    C = enum.auto()
    AB = A | B


print(Flags.A | Flags.C, Flags.AB & Flags.B, ~Flags.A, Flags(5), bool(Flags(0)), list(Flags.AB), Flags.A in Flags.AB)


class Number(enum.IntEnum):
    ONE = 1
    TWO = 2


print(Number.ONE + Number.TWO, sorted([Number.TWO, Number.ONE]), f"{Number.ONE}", repr(Number.ONE), Number.ONE == 1)


class S(enum.StrEnum):
    X = enum.auto()
    Y = "why"


print(S.X, S.Y.upper(), repr(S.X))
Made = enum.Enum("Made", "P Q")
print(list(Made))


class Planet(enum.Enum):
    EARTH = (5.976e24, 6.37814e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius


print(Planet.EARTH.mass, Planet.EARTH.value)


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False, repr=False)
    count: ClassVar[int] = 5

    def __post_init__(self):
        self.sum = self.x + self.y


p = Point(1, 2)
print(p, p == Point(1, 2), p < Point(1, 3), dataclasses.asdict(p), dataclasses.astuple(p), dataclasses.replace(p, x=9), p.sum)
print([f.name for f in dataclasses.fields(Point)], Point.__match_args__, Point.__eq__ is not object.__eq__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    a: int
    b: str = "b"


f = Frozen(a=1)
print(f, hash(f) == hash(Frozen(a=1)), Frozen.__slots__)
for action in ("f.a = 2", "del f.a", "Frozen(1)", "Frozen()", "Point()", "Point(1, 2, 3, 4)"):
    try:
        exec(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)


@dataclass
class Child(Point):
    z: int = 3


print(Child(1), Child(1, z=5))
try:

    @dataclass
    class Wrong:
        a: int = 1
        b: int

except TypeError as error:
    print(error)
try:

    @dataclass
    class Mutable:
        a: list = []

except ValueError as error:
    print(error)


@dataclass
class Init:
    a: dataclasses.InitVar[int]
    b: int = field(init=False)

    def __post_init__(self, a):
        self.b = a * 2


print(Init(4), dataclasses.make_dataclass("Dyn", [("q", int), ("r", str, "r")])(1))
