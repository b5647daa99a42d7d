"""What code generation gives to the back end for each code object: a CodeUnit.

codegen.generate(...)            makes one for each code object, the inner ones first: they are constants
assembler.assemble(unit)         of the outer ones
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cutaway.compiler.constants import ConstantPool
from cutaway.compiler.flowgraph.blocks import Block


@dataclass(slots=True)
class CodeUnit:
    """Everything about one code object that is known before its blocks are optimised and laid out.

    `names`, `varnames`, `cellvars`, `freevars` map name -> index, in index order; `constants` maps the key of
    `constant_key` (types and signs of zero told apart) -> (index, value) in index order.
    Free variables are numbered after the cell variables: the first free variable's index is len(cellvars).
    `flags` are the CO_* flags of the finished code object, computed by codegen.
    `first_line` is co_firstlineno. `ends_with_return_none` asks the back end to add `return None` where the last
    block does not return (CPython: the addNone argument of assemble()); without it only RETURN_VALUE is added.
    `pool` is shared by all units of one compilation, so that equal constants are one object.
    """

    name: str
    qualname: str
    filename: str
    first_line: int
    flags: int
    entry: Block
    argcount: int = 0
    posonlyargcount: int = 0
    kwonlyargcount: int = 0
    names: dict[str, int] = field(default_factory=dict)
    varnames: dict[str, int] = field(default_factory=dict)
    cellvars: dict[str, int] = field(default_factory=dict)
    freevars: dict[str, int] = field(default_factory=dict)
    constants: dict[Any, tuple[int, Any]] = field(default_factory=dict)
    ends_with_return_none: bool = False
    is_interactive_or_expression: bool = False
    pool: ConstantPool = field(default_factory=ConstantPool)
