"""Code generation for `def`, `async def` and `lambda`: decorators, defaults, annotations, body, closure.

    @d
    def f(a, b=1): ...    ->  d; LOAD_CONST (1,); LOAD_CONST <code f>; MAKE_FUNCTION 1; call the decorator; STORE f

Source of the rules: `compiler_function`, `compiler_lambda` and their neighbours in Python/compile.c.
"""

from __future__ import annotations

import ast

from cutaway.bytecode.opcodes import BUILD_CONST_KEY_MAP, BUILD_TUPLE, RETURN_VALUE, UNPACK_SEQUENCE
from cutaway.compiler.codegen.builder import UnitBuilder, UnitKind
from cutaway.compiler.codegen.closures import HAS_ANNOTATIONS, HAS_DEFAULTS, HAS_KEYWORD_DEFAULTS, make_function
from cutaway.compiler.codegen.dispatch import (
    expression,
    move_to,
    statement,
    visit_expression,
    visit_expressions,
    visit_statements,
)
from cutaway.compiler.codegen.names import check_assignable, store_name
from cutaway.compiler.future import docstring_of


@statement(ast.FunctionDef, ast.AsyncFunctionDef)
def visit_function(unit: UnitBuilder, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """`def name(...)`, `async def name(...)`."""
    _check_parameters(unit, node.args)
    visit_expressions(unit, node.decorator_list)
    flags = _push_defaults(unit, node.args)
    if _push_annotations(unit, node.args, node.returns):
        flags |= HAS_ANNOTATIONS
    kind = UnitKind.ASYNC_FUNCTION if type(node) is ast.AsyncFunctionDef else UnitKind.FUNCTION
    inner = unit.enter(node, node.name, kind, first_line_of(node))
    body = node.body
    docstring = docstring_of(body) if unit.compilation.optimize < 2 else None
    inner.const_index(docstring)  # always the first constant: it is how a function finds its __doc__
    _set_parameter_counts(inner, node.args)
    visit_statements(inner, body if docstring is None else body[1:])
    make_function(unit, inner.finish(return_none=True), flags)
    apply_decorators(unit, node.decorator_list)
    store_name(unit, node.name)


@expression(ast.Lambda)
def visit_lambda(unit: UnitBuilder, node: ast.Lambda) -> None:
    """`lambda ...: body`."""
    _check_parameters(unit, node.args)
    flags = _push_defaults(unit, node.args)
    inner = unit.enter(node, "<lambda>", UnitKind.LAMBDA, node.lineno)
    inner.const_index(None)  # the first constant is the docstring, and a lambda has none
    _set_parameter_counts(inner, node.args)
    visit_expression(inner, node.body)
    is_generator = inner.scope.is_generator
    if not is_generator:
        inner.emit_last(RETURN_VALUE)
    make_function(unit, inner.finish(return_none=not is_generator), flags)


def first_line_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Give co_firstlineno: the line of the first decorator, or of the definition."""
    return node.decorator_list[0].lineno if node.decorator_list else node.lineno


def apply_decorators(unit: UnitBuilder, decorators: list[ast.expr]) -> None:
    """Emit the calls of decorators, innermost first; they lie on the stack under what they decorate."""
    place = unit.location
    for decorator in reversed(decorators):
        move_to(unit, decorator)
        unit.call(0)
    unit.location = place


def _check_parameters(unit: UnitBuilder, arguments: ast.arguments) -> None:
    for group in (arguments.posonlyargs, arguments.args, [arguments.vararg], arguments.kwonlyargs, [arguments.kwarg]):
        for parameter in group:
            if parameter is not None:
                check_assignable(unit, parameter.arg)


def _set_parameter_counts(inner: UnitBuilder, arguments: ast.arguments) -> None:
    inner.argcount = len(arguments.posonlyargs) + len(arguments.args)
    inner.posonlyargcount = len(arguments.posonlyargs)
    inner.kwonlyargcount = len(arguments.kwonlyargs)


def _push_defaults(unit: UnitBuilder, arguments: ast.arguments) -> int:
    """Emit the tuple of defaults and the dict of keyword-only ones.  Out: the MAKE_FUNCTION flags for them."""
    flags = 0
    if arguments.defaults:
        visit_expressions(unit, arguments.defaults)
        unit.emit(BUILD_TUPLE, len(arguments.defaults))
        flags |= HAS_DEFAULTS
    names: list[str] = []
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=False):
        if default is not None:
            names.append(unit.mangle(parameter.arg))
            visit_expression(unit, default)
    if names:
        unit.load_const(tuple(names))
        unit.emit(BUILD_CONST_KEY_MAP, len(names))
        flags |= HAS_KEYWORD_DEFAULTS
    return flags


def _push_annotations(unit: UnitBuilder, arguments: ast.arguments, returns: ast.expr | None) -> bool:
    """Emit the tuple of parameter names and annotations.  Out: whether there are any.

    The order is CPython's, which is not that of the source: positional-only parameters come after the others.
    """
    count = 0
    for group in (arguments.args, arguments.posonlyargs, [arguments.vararg], arguments.kwonlyargs, [arguments.kwarg]):
        for parameter in group:
            if parameter is not None and parameter.annotation is not None:
                _push_annotation(unit, parameter.arg, parameter.annotation)
                count += 2
    if returns is not None:
        _push_annotation(unit, "return", returns)
        count += 2
    if count:
        unit.emit(BUILD_TUPLE, count)
    return count > 0


def _push_annotation(unit: UnitBuilder, name: str, annotation: ast.expr) -> None:
    unit.load_const(unit.mangle(name))
    if unit.compilation.future_annotations:
        from cutaway.compiler.unparse import unparse

        unit.load_const(unparse(annotation))
    elif type(annotation) is ast.Starred:
        # `*args: *Ts` annotates with the one item that the starred value gives (PEP 646).
        visit_expression(unit, annotation.value)
        unit.emit(UNPACK_SEQUENCE, 1)
    else:
        visit_expression(unit, annotation)
