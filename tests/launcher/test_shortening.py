"""The short form of a module does what the module does, and its classes are what the originals make of them."""

from __future__ import annotations

import ast
import builtins
import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cutaway
from cutaway.launcher.bundle import Found
from cutaway.launcher.bundling import FIRST, _everything, _groups
from cutaway.launcher.names import STAND_INS
from cutaway.launcher.private_imports import PrivateImports
from cutaway.launcher.shortening import shortened

PACKAGE = Path(cutaway.__file__).parent

SOURCE = '''\
"""A module."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Literal, NamedTuple, Protocol, TypeVar, cast

from os import sep as separator

from cutaway.cache.malformed import ForeignFileError, ShortFileError
from cutaway.cache.malformed import MalformedMarshalError, UnknownFlagsError

T = TypeVar("T")
Size = Literal["small", "large"]
LIMIT: int = 3
"""Said of LIMIT."""
later: str


class Reads(Protocol):
    """What can be read."""

    def read(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Item:
    """A thing."""

    name: str
    size: int = LIMIT
    parts: list[int] = field(default_factory=list)

    @property
    def both(self) -> str:
        """Both."""
        return self.name * self.size


@dataclass(slots=True, eq=False)
class Plain:
    value: int

    def __post_init__(self) -> None:
        self.value += 1


class Place(NamedTuple):
    """Where."""

    line: int
    column: int = 0

    def moved(self) -> Place:
        return self._replace(column=self.column + 1)


class State(Enum):
    """Of a file."""

    FRESH = "fresh"
    """Said of it."""
    STALE = "stale"


class Kind(IntEnum):
    MODULE = 0
    CLASS = 1


class Table(dict[str, int]):
    """Of sizes."""


NEVER = (UnknownFlagsError,)


def refuse(how: int) -> None:
    if how == 0:
        raise ShortFileError("it is short", 0)
    if how == 1:
        raise MalformedMarshalError("it is no data", 1)
    if how == 2:
        raise UnknownFlagsError(8)
    raise KeyError(how)


def refused(how: int) -> str:
    try:
        refuse(how)
    except ShortFileError as short:
        return f"short: {short}"
    except (ForeignFileError, MalformedMarshalError, KeyError) as other:
        return f"other: {other}"
    except NEVER:
        return cast("str", cast(str, "never"))
    return ""


class Reader(Reads):
    def read(self) -> int:
        """Only this."""


def work(items: Iterable[Item]) -> list[str]:
    """Do it."""
    import json

    return [item.both for item in items]
'''


@pytest.fixture(scope="module", params=["as it is", "short"])
def module(request: pytest.FixtureRequest) -> Any:
    """The module above, as the host runs it and in its short form, filled in as a start does it."""
    space: dict[str, Any] = {"__name__": __name__, "__package__": ""}
    space["__builtins__"] = {**vars(builtins), "_of_": lambda name, error: getattr(sys.modules[name], error)}
    if request.param == "as it is":
        exec(compile(SOURCE, "sample.py", "exec"), space)
    else:
        code, rows = shortened("sample", SOURCE, "sample.py", False, lambda name: name)
        for source, names in rows:
            found = __import__(source, fromlist=("*",))
            space.update({here: getattr(found, there) if there else found for there, here in names})
        exec(code, space)
    made = type(sys)("sample")
    made.__dict__.update(space)
    return made


def test_records(module: Any) -> None:
    item, same = module.Item("a"), module.Item(name="a", size=3)
    assert item == same
    assert hash(module.Item("a", 1, ())) == hash(module.Item("a", 1, ()))
    assert item != module.Item("b")
    assert item != ("a", 3, [])
    assert repr(item) == "Item(name='a', size=3, parts=[])"
    assert item.parts is not same.parts
    assert module.Item.__match_args__ == module.Item.__slots__ == ("name", "size", "parts")
    with pytest.raises(AttributeError, match="cannot assign to field 'name'"):
        item.name = "b"
    with pytest.raises(TypeError):
        module.Item()
    plain = module.Plain(4)
    assert plain.value == 5
    assert plain != module.Plain(4)
    assert {plain}
    place = module.Place(3)
    assert place == (3, 0) == module.Place(line=3, column=0)
    assert place.moved() == (3, 1)
    assert (place.line, place.column) == (3, 0)
    assert place._asdict() == {"line": 3, "column": 0}
    assert module.Place._fields == ("line", "column")
    assert repr(place) == "Place(line=3, column=0)"
    for wrong in [(), (1, 2, 3)]:
        with pytest.raises(TypeError):
            module.Place(*wrong)


def test_the_rest(module: Any) -> None:
    assert module.work([module.Item("a", 2)]) == ["aa"]
    assert module.Reader().read() is None
    assert module.separator == "/"
    assert module.LIMIT == 3
    assert not hasattr(module, "later")


