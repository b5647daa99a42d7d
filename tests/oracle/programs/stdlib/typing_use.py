"""typing-heavy code: Protocols, Generics, NewType, ParamSpec, Self, Annotated, get_type_hints."""
from __future__ import annotations

import dataclasses
import typing
from typing import *

T = TypeVar("T", bound="Base")
K, V = TypeVar("K"), TypeVar("V")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
UserId = NewType("UserId", int)


class Base: ...


class Mapping2(Generic[K, V]):
    def get(self, k: K) -> V | None: ...


class Sub(Mapping2[str, V]): ...


class Variadic(Generic[Unpack[Ts]]): ...


def decorate(f: Callable[P, T]) -> Callable[Concatenate[int, P], list[T]]:
    return f


@dataclasses.dataclass
class Node(Generic[T]):
    value: T
    next: Optional[Node[T]] = None
    tags: ClassVar[list[str]] = ()


print(UserId(5), Mapping2[str, int], Sub[int], Sub.__parameters__, Mapping2.__orig_bases__, Variadic[int, str], Node(1, Node(2)))
print(get_type_hints(decorate), get_type_hints(Node))
print(get_origin(Callable[[int], str]), get_args(Callable[[int], str]), get_args(Annotated[int, "meta"]), Literal[1, "a", True], Annotated[int, "m"].__metadata__)


class Closer(Protocol):
    name: str

    def close(self) -> None: ...


@runtime_checkable
class Sized2(Protocol):
    def __len__(self) -> int: ...


print(isinstance([], Sized2), isinstance(3, Sized2))
try:
    isinstance(3, Closer)
except TypeError as e:
    print(e)
try:
    Closer()
except TypeError as e:
    print(e)


class Movie(TypedDict):
    title: Required[str]
    year: NotRequired[int]


class Emp(NamedTuple):
    name: str
    id: int = 3

    def hello(self) -> str:
        return f"hi {self.name}"


print(Movie(title="x"), Movie.__required_keys__, Movie.__annotations__, Emp("a").hello(), Emp.__annotations__, Emp("b") == ("b", 3))
for bad in ("Mapping2[int]", "Optional[1, 2]", "Union[()]", "Generic[int]", "List[int, str]", "class X(Generic[T], Generic[K]): pass", "Literal[int]()", "ClassVar[ClassVar[int]]", "TypeVar('Q', int)", "class Y(Final): pass"):
    try:
        exec(bad)
        print(bad, "fine")
    except TypeError as e:
        print(bad, "->", e)


@final
class Leaf: ...


@no_type_check
def nothing(x: undefined): ...


print(Leaf.__final__, get_type_hints(nothing), assert_type(3, str), reveal_type(5), is_typeddict(Movie), TYPE_CHECKING, Any, NoReturn, Self)


def overloads():
    @overload
    def f(x: int) -> int: ...
    @overload
    def f(x: str) -> str: ...
    def f(x): return x
    return get_overloads(f), f(1)


print(len(overloads()[0]), list[int].__class__.__name__, int | None, (int | str).__args__, list[T][int] if False else List[K][int], Dict[K, V][str, int])
