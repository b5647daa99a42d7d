"""Code generation for imports.

    import a.b as c        ->  IMPORT_NAME a.b; IMPORT_FROM b; SWAP 2; POP_TOP; store c
    from a import b as c   ->  IMPORT_NAME a; IMPORT_FROM b; store c; POP_TOP

Source of the rules: `compiler_import`, `compiler_import_as`, `compiler_from_import` in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import IMPORT_FROM, IMPORT_NAME, IMPORT_STAR, POP_TOP, SWAP
from cutaway.compiler.codegen.builder import UnitBuilder
from cutaway.compiler.codegen.dispatch import statement
from cutaway.compiler.codegen.names import store_name
from cutaway.compiler.future import LATE_FUTURE


@statement(ast.Import)
def visit_import(unit: UnitBuilder, node: ast.Import) -> None:
    """`import module`, `import module as name`."""
    for alias in node.names:
        unit.load_const(0)
        unit.load_const(None)
        unit.emit_name(IMPORT_NAME, alias.name)
        package, *rest = alias.name.split(".")
        if alias.asname is None:
            store_name(unit, package)
        elif rest:
            _walk_to_submodule(unit, rest, alias.asname)
        else:
            store_name(unit, alias.asname)


def _walk_to_submodule(unit: UnitBuilder, rest: list[str], name: str) -> None:
    """Emit the way from the package that IMPORT_NAME gives to the submodule that is to be bound."""
    for index, part in enumerate(rest):
        if index:
            unit.emit(SWAP, 2)
            unit.emit(POP_TOP)
        unit.emit(IMPORT_FROM, unit.names.setdefault(part, len(unit.names)))
    store_name(unit, name)
    unit.emit(POP_TOP)


@statement(ast.ImportFrom)
def visit_import_from(unit: UnitBuilder, node: ast.ImportFrom) -> None:
    """`from module import name as name`, `from module import *`."""
    unit.load_const(node.level or 0)
    if node.lineno > unit.compilation.last_future_line and node.module == "__future__":
        raise unit.error(LATE_FUTURE)
    unit.load_const(tuple([alias.name for alias in node.names]))
    unit.emit_name(IMPORT_NAME, node.module or "")
    if node.names and node.names[0].name.startswith("*"):
        unit.emit(IMPORT_STAR)
        return
    for alias in node.names:
        unit.emit_name(IMPORT_FROM, alias.name)
        store_name(unit, alias.asname or alias.name)
    unit.emit(POP_TOP)