def test_constants(module: Any) -> None:
    state, kind = module.State, module.Kind
    assert (state.FRESH.name, state.FRESH.value) == ("FRESH", "fresh")
    assert state.FRESH is not state.STALE
    assert {state.FRESH: 1}[state.FRESH] == 1
    assert "FRESH: 'fresh'" in repr(state.FRESH)
    assert (kind.MODULE, kind.CLASS) == (0, 1)
    assert [10, 20][kind.CLASS] == 20


def test_errors_at_need(module: Any) -> None:
    assert module.refused(0) == "short: it is short (at byte 0)"
    assert module.refused(1) == "other: marshal: it is no data (at byte 1)"
    assert module.refused(2) == "never"
    assert module.refused(3) == "other: 3"
    assert module.Table(a=1) == {"a": 1}


def test_what_is_left_out() -> None:
    code, rows = shortened("sample", SOURCE, "sample.py", False, lambda name: name)
    asked = dict(rows)
    assert asked["sys"] == ((None, "sys"),)
    assert asked["os"] == (("sep", "separator"),)
    assert "Said of" not in repr(code.co_consts)
    # Raised and caught in functions only; the fourth stands in a tuple of the module.
    assert asked["cutaway.cache.malformed"] == (("UnknownFlagsError", "UnknownFlagsError"),)
    assert not any(isinstance(each, tuple) and "Iterable[Item]" in each for each in code.co_consts)
    work = next(each for each in code.co_consts if getattr(each, "co_name", "") == "work")
    assert "Do it." not in work.co_consts
    _, rows = shortened("sample", SOURCE, "sample.py", False, lambda name: STAND_INS.get(name, name))
    assert not {source for source, _ in rows} & {STAND_INS["enum"], STAND_INS["typing"]}


def test_a_class_that_asks_for_more_is_left_alone() -> None:
    source = (
        "from dataclasses import dataclass, field\n"
        "@dataclass(slots=True)\nclass A:\n x: int = field(default=1, repr=False)\n"
    )
    code, rows = shortened("sample", source, "sample.py", False, lambda name: name)
    space: dict[str, Any] = {"dataclass": dataclasses.dataclass, "field": dataclasses.field, "__name__": __name__}
    exec(code, space)
    assert repr(space["A"]()).endswith("A()")
    assert ("dataclasses", (("dataclass", "dataclass"), ("field", "field"))) in rows


@pytest.fixture(scope="module")
def modules() -> dict[str, Found]:
    root = str(PACKAGE.parent)
    library: str = sys._stdlib_dir  # type: ignore[attr-defined]
    return {found.name: found for found in _everything([root, library, library + "/lib-dynload"])}


def names_asked_for(modules: dict[str, Found]) -> Iterator[tuple[str, Found, str]]:
    """Give, for each name in a row that is no module itself: who asks for it, the module of ours asked, the name."""
    for found in modules.values():
        for source, names in found.imports:
            asked = modules.get(source)
            if asked is None or not source.startswith("cutaway"):
                continue
            for there, _ in names:
                compiled = Path(asked.path).with_name(f"{there}.pyi")
                if there and f"{source}.{there}" not in modules and not compiled.exists():
                    yield found.name, asked, there


def test_every_row_leads_to_something(modules: dict[str, Found]) -> None:
    """A name that a row asks for is defined by the module that it asks, or is a module itself."""
    missing = []
    for asking, asked, name in names_asked_for(modules):
        tree = ast.parse(Path(asked.path).read_text())
        defined = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        defined |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)}
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import)]
        defined |= {alias.asname or alias.name for node in imports for alias in node.names}
        if not {name, "*"} & defined:
            missing.append((asking, asked.name, name))
    assert missing == []


def test_what_a_short_form_leaves_out_nobody_asks_it_for(modules: dict[str, Found]) -> None:
    """A class of errors that a module looks up at need is not in its namespace for others to import from there."""
    missing = []
    for asking, asked, name in names_asked_for(modules):
        has = {*asked.code.co_names, *[here for _, names in asked.imports for _, here in names]}
        if name not in has and ("*",) not in asked.code.co_consts:
            missing.append((asking, asked.name, name))
    assert missing == []


def test_groups(modules: dict[str, Found]) -> None:
    groups = _groups(modules)
    first, start, compiler = groups
    assert len({*first, *start, *compiler}) == len(first) + len(start) + len(compiler)
    assert len(first) < 6
    assert "cutaway.universe.takeover" in start
    assert "cutaway.compiler.scopes.collect" in compiler
    assert not any(name.startswith("cutaway.compiler") for name in start)
    assert set(FIRST) <= modules.keys()
    assert PrivateImports.__module__ in FIRST
