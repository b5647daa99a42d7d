"""The stand-ins behave as the modules that they stand in for, in all that our modules use of them."""

from __future__ import annotations

import ast
import dataclasses
import enum
import functools
import os
import pickle
import subprocess
import sys
import types
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import cutaway
from cutaway.launcher.names import ENGINES_IN_PYTHON, STAND_INS
from cutaway.launcher.stand_ins import ast as our_ast
from cutaway.launcher.stand_ins import collections_abc as our_collections_abc
from cutaway.launcher.stand_ins import dataclasses as our_dataclasses
from cutaway.launcher.stand_ins import enum as our_enum
from cutaway.launcher.stand_ins import functools as our_functools
from cutaway.launcher.stand_ins import os as our_os
from cutaway.launcher.stand_ins import types as our_types
from cutaway.launcher.stand_ins import typing as our_typing

PACKAGE = Path(cutaway.__file__).parent
TOOLS = ("show", "observe", "launcher/stand_ins", "native/generate.py", "native/build.py")
"""What never runs in a guest's process, or is a stand-in itself."""
OURS: dict[str, ModuleType] = {
    "ast": our_ast,
    "collections.abc": our_collections_abc,
    "dataclasses": our_dataclasses,
    "enum": our_enum,
    "functools": our_functools,
    "os": our_os,
    "types": our_types,
    "typing": our_typing,
}


def both(theirs: object, ours: object) -> Any:
    """Run a test with the original and with its stand-in."""
    return pytest.mark.parametrize("module", [theirs, ours], ids=["original", "stand-in"])


def test_every_stand_in_is_tested() -> None:
    assert {name: module.__name__ for name, module in OURS.items()} == STAND_INS


@both(dataclasses, our_dataclasses)
@pytest.mark.parametrize("slots", [False, True])
def test_a_dataclass(module: Any, slots: bool) -> None:
    @module.dataclass(frozen=True, slots=slots)
    class Item:
        name: str
        size: int = 1
        parts: list[int] = module.field(default_factory=list, repr=False, compare=False)

    item, same = Item("a"), Item(name="a", size=1)
    assert item == same
    assert hash(item) == hash(same)
    assert item != Item("b")
    assert item != ("a", 1)
    assert repr(item).endswith("Item(name='a', size=1)")
    assert item.parts == []
    assert item.parts is not same.parts
    assert Item.__match_args__ == ("name", "size", "parts")
    assert hasattr(item, "__dict__") != slots
    with pytest.raises(module.FrozenInstanceError, match="cannot assign to field 'name'"):
        item.name = "b"
    with pytest.raises(TypeError):
        Item()


@both(dataclasses, our_dataclasses)
def test_a_dataclass_that_inherits_and_changes(module: Any) -> None:
    @module.dataclass
    class Base:
        first: int

        def __post_init__(self) -> None:
            self.seen = self.first

    @module.dataclass
    class More(Base):
        second: int = 2

    @module.dataclass
    class Own(Base):
        def __post_init__(self) -> None:
            self.seen = -self.first

    more = More(1)
    assert (more.first, more.second) == (1, 2)
    assert more == More(1) != More(1, 3)
    more.second = 5
    assert more.second == 5
    assert Own(3).seen == -3
    with pytest.raises(TypeError):
        hash(Base(1))


@both(enum, our_enum)
def test_an_enum(module: Any) -> None:
    class Kind(module.IntEnum):
        MODULE = 0
        CLASS = 1

        @property
        def is_class(self) -> bool:
            return self == 1

    class State(module.Enum):
        FRESH = "fresh"
        STALE = "stale"

    assert Kind(1) is Kind.CLASS
    assert Kind["CLASS"] is Kind.CLASS
    assert [kind.name for kind in Kind] == ["MODULE", "CLASS"]
    assert len(Kind) == 2
    assert Kind.CLASS + 1 == 2
    assert Kind.CLASS.is_class
    assert not Kind.MODULE.is_class
    assert str(Kind.CLASS) == "1"
    assert repr(State.FRESH).endswith("State.FRESH: 'fresh'>")
    assert State("stale") is State.STALE
    assert State.STALE.value == "stale"
    assert str(State.FRESH) == "State.FRESH"
    assert {State.FRESH: 1}[State.FRESH] == 1
    assert isinstance(Kind.CLASS, int)
    assert State.FRESH != "fresh"
    with pytest.raises(ValueError, match="'lost' is not a valid"):
        State("lost")


