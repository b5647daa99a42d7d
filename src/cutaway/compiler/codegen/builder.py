"""The code object being generated: its blocks, its tables of names and constants, the place in the source.

    unit.location = (1, 1, 0, 5)
    unit.load_const(3)                 append LOAD_CONST to the current block
    unit.jump(POP_JUMP_IF_FALSE, end)  append a jump; what follows goes to a new block
    unit.use_block(end)                go on in `end`, which the current block falls into

Visitors (the other files of this package) write into a UnitBuilder; `finish` gives the value for the back end.
The counterpart in CPython is `struct compiler_unit` with the `compiler_addop*` functions of Python/compile.c.
"""

from __future__ import annotations

# Bound at import: the guest may change what `warnings` shows, but not what our compiler calls.
from _warnings import warn_explicit
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from types import CodeType
from typing import TYPE_CHECKING, Any

from cutaway.bytecode.opcodes import CALL, JUMP, LOAD_CONST, PRECALL, RESUME, RETURN_VALUE
from cutaway.compiler.constants import ConstantPool
from cutaway.compiler.flowgraph.blocks import Block, Instruction, Location
from cutaway.compiler.mangling import mangle
from cutaway.compiler.scopes.scope import CELL, DEF_FREE_CLASS, FREE, GLOBAL_EXPLICIT, Kind, Scope, ScopeTable
from cutaway.compiler.unit import CodeUnit

if TYPE_CHECKING:
    from cutaway.compiler.codegen.frame_block import FrameBlock

STACK_USE_GUIDELINE = 30
"""CPython's soft limit: longer displays and calls are built in parts instead of on the stack."""

CO_OPTIMIZED = 0x1
CO_NEWLOCALS = 0x2
CO_VARARGS = 0x4
CO_VARKEYWORDS = 0x8
CO_NESTED = 0x10
CO_GENERATOR = 0x20
CO_COROUTINE = 0x80
CO_ASYNC_GENERATOR = 0x200


class UnitKind(IntEnum):
    """What a code object is the body of."""

    MODULE = 0
    CLASS = 1
    FUNCTION = 2
    ASYNC_FUNCTION = 3
    LAMBDA = 4
    COMPREHENSION = 5


_HAS_LOCALS_IN_QUALNAME = (UnitKind.FUNCTION, UnitKind.ASYNC_FUNCTION, UnitKind.LAMBDA)
_CAN_BE_DECLARED_GLOBAL = (UnitKind.FUNCTION, UnitKind.ASYNC_FUNCTION, UnitKind.CLASS)


@dataclass(slots=True)
class Compilation:
    """What all code objects of one source share.

    `code_flags` are the CO_FUTURE_* bits for every code object; `last_future_line` the line up to which future
    statements may stand; `assemble` the back end.  `warnings_to_skip` counts the warnings that an earlier attempt
    on the same tree has issued already, `warnings_issued` those of this one.
    """

    filename: str
    table: ScopeTable
    code_flags: int
    future_annotations: bool
    last_future_line: int
    optimize: int
    interactive: bool
    top_level_await: bool
    assemble: Callable[[CodeUnit], CodeType]
    warnings_to_skip: int = 0
    warnings_issued: int = 0
    pool: ConstantPool = field(default_factory=ConstantPool)


