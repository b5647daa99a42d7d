"""The value of the scopes stage: one Scope for each block of code that has names of its own.

    def outer(a):            Scope(kind=FUNCTION, name="outer", symbols={"a": PARAM, "inner": LOCAL, ...})
        def inner():             resolution={"a": CELL, "inner": LOCAL}
            return a             children=[Scope(name="inner", resolution={"a": FREE})]

`symbols` says what the text does to each (mangled) name, as flag bits; `resolution` says where the name then lives.
The numbers are those of CPython's symtable module, so that tables can be compared entry by entry.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from cutaway.compiler.flowgraph.blocks import Location

# What is done to a name (bits of Scope.symbols; Include/internal/pycore_symtable.h).
DEF_GLOBAL: Final = 1
DEF_LOCAL: Final = 2
DEF_PARAM: Final = 4
DEF_NONLOCAL: Final = 8
USE: Final = 16
DEF_FREE_CLASS: Final = 64
DEF_IMPORT: Final = 128
DEF_ANNOT: Final = 256
DEF_COMP_ITER: Final = 512
DEF_BOUND: Final = DEF_LOCAL | DEF_PARAM | DEF_IMPORT

# Where a name lives (values of Scope.resolution).
UNKNOWN: Final = 0
LOCAL: Final = 1
GLOBAL_EXPLICIT: Final = 2
GLOBAL_IMPLICIT: Final = 3
FREE: Final = 4
CELL: Final = 5


class Kind(IntEnum):
    """What sort of block a scope belongs to; ANNOTATION blocks are read and thrown away."""

    FUNCTION = 0
    CLASS = 1
    MODULE = 2
    ANNOTATION = 3


class Comprehension(IntEnum):
    """Which comprehension a function scope stands for."""

    NONE = 0
    LIST = 1
    DICT = 2
    SET = 3
    GENERATOR = 4


@dataclass(slots=True, eq=False)
class Scope:
    """Names of one block.

    `parent` is the scope around it in the text (annotation scopes included), `children` the inner scopes in order.
    `parameters` are the mangled parameter names in the order of co_varnames.
    `directives` remember where `global`, `nonlocal` and `:=` named a name, for errors found later.
    `iteration_target` and `iterable_depth` are set while the collector is inside these parts of a comprehension.
    """

    kind: Kind
    name: str
    parent: Scope | None
    line: int
    nested: bool
    symbols: dict[str, int] = field(default_factory=dict)
    resolution: dict[str, int] = field(default_factory=dict)
    parameters: list[str] = field(default_factory=list)
    children: list[Scope] = field(default_factory=list)
    directives: list[tuple[str, Location]] = field(default_factory=list)
    comprehension: Comprehension = Comprehension.NONE
    is_generator: bool = False
    is_coroutine: bool = False
    has_varargs: bool = False
    has_varkeywords: bool = False
    needs_class_cell: bool = False
    iteration_target: bool = False
    iterable_depth: int = 0


@dataclass(slots=True)
class ScopeTable:
    """All scopes of one tree: `top` is the module's, `by_node` finds the scope that a node opens."""

    top: Scope
    by_node: dict[ast.AST, Scope]

    def release(self) -> None:
        """Cut the links from scopes to those around them, so that the table dies without the garbage collector."""
        for scope in self.by_node.values():
            scope.parent = None
