"""Second half of the scopes stage: decide where each name lives.

In: the tree of scopes with their symbols.  Out: `Scope.resolution` filled, free names handed up to the scope that
binds them (which makes them cells there), `needs_class_cell` set.  Raises SyntaxError for impossible `nonlocal`s.

    def f(): x = 1; return lambda: x        f: x is CELL;  <lambda>: x is FREE

Source of the rules: `analyze_block` and its neighbours in Python/symtable.c.
"""

from __future__ import annotations

from cutaway.compiler.scopes.scope import (
    CELL,
    DEF_BOUND,
    DEF_FREE_CLASS,
    DEF_GLOBAL,
    DEF_NONLOCAL,
    FREE,
    GLOBAL_EXPLICIT,
    GLOBAL_IMPLICIT,
    LOCAL,
    Kind,
    Scope,
)


def resolve(top: Scope, filename: str) -> None:
    """Resolve every name of a module's scopes, in place."""
    _resolve_scope(top, None, set(), filename)


def _resolve_scope(scope: Scope, bound: set[str] | None, declared_global: set[str], filename: str) -> set[str]:
    """Resolve one scope and those inside it.

    In: names bound by functions around it (None for a module), names declared global around it; both are ours to
    change.  Out: the names that are free here or below.
    """
    is_class = scope.kind is Kind.CLASS
    if is_class:
        # A class's names are invisible to its methods, so what they see is fixed before its own names are read.
        visible_global = set(declared_global)
        visible_bound = {"__class__"} if bound is None else bound | {"__class__"}
    local = _resolve_own_names(scope, bound, declared_global, filename)
    if not is_class:
        visible_global = declared_global
        visible_bound = set(bound) if bound else set()
        if scope.kind is Kind.FUNCTION:
            visible_bound |= local
    own_free = [name for name, place in scope.resolution.items() if place == FREE]
    free_below: set[str] = set()
    for child in scope.children:
        free_below |= _resolve_scope(child, set(visible_bound), set(visible_global), filename)
    if scope.kind is Kind.FUNCTION:
        _make_cells(scope, free_below)
    elif is_class and "__class__" in free_below:
        free_below.discard("__class__")
        scope.needs_class_cell = True
    _pass_free_names(scope, free_below, bound)
    free_below.update(own_free)
    return free_below


def _resolve_own_names(scope: Scope, bound: set[str] | None, declared_global: set[str], filename: str) -> set[str]:
    """Resolve the names that the scope itself mentions.  Out: those that it binds."""
    local: set[str] = set()
    resolution = scope.resolution
    for name, flags in scope.symbols.items():
        if flags & DEF_GLOBAL:
            if flags & DEF_NONLOCAL:
                raise _directive_error(f"name '{name}' is nonlocal and global", scope, name, filename)
            resolution[name] = GLOBAL_EXPLICIT
            declared_global.add(name)
            if bound:
                bound.discard(name)
        elif flags & DEF_NONLOCAL:
            if bound is None:
                raise _directive_error("nonlocal declaration not allowed at module level", scope, name, filename)
            if name not in bound:
                raise _directive_error(f"no binding for nonlocal '{name}' found", scope, name, filename)
            resolution[name] = FREE
        elif flags & DEF_BOUND:
            resolution[name] = LOCAL
            local.add(name)
            declared_global.discard(name)
        elif bound and name in bound:
            resolution[name] = FREE
        else:
            resolution[name] = GLOBAL_IMPLICIT
    return local


def _make_cells(scope: Scope, free: set[str]) -> None:
    """Turn the locals that inner functions need into cells; they stop being free above this function."""
    resolution = scope.resolution
    for name in [name for name in free if resolution.get(name) == LOCAL]:
        resolution[name] = CELL
        free.discard(name)


def _pass_free_names(scope: Scope, free: set[str], bound: set[str] | None) -> None:
    """Let a scope carry the names that are free below it, so that closures can be handed down through it."""
    symbols, resolution = scope.symbols, scope.resolution
    for name in free:
        if name in symbols:
            # A method's free name that the class binds too: the class needs both its own name and the cell.
            if scope.kind is Kind.CLASS and symbols[name] & (DEF_BOUND | DEF_GLOBAL):
                symbols[name] |= DEF_FREE_CLASS
        elif bound is None or name in bound:
            symbols[name] = 0
            resolution[name] = FREE


def _directive_error(message: str, scope: Scope, name: str, filename: str) -> SyntaxError:
    for directive, (line, end_line, column, end_column) in scope.directives:
        if directive == name:
            from cutaway.compiler.diagnostics import located_error  # hardly a program is wrong, each start loads this

            return located_error(message, filename, line, column + 1, end_line, end_column + 1)
    # A tree made by hand can name what no statement declares only through a bug in the collector.
    raise AssertionError(f"scopes: {name!r} was declared by no directive of {scope.name!r}")