class UnitBuilder:
    """One code object under construction.

    `location` is the place given to instructions emitted now; `class_name` the innermost class, for private names;
    `frame_blocks` the statements whose clean-up a `return`, `break` or `continue` must run; `loads` the instruction
    and oparg for each name loaded so far.
    """

    __slots__ = (
        "argcount",
        "cellvars",
        "class_name",
        "compilation",
        "constants",
        "current",
        "entry",
        "first_line",
        "frame_blocks",
        "freevars",
        "kind",
        "kwonlyargcount",
        "loads",
        "location",
        "name",
        "names",
        "posonlyargcount",
        "qualname",
        "scope",
        "varnames",
        "_block_count",
        "_needs_block",
    )

    def __init__(
        self, compilation: Compilation, parent: UnitBuilder | None, node: Any, name: str, kind: UnitKind, line: int
    ) -> None:
        self.compilation = compilation
        self.scope: Scope = compilation.table.by_node[node]
        self.kind = kind
        self.name = name
        self.class_name: str | None = parent.class_name if parent is not None else None
        self.qualname = name if parent is None else _qualified_name(parent, name, kind)
        self.first_line = line
        self.argcount = self.posonlyargcount = self.kwonlyargcount = 0
        self.names: dict[str, int] = {}
        self.varnames = {parameter: index for index, parameter in enumerate(self.scope.parameters)}
        self.cellvars = _cell_variables(self.scope)
        self.freevars = _free_variables(self.scope, len(self.cellvars))
        self.constants: dict[Any, tuple[int, Any]] = {}
        self.frame_blocks: list[FrameBlock] = []
        self.loads: dict[str, tuple[int, int]] = {}
        self.entry = self.current = Block(0)
        self._block_count = 1
        self._needs_block = False
        self.location: Location = (line, line, 0, 0) if kind is not UnitKind.MODULE else (0, line, 0, 0)
        self.emit(RESUME, 0)
        if kind is UnitKind.MODULE:
            self.location = (1, line, 0, 0)

    # Blocks

    def new_block(self) -> Block:
        """Make a block; it becomes part of the code when `use_block` is called with it."""
        block = Block(self._block_count)
        self._block_count += 1
        return block

    def use_block(self, block: Block) -> None:
        """Let the current block fall into this one and go on there."""
        self.current.next = block
        self.current = block
        self._needs_block = False

    # Instructions

    def emit(self, opcode: int, oparg: int = 0) -> None:
        """Append an instruction that neither jumps nor ends its block."""
        if self._needs_block:
            self.use_block(self.new_block())
        self.current.instructions.append(Instruction(opcode, oparg, None, self.location))

    def emit_without_line(self, opcode: int, oparg: int = 0) -> None:
        """Append an instruction that stands for no text of the program."""
        if self._needs_block:
            self.use_block(self.new_block())
        self.current.instructions.append(Instruction(opcode, oparg))

    def emit_last(self, opcode: int, oparg: int = 0) -> None:
        """Append RETURN_VALUE, RAISE_VARARGS or RERAISE: nothing can follow in the same block."""
        self.emit(opcode, oparg)
        if opcode == RETURN_VALUE:
            self.current.returns = True
        self._needs_block = True

    def jump(self, opcode: int, target: Block) -> None:
        """Append a jump; what follows goes to a new block."""
        if self._needs_block:
            self.use_block(self.new_block())
        self.current.instructions.append(Instruction(opcode, 0, target, self.location))
        self._needs_block = True

    def jump_without_line(self, target: Block) -> None:
        """Append a JUMP that stands for no text of the program."""
        if self._needs_block:
            self.use_block(self.new_block())
        self.current.instructions.append(Instruction(JUMP, 0, target))
        self._needs_block = True

    def set_up(self, opcode: int, handler: Block) -> None:
        """Append SETUP_FINALLY, SETUP_CLEANUP or SETUP_WITH: the code up to POP_BLOCK is protected by `handler`."""
        if self._needs_block:
            self.use_block(self.new_block())
        self.current.instructions.append(Instruction(opcode, 0, handler, self.location))

    def call(self, count: int) -> None:
        """Append the pair of instructions that calls with `count` arguments."""
        self.emit(PRECALL, count)
        self.emit(CALL, count)

    # Tables

    def const_index(self, value: Any) -> int:
        """Enter a constant into the table.  Out: its index."""
        if type(value) is str or type(value) is int:
            # These are their own keys; most constants are strings that this code object has met already.
            known = self.constants.get(value)
            if known is not None:
                return known[0]
        key, value = self.compilation.pool.merge(value)
        known = self.constants.get(key)
        if known is None:
            known = self.constants[key] = (len(self.constants), value)
        return known[0]

    def load_const(self, value: Any) -> None:
        """Append LOAD_CONST of a value."""
        self.emit(LOAD_CONST, self.const_index(value))

    def emit_name(self, opcode: int, name: str) -> None:
        """Append an instruction whose oparg is an index into co_names; private names are mangled."""
        if name.startswith("__"):
            name = mangle(self.class_name, name)
        names = self.names
        index = names.get(name)
        if index is None:
            index = names[name] = len(names)
        self.emit(opcode, index)

    def mangle(self, name: str) -> str:
        """Give the name as the guest's namespace holds it."""
        return mangle(self.class_name, name)

    # Facts about the scope

    @property
    def allows_top_level_await(self) -> bool:
        """Whether this is a module compiled with PyCF_ALLOW_TOP_LEVEL_AWAIT."""
        return self.compilation.top_level_await and self.scope.kind is Kind.MODULE

    @property
    def is_function(self) -> bool:
        """Whether names are fast locals here: functions, lambdas and comprehensions."""
        return self.scope.kind is Kind.FUNCTION

    def enter(self, node: Any, name: str, kind: UnitKind, line: int) -> UnitBuilder:
        """Start the code object of an inner block.  In: the node that opens its scope, co_name, co_firstlineno."""
        return UnitBuilder(self.compilation, self, node, name, kind, line)

    # Errors

    def error(self, message: str) -> SyntaxError:
        """Make a SyntaxError at the current location, for the caller to raise."""
        from cutaway.compiler.diagnostics import generation_error  # hardly a program is wrong, each start loads this

        return generation_error(message, self.compilation.filename, self.location)

    def warn(self, message: str) -> None:
        """Issue a SyntaxWarning at the current line; where warnings are errors, raise it as a SyntaxError."""
        compilation = self.compilation
        compilation.warnings_issued += 1
        if compilation.warnings_issued <= compilation.warnings_to_skip:
            return
        try:
            warn_explicit(message, SyntaxWarning, compilation.filename, self.location[0])
        except SyntaxWarning:
            # CPython replaces it, so that the report shows the column too; the warning is not kept as context.
            replaced = True
        else:
            replaced = False
        if replaced:
            raise self.error(message)

    def finish(self, *, return_none: bool) -> CodeType:
        """Hand the finished unit to the back end.

        In: whether a body that runs off its end returns None (otherwise it returns what is on the stack).
        """
        compilation = self.compilation
        unit = CodeUnit(
            name=self.name,
            qualname=self.qualname,
            filename=compilation.filename,
            first_line=self.first_line,
            flags=self._code_flags(),
            entry=self.entry,
            argcount=self.argcount,
            posonlyargcount=self.posonlyargcount,
            kwonlyargcount=self.kwonlyargcount,
            names=self.names,
            varnames=self.varnames,
            cellvars=self.cellvars,
            freevars=self.freevars,
            constants=self.constants,
            ends_with_return_none=return_none,
            is_interactive_or_expression=self.kind is UnitKind.MODULE and compilation.interactive,
            pool=compilation.pool,
        )
        return compilation.assemble(unit)

    def _code_flags(self) -> int:
        scope = self.scope
        flags = self.compilation.code_flags
        if self.is_function:
            flags |= CO_NEWLOCALS | CO_OPTIMIZED
            if scope.nested:
                flags |= CO_NESTED
            if scope.is_generator:
                flags |= CO_ASYNC_GENERATOR if scope.is_coroutine else CO_GENERATOR
            elif scope.is_coroutine:
                flags |= CO_COROUTINE
            if scope.has_varargs:
                flags |= CO_VARARGS
            if scope.has_varkeywords:
                flags |= CO_VARKEYWORDS
        if self.allows_top_level_await and scope.is_coroutine and not scope.is_generator:
            flags |= CO_COROUTINE
        return flags


