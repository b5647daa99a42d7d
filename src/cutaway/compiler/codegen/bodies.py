"""Code generation for the bodies of modules and classes: docstring, `__annotations__`, statements.

Source of the rules: `compiler_mod`, `compiler_body`, `find_ann` in Python/compile.c.
"""

from __future__ import annotations

import ast
from types import CodeType

from cutaway.bytecode.opcodes import SETUP_ANNOTATIONS
from cutaway.compiler.codegen.builder import Compilation, UnitBuilder, UnitKind
from cutaway.compiler.codegen.dispatch import move_to, visit_expression, visit_statements
from cutaway.compiler.codegen.names import store_name
from cutaway.compiler.flowgraph.blocks import NO_LOCATION
from cutaway.compiler.future import docstring_of


def generate_module(compilation: Compilation, tree: ast.AST) -> CodeType:
    """Emit a whole tree: a module, an interactive statement or an expression.

    Out: its code object.  Raises SyntaxError where code generation finds the program wrong.
    """
    unit = UnitBuilder(compilation, None, tree, "<module>", UnitKind.MODULE, 1)
    if isinstance(tree, ast.Module):
        visit_body(unit, tree.body)
    elif isinstance(tree, ast.Interactive):
        if _has_annotations(tree.body):
            unit.emit(SETUP_ANNOTATIONS)
        visit_statements(unit, tree.body)
    else:
        assert isinstance(tree, ast.Expression)
        visit_expression(unit, tree.body)
    return unit.finish(return_none=not isinstance(tree, ast.Expression))


def visit_body(unit: UnitBuilder, body: list[ast.stmt]) -> None:
    """Emit the statements of a module or a class."""
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
