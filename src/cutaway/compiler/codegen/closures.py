"""Code generation for making a function out of an inner code object.

    LOAD_CLOSURE x; BUILD_TUPLE 1; LOAD_CONST <code>; MAKE_FUNCTION 8

Source of the rules: `compiler_make_closure` in Python/compile.c.
"""

from __future__ import annotations

from types import CodeType

from cutaway.bytecode.opcodes import BUILD_TUPLE, LOAD_CLOSURE, MAKE_FUNCTION
from cutaway.compiler.codegen.builder import UnitBuilder, UnitKind
from cutaway.compiler.scopes.scope import CELL

HAS_DEFAULTS = 0x01
HAS_KEYWORD_DEFAULTS = 0x02
HAS_ANNOTATIONS = 0x04
_HAS_CLOSURE = 0x08


def make_function(unit: UnitBuilder, code: CodeType, flags: int) -> None:
    """Emit the creation of a function; what `flags` announce is on the stack already."""
    free_names = code.co_freevars
    if free_names:
        for name in free_names:
            unit.emit(LOAD_CLOSURE, _cell_index(unit, name))
        flags |= _HAS_CLOSURE
        unit.emit(BUILD_TUPLE, len(free_names))
    unit.load_const(code)
    unit.emit(MAKE_FUNCTION, flags)


def _cell_index(unit: UnitBuilder, name: str) -> int:
    """Find a name that an inner function needs among our own cells, or among those handed to us.

    A class that binds a name which a method takes from further out has it as local *and* as free variable.
    """
    is_class_cell = unit.kind is UnitKind.CLASS and name == "__class__"
    if is_class_cell or unit.scope.resolution.get(name) == CELL:
        return unit.cellvars[name]
    return unit.freevars[name]
