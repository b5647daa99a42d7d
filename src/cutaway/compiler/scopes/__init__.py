"""The scopes stage: a tree in, a ScopeTable out.

    table = build(ast.parse("x = 1"), "f.py", future_annotations=False)
    table.top.resolution  ->  {"x": LOCAL}

First the text is read (collect: statements, expressions), then each name is resolved (resolve).
Source of the rules: language reference, "Naming and binding"; Python/symtable.c.
"""

from __future__ import annotations

import ast

from cutaway.compiler.scopes.collect import collect
from cutaway.compiler.scopes.resolve import resolve
from cutaway.compiler.scopes.scope import Scope, ScopeTable

__all__ = ["Scope", "ScopeTable", "build"]


def build(tree: ast.AST, filename: str, *, future_annotations: bool) -> ScopeTable:
    """Find every scope of a module tree and where each of its names lives.

    Raises SyntaxError, with CPython's message and position, for a program that breaks a rule of naming.
    """
    table = collect(tree, filename, future_annotations)
    resolve(table.top, filename)
    return table