@both(functools, our_functools)
def test_functions_of_functions(module: Any) -> None:
    calls = []

    @module.cache
    def doubled(number: int) -> int:
        """Double."""
        calls.append(number)
        return number * 2

    class Thing:
        @module.cached_property
        def weight(self) -> int:
            calls.append(0)
            return 7

    assert [doubled(2), doubled(2), doubled(3)] == [4, 4, 6]
    assert calls == [2, 3]
    assert doubled.__doc__ == "Double."
    assert doubled.__wrapped__(1) == 2
    thing = Thing()
    assert thing.weight == thing.weight == 7
    assert calls == [2, 3, 1, 0]
    assert module.partial(int, base=2)("11") == 3
    assert module.reduce(int.__add__, [1, 2, 3]) == 6


@both(os, our_os)
def test_files(module: Any, tmp_path: Path) -> None:
    assert module.fsdecode(b"a\xff") == "a\udcff"
    assert module.fsdecode(tmp_path) == str(tmp_path)
    assert module.fspath(tmp_path) == str(tmp_path)
    assert isinstance(tmp_path, module.PathLike)
    assert not isinstance("a", module.PathLike)
    with pytest.raises(TypeError):
        module.fsdecode(1)
    assert module.stat(tmp_path).st_mode == tmp_path.stat().st_mode


def test_the_environment_is_left_out() -> None:
    assert not hasattr(our_os, "environ")


@both(ast, our_ast)
def test_places_in_trees(module: Any) -> None:
    old = module.Name("a", module.Load(), lineno=1, col_offset=2, end_lineno=None, end_col_offset=4)
    new = module.copy_location(module.Constant(1), old)
    assert (new.lineno, new.col_offset, new.end_lineno, new.end_col_offset) == (1, 2, None, 4)
    assert module.Name is ast.Name


def test_types() -> None:
    ours = {name: value for name, value in vars(our_types).items() if name.endswith("Type")}
    assert ours == {name: getattr(types, name) for name in ours}


@both(typing, our_typing)
def test_named_tuples(module: Any) -> None:
    class Place(module.NamedTuple):
        line: int
        column: int = 0

        @property
        def both(self) -> int:
            return self.line + self.column

    place = Place(3)
    assert place == (3, 0) == Place(line=3, column=0)
    assert place.both == 3
    assert (place.line, place.column) == (3, 0)
    assert place._replace(column=4) == (3, 4)
    assert place._asdict() == {"line": 3, "column": 0}
    assert Place._fields == ("line", "column")
    assert Place._field_defaults == {"column": 0}
    assert repr(place) == "Place(line=3, column=0)"
    line, column = place
    assert (line, column) == (3, 0)
    for wrong in [(), (1, 2, 3)]:
        with pytest.raises(TypeError):
            Place(*wrong)
    with pytest.raises(TypeError):
        Place(1, row=2)


@both(typing, our_typing)
def test_words_of_annotations(module: Any) -> None:
    class Reads(module.Protocol):
        def read(self) -> int: ...

    class Reader(Reads):
        def read(self) -> int:
            return 1

    assert Reader().read() == 1
    assert module.cast(int, "1") == "1"
    assert module.TypeVar("T", bound=int).__name__ == "T"
    assert module.Callable[..., module.Any] | None is not None


def names_asked_for() -> list[tuple[str, str, str]]:
    """What our modules import from modules with a stand-in: (file, module, name)."""
    asked = []
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        if file.startswith(TOOLS) or f"cutaway.{file.replace('/', '.')}".startswith(ENGINES_IN_PYTHON):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module in STAND_INS and not node.level:
                asked += [(file, node.module, alias.name) for alias in node.names]
    return asked


def test_stand_ins_have_the_names_that_are_asked_for() -> None:
    missing = [(file, module, name) for file, module, name in names_asked_for() if not hasattr(OURS[module], name)]
    assert missing == []


def test_a_budget_crosses_processes() -> None:
    from cutaway.base.budgets import Budgets

    assert pickle.loads(pickle.dumps(Budgets(instructions=5))) == Budgets(instructions=5)


def test_the_guest_gets_the_originals() -> None:
    program = "import dataclasses, enum, typing; print(dataclasses.__name__, enum.__name__, typing.__name__)"
    run = [sys.executable, "-m", "cutaway", "run", "-c", program]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("dataclasses enum typing\n", "")
