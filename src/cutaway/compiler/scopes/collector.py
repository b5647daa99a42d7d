"""State of the collecting half of the scopes stage: the scope being read, and how a name is entered into it.

    collector.define("x", DEF_LOCAL, node)       x is bound in the current scope; node gives the place for errors

The visitors are in expressions.py, patterns and statements in collect.py.
"""

from __future__ import annotations

import ast
from typing import Any

from cutaway.compiler.flowgraph.blocks import Location
from cutaway.compiler.mangling import mangle
from cutaway.compiler.scopes.scope import (
    DEF_COMP_ITER,
    DEF_GLOBAL,
    DEF_NONLOCAL,
    DEF_PARAM,
    Kind,
    Scope,
)


class Collector:
    """The walk over one tree.

    `scope` is the innermost scope, `top` the module's; `class_name` the innermost class, for private names.
    """

    __slots__ = ("by_node", "class_name", "filename", "future_annotations", "scope", "top")

    def __init__(self, filename: str, future_annotations: bool, tree: ast.AST) -> None:
        self.filename = filename
        self.future_annotations = future_annotations
        self.class_name: str | None = None
        self.top = Scope(Kind.MODULE, "top", None, 0, nested=False)
        self.scope = self.top
        self.by_node: dict[ast.AST, Scope] = {tree: self.top}

    def enter(self, kind: Kind, name: str, node: Any) -> Scope:
        """Open a scope inside the current one.  The caller leaves it with `leave`."""
        outer = self.scope
        scope = Scope(kind, name, outer, node.lineno, nested=outer.nested or outer.kind is Kind.FUNCTION)
        # PEP 572: no `:=` in a comprehension's iterable, not even inside lambdas or comprehensions there.
        scope.iterable_depth = outer.iterable_depth
        self.scope = scope
        if kind is not Kind.ANNOTATION:
            self.by_node[node] = scope
            outer.children.append(scope)
        return scope

    def leave(self) -> None:
        """Go back to the scope around the current one."""
        assert self.scope.parent is not None
        self.scope = self.scope.parent

    def flags_of(self, name: str) -> int:
        """Give what is known so far about a name (as written) in the current scope; 0 for nothing."""
        return self.scope.symbols.get(mangle(self.class_name, name), 0)

    def define(self, name: str, flag: int, node: Any, scope: Scope | None = None) -> None:
        """Enter one definition or use of a name (as written) into a scope, the current one by default.

        Raises SyntaxError for a duplicate parameter and for an inner loop that rebinds a `:=` target.
        """
        scope = scope or self.scope
        mangled = mangle(self.class_name, name)
        symbols = scope.symbols
        flags = symbols.get(mangled, 0)
        if flag & flags & DEF_PARAM:
            raise self.error(f"duplicate argument '{name}' in function definition", node)
        flags |= flag
        if scope.iteration_target:
            if flags & (DEF_GLOBAL | DEF_NONLOCAL):
                raise self.error(
                    f"comprehension inner loop cannot rebind assignment expression target '{name}'",
                    node,
                )
            flags |= DEF_COMP_ITER
        symbols[mangled] = flags
        if flag & DEF_PARAM:
            scope.parameters.append(mangled)
        elif flag & DEF_GLOBAL:
            top = self.top.symbols
            top[mangled] = top.get(mangled, 0) | flag

    def record_directive(self, name: str, node: Any) -> None:
        """Remember where a name was declared, for errors that only resolving can find."""
        self.scope.directives.append((mangle(self.class_name, name), location_of(node)))

    def error(self, message: str, node: Any) -> SyntaxError:
        """Make a SyntaxError at a node, for the caller to raise."""
        from cutaway.compiler.diagnostics import located_error  # hardly a program is wrong, each start loads this

        return located_error(
            message, self.filename, node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1
        )


def location_of(node: Any) -> Location:
    """Give a node's place in the order of Instruction.location."""
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
