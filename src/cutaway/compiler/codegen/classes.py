"""Code generation for `class` statements.

Source of the rules: `compiler_class` in Python/compile.c.
"""

from __future__ import annotations

import ast
from types import CodeType

from cutaway.bytecode.opcodes import COPY, LOAD_BUILD_CLASS, LOAD_CLOSURE, PUSH_NULL, RETURN_VALUE
from cutaway.compiler.codegen.bodies import visit_body
from cutaway.compiler.codegen.builder import UnitBuilder, UnitKind
from cutaway.compiler.codegen.calls import call_with_arguments
from cutaway.compiler.codegen.closures import make_function
from cutaway.compiler.codegen.dispatch import statement, visit_expressions
from cutaway.compiler.codegen.functions import apply_decorators, first_line_of
from cutaway.compiler.codegen.names import load_name, store_name
from cutaway.compiler.flowgraph.blocks import NO_LOCATION


@statement(ast.ClassDef)
def visit_class(unit: UnitBuilder, node: ast.ClassDef) -> None:
    """`class name(...)`: call __build_class__ with a function made of the body."""
    visit_expressions(unit, node.decorator_list)
    code = _generate_class_body(unit, node)
    unit.emit(PUSH_NULL)
    unit.emit(LOAD_BUILD_CLASS)
    make_function(unit, code, 0)
    unit.load_const(node.name)
    call_with_arguments(unit, 2, node.bases, node.keywords)
    apply_decorators(unit, node.decorator_list)
    store_name(unit, node.name)


def _generate_class_body(unit: UnitBuilder, node: ast.ClassDef) -> CodeType:
    inner = unit.enter(node, node.name, UnitKind.CLASS, first_line_of(node))
    inner.class_name = node.name
    load_name(inner, "__name__")
    store_name(inner, "__module__")
    inner.load_const(inner.qualname)
    store_name(inner, "__qualname__")
    visit_body(inner, node.body)
    inner.location = NO_LOCATION
    if inner.scope.needs_class_cell:
        # type.__new__ takes the cell from the namespace and fills it; returning it lets __build_class__ check.
        inner.emit(LOAD_CLOSURE, inner.cellvars["__class__"])
        inner.emit(COPY, 1)
        store_name(inner, "__classcell__")
    else:
        inner.load_const(None)
    inner.emit_last(RETURN_VALUE)
    return inner.finish(return_none=True)
