"""The book's sentences, module-level functions and constants that entries are written with, as Cython text.

    def callee_name(callee): ...          ->   cdef object callee_name(object callee): ...
    ABSENT = object()                     ->   cdef object ABSENT = object()
    MATCHES_AS_SEQUENCE = 1 << 5          ->   cdef enum: MATCHES_AS_SEQUENCE = 1 << 5

`machine` disappears from parameters and arguments: natively its verbs are plain functions (`machine_type_name`).
"""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

C_TYPES = {"frame": "Frame *", "oparg": "int ", "count": "Py_ssize_t ", "before": "Py_ssize_t ", "after": "Py_ssize_t "}
"""Parameters of these names are C values; `frame` is always the running frame."""


class NativeNames(ast.NodeTransformer):
    """`machine.verb(...)` -> `machine_verb(...)`; `f(machine, x)` -> `f(x)`; NULL -> NULL_IN_BOOK."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id == "machine":
            return ast.Name(f"machine_{node.attr}", node.ctx)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        node.args = [each for each in node.args if not (isinstance(each, ast.Name) and each.id == "machine")]
        if isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) == 2:
            node.func.id = "get_attribute"  # Cython's own does not tell AttributeErrors what was looked for
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name("NULL_IN_BOOK", node.ctx) if node.id == "NULL" else node


def sentences_of(family: ModuleType) -> str:
    """All constants and undecorated functions of one family's file."""
    tree = ast.parse(inspect.getsource(family))
    return "\n\n".join(filter(None, [_sentence(statement) for statement in tree.body]))


def _sentence(statement: ast.stmt) -> str:
    match statement:
        case ast.Assign([ast.Name(name)], value):
            if isinstance(eval(ast.unparse(value), {}), int):
                return f"cdef enum:\n    {name} = {ast.unparse(value)}"
            return f"cdef object {name} = {ast.unparse(value)}"
        case ast.FunctionDef(name, arguments, body, []):
            parameters = [each.arg for each in arguments.args if each.arg != "machine"]
            typed = ", ".join(C_TYPES.get(each, "object ") + each for each in parameters)
            lines = [
                ast.unparse(ast.fix_missing_locations(NativeNames().visit(each))) for each in without_docstring(body)
            ]
            indented = "\n".join("    " + line for text in lines for line in text.splitlines())
            return f"cdef object {name}({typed}):\n{indented}"
    return ""


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements that do something."""
    return [each for each in body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))]
