"""Variable annotations in modules, classes and functions; the future import; typing's readers."""
import typing

a: int = 1
b: str
c: "forward" = 3
(d): float = 4
e: print("annotation evaluated at module level") = 5
print(__annotations__)


class C:
    x: int
    y: "C" = None
    z: list[int] = []
    (w): int = 3
    self_attr: print("in class") = 1
    __private: int = 0


print(C.__annotations__)


def f():
    v: undefined_name = 1
    w: also_undefined
    (u): 1 / 0 = 2
    try:
        return w
    except UnboundLocalError as error:
        return v, u, str(error), f.__annotations__


print(f())


def g(p: int, *q: str, r: float = 1, **s: bytes) -> None: ...


print(g.__annotations__, typing.get_type_hints(g))


class Target:
    pass


t = Target()
t.attr: int = 5
items = [0]
items[0]: print("evaluated, not stored") = 9
print(t.attr, items)
try:
    exec("q: undefined_annotation = 1")
except NameError as error:
    print(error)
order = []


def log(v):
    order.append(v)
    return {} if v == "target" else v


log("target")[log("key")]: log("annotation") = log("value")
print(order)
namespace = {}
exec("from __future__ import annotations\nx: not_evaluated + 1 = 5\ndef f(a: b, *c: d) -> e[1:2, ...]: pass\nclass K:\n  y: lambda: (yield) if False else 0\n", namespace) if False else exec(
    "from __future__ import annotations\nx: not_evaluated + 1 = 5\ndef f(a: b, *c: d.e) -> e[1:2, ...]: pass\nclass K:\n  y: lambda q, /, *r: not {1, *q} if f'{r!r:>3}' else -x ** 2\n", namespace)
print(namespace["__annotations__"], namespace["f"].__annotations__, namespace["K"].__annotations__)


class TD(typing.TypedDict, total=False):
    name: str
    year: typing.Required[int]


class NT(typing.NamedTuple):
    a: int
    b: str = "x"


print(TD(name="n"), TD.__required_keys__, NT(1), NT(1)._asdict(), NT._field_defaults, typing.get_type_hints(NT))
T = typing.TypeVar("T")


class Stack(typing.Generic[T]):
    def push(self, item: T) -> "Stack[T]":
        return self


print(Stack[int], Stack[int]().push(1).__orig_class__, typing.get_args(dict[str, list[int]]), int | None, typing.Optional[int], list[int] | str)
print(typing.get_type_hints(C), isinstance(3, int | str), typing.Union[int, str, int])


@typing.runtime_checkable
class Proto(typing.Protocol):
    def method(self): ...


class Has:
    def method(self): ...


print(isinstance(Has(), Proto), isinstance(3, Proto))


@typing.overload
def over(x: int): ...
@typing.overload
def over(x: str): ...
def over(x):
    return x


print(len(typing.get_overloads(over)), typing.cast(int, "s"), typing.get_origin(list[int]))
try:
    Stack[int, str]
except TypeError as error:
    print(error)
for source in ("x: int: str", "(a, b): int", "[a]: int = 1", "f(): int", "x: int, y: int", "a: int = b: int = 3", "*a: int", "x: yield", "def f(): x: (yield)"):
    try:
        compile(source, "f", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(source, "->", error.msg)
