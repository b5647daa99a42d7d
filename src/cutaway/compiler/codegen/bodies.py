"""Code generation for the bodies of modules and classes: docstring, `__annotations__`, statements.

Source of the rules: `compiler_mod`, `compiler_body`, `find_ann`, `compiler_class` in Python/compile.c.
"""

from __future__ import annotations

import ast
from types import CodeType

from cutaway.bytecode.opcodes import COPY, LOAD_BUILD_CLASS, LOAD_CLOSURE, PUSH_NULL, RETURN_VALUE, SETUP_ANNOTATIONS
from cutaway.compiler.codegen.builder import Compilation, UnitBuilder, UnitKind
from cutaway.compiler.codegen.calls import call_with_arguments
from cutaway.compiler.codegen.closures import make_function
from cutaway.compiler.codegen.dispatch import (
    move_to,
    statement,
    visit_expression,
    visit_expressions,
    visit_statements,
)
from cutaway.compiler.codegen.functions import apply_decorators, first_line_of
from cutaway.compiler.codegen.names import load_name, store_name
from cutaway.compiler.flowgraph.blocks import NO_LOCATION
from cutaway.compiler.future import docstring_of


def generate_module(compilation: Compilation, tree: ast.AST) -> CodeType:
    """Emit a whole tree: a module, an interactive statement or an expression.

    Out: its code object.  Raises SyntaxError where code generation finds the program wrong.
    """
    unit = UnitBuilder(compilation, None, tree, "<module>", UnitKind.MODULE, 1)
    if isinstance(tree, ast.Module):
        _visit_body(unit, tree.body)
    elif isinstance(tree, ast.Interactive):
        if _has_annotations(tree.body):
            unit.emit(SETUP_ANNOTATIONS)
        visit_statements(unit, tree.body)
    else:
        assert isinstance(tree, ast.Expression)
        visit_expression(unit, tree.body)
    return unit.finish(return_none=not isinstance(tree, ast.Expression))


def _visit_body(unit: UnitBuilder, body: list[ast.stmt]) -> None:
    if unit.kind is UnitKind.MODULE and body:
        # SETUP_ANNOTATIONS shares the line of the first statement.
        move_to(unit, body[0])
    if _has_annotations(body):
        unit.emit(SETUP_ANNOTATIONS)
    if unit.compilation.optimize < 2 and docstring_of(body) is not None:
        first, *body = body
        assert type(first) is ast.Expr
        visit_expression(unit, first.value)
        unit.location = NO_LOCATION
        store_name(unit, "__doc__")
    visit_statements(unit, body)


def _has_annotations(body: list[ast.stmt]) -> bool:
    """Whether a variable annotation stands anywhere in a body, outside inner functions and classes."""
    for node in body:
        match node:
            case ast.AnnAssign():
                return True
            case ast.For() | ast.AsyncFor() | ast.While() | ast.If():
                parts = [node.body, node.orelse]
            case ast.With() | ast.AsyncWith():
                parts = [node.body]
            case ast.Try() | ast.TryStar():
                parts = [handler.body for handler in node.handlers]
                parts += [node.body, node.finalbody, node.orelse]
            case ast.Match():
                parts = [case.body for case in node.cases]
            case _:
                continue
        for part in parts:
            if _has_annotations(part):
                return True
    return False


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
    _visit_body(inner, node.body)
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