def _qualified_name(parent: UnitBuilder, name: str, kind: UnitKind) -> str:
    """Give co_qualname: the dotted way to a block from its module, unless `global` says it lives there."""
    if parent.kind is UnitKind.MODULE:
        return name
    if kind in _CAN_BE_DECLARED_GLOBAL:
        mangled = mangle(parent.class_name, name)
        if parent.scope.resolution.get(mangled) == GLOBAL_EXPLICIT:
            return name
    if parent.kind in _HAS_LOCALS_IN_QUALNAME:
        return f"{parent.qualname}.<locals>.{name}"
    return f"{parent.qualname}.{name}"


def _cell_variables(scope: Scope) -> dict[str, int]:
    if scope.needs_class_cell:
        return {"__class__": 0}
    cells = sorted([name for name, place in scope.resolution.items() if place == CELL])
    return {name: index for index, name in enumerate(cells)}


def _free_variables(scope: Scope, first_index: int) -> dict[str, int]:
    """Number the free variables after the cells, in order of name: their order must not depend on the hash seed."""
    free = [name for name, place in scope.resolution.items() if place == FREE]
    if scope.kind is Kind.CLASS:
        resolution = scope.resolution
        free += [name for name, flags in scope.symbols.items() if flags & DEF_FREE_CLASS and resolution[name] != FREE]
    free.sort()
    return {name: index for index, name in enumerate(free, first_index)}
