"""What is measured: each row a program, how its size is found, what it must come to and what it aims at.

    ROWS["fib"]  ->  Row(name="fib", group="programs", must=None, aim=None, ...)

In: the files of programs/ and micro/.  Out: ROWS by name, in the order of the table, and GROUPS, whose rows also have a
bound together (the geometric mean, the worst).  A bound is a ratio to CPython's cost; 1.0 is as dear as CPython.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent

Growth = Callable[[int, float], int]
"""In: a size, and how many times as much work is wanted.  Out: the size for that."""


def by_degree(degree: float) -> Growth:
    """The work grows as the size to the power of `degree`."""
    return lambda size, factor: max(1, round(size * factor ** (1 / degree)))


def by_base(base: float) -> Growth:
    """The work grows `base` times with each step of the size."""
    return lambda size, factor: max(1, size + round(math.log(factor, base)))


LINEAR = by_degree(1)


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that a cost may be, and what it had better be, in times CPython's."""

    must: float
    aim: float


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to measure."""

    name: str
    program: Path
    what: str
    group: str
    bound: Bound | None = None
    engine: str = "native"
    field: str = "seconds"
    """Of the Sample: "seconds" of the work, "process_seconds" with start and end, or "size" in bytes."""
    size: int | None = None
    """The first size to try; None: the program takes none."""
    seconds: float = 0.2
    """What the program is to take under CPython: the size is chosen so."""
    growth: Growth = LINEAR
    through_run: bool = False
    """Started as `cutaway run FILE`, not by `cutaway-python FILE`."""
    times: int = 1
    """How many runs make up for one of another row: short ones need more."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, and what they must come to together."""

    name: str
    title: str
    mean: Bound | None = None
    worst: Bound | None = None


GROUPS = {
    group.name: group
    for group in (
        Group("programs", "the seven programs", mean=Bound(1.4, 1.0), worst=Bound(2.0, 1.3)),
        Group("calls", "calls"),
        Group("control", "generators, exceptions, with"),
        Group("host", "the host calls the guest"),
        Group("start", "start and imports"),
        Group("memory", "memory"),
        Group("plain", "the plain engine, the seven programs", mean=Bound(60.0, 40.0)),
        Group("families", "families of instructions, no bound"),
    )
}

_PROGRAMS: dict[str, tuple[int, Growth]] = {
    "fib": (27, by_base(1.618)),
    "loops": (150, LINEAR),
    "mandelbrot": (180, by_degree(2)),
    "nbody_attr": (20000, LINEAR),
    "nqueens": (8, by_base(9.0)),
    "richards": (700, LINEAR),
    "wordcount": (40000, LINEAR),
}

_CALL, _HOST = Bound(1.8, 1.2), Bound(1.5, 1.1)
_START = Bound(2.0, 1.3)

_MICRO: dict[str, tuple[str, str, Bound, int]] = {
    "call_by_keyword": ("calls", "call with keywords", _CALL, 400_000),
    "call_defaults": ("calls", "call with defaults", _CALL, 400_000),
    "call_closure": ("calls", "call of a closure", _CALL, 400_000),
    "call_star": ("calls", "*args and **kw", _CALL, 160_000),
    "call_super": ("calls", "method through super()", _CALL, 250_000),
    "property_access": ("calls", "property", _CALL, 600_000),
    "dataclass_construction": ("calls", "construction of a dataclass", _CALL, 160_000),
    "generator_next": ("control", "next of a generator", _CALL, 600_000),
    "yield_from_deep": ("control", "yield from, depth 10", _CALL, 130_000),
    "async_ping_pong": ("control", "async ping-pong", _CALL, 100_000),
    "raise_and_catch": ("control", "exception raised and caught", _CALL, 250_000),
    "with_block": ("control", "with block", _CALL, 320_000),
    "host_sorted_key": ("host", "sorted(key=f)", _HOST, 250_000),
    "host_map": ("host", "map(f, items)", _HOST, 700_000),
    "host_re_sub": ("host", "re.sub with a function", _HOST, 350_000),
}
_FAMILIES = {
    "attributes": 400_000, "call_keywords": 100_000, "call_methods": 160_000, "call_positional": 1_600_000,
    "comprehensions": 80_000, "containers": 160_000, "coroutines": 160_000, "exceptions": 240_000,
    "generators": 240_000, "host_calls_guest": 80_000, "matching": 160_000, "strings": 160_000,
}  # fmt: skip


def _rows() -> list[Row]:
    programs, micro = HERE / "programs", HERE / "micro"
    rows = [
        Row(name, programs / f"{name}.py", name, "programs", size=size, growth=growth)
        for name, (size, growth) in _PROGRAMS.items()
    ]
    rows += [
        Row(name, micro / f"{name}.py", what, group, bound, size=size)
        for name, (group, what, bound, size) in _MICRO.items()
    ]
    hello, imports = micro / "startup.py", micro / "imports.py"
    rows += [
        Row("hello", hello, "hello world: CPU", "start", _START, field="process_seconds", through_run=True, times=4),
        Row("hello_memory", micro / "startup_memory.py", "hello world: resident memory", "start", Bound(2.0, 1.5),
            field="size", through_run=True),
        Row("imports", imports, "import asyncio, json, ...: the imports alone", "start", _START),
        Row("imports_process", imports, "import asyncio, json, ...: the whole process", "start", _START,
            field="process_seconds"),
        Row("generator_memory", micro / "generator_memory.py", "a suspended generator", "memory", Bound(1.5, 1.2),
            field="size"),
        Row("frame_memory", micro / "frame_memory.py", "a frame in deep recursion", "memory", Bound(2.0, 1.2),
            field="size"),
    ]  # fmt: skip
    rows += [
        Row(f"plain_{name}", programs / f"{name}.py", name, "plain", engine="plain", size=size, growth=growth,
            seconds=0.03)
        for name, (size, growth) in _PROGRAMS.items()
    ]  # fmt: skip
    rows += [
        Row(name, micro / f"{name}.py", name.replace("_", " "), "families", size=size)
        for name, size in _FAMILIES.items()
    ]
    return rows


ROWS: dict[str, Row] = {row.name: row for row in _rows()}


def chosen(names: list[str], *, families: bool = False) -> list[Row]:
    """The rows that names of rows or groups stand for; without names those of issue and plan, `families` on request.

    Raises LookupError for a name that is neither a row's nor a group's.
    """
    for name in names:
        if name not in ROWS and name not in GROUPS:
            raise LookupError(f"no row and no group is called {name}; there are {', '.join([*GROUPS, *ROWS])}")
    if names:
        return [row for row in ROWS.values() if row.name in names or row.group in names]
    return [row for row in ROWS.values() if families or row.group != "families"]
