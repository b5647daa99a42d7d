"""Printer of the scopes stage: for each scope, what the text does to each name and where the name then lives.

def outer(a):              function outer
    return lambda: a         a    cell   parameter, used
                             function lambda
                               a    free   used
"""

from __future__ import annotations

from cutaway.compiler.scopes import scope as rules
from cutaway.compiler.scopes.scope import Comprehension, Kind, Scope, ScopeTable
from cutaway.show.text.listing import Item, Listing, as_text

PLACES = {
    rules.UNKNOWN: "unknown",
    rules.LOCAL: "local",
    rules.GLOBAL_EXPLICIT: "global",
    rules.GLOBAL_IMPLICIT: "global or builtin",
    rules.FREE: "free",
    rules.CELL: "cell",
}

DEEDS = (
    (rules.DEF_PARAM, "parameter"),
    (rules.DEF_GLOBAL, "declared global"),
    (rules.DEF_NONLOCAL, "declared nonlocal"),
    (rules.DEF_IMPORT, "imported"),
    (rules.DEF_LOCAL, "bound"),
    (rules.DEF_ANNOT, "annotated"),
    (rules.DEF_COMP_ITER, "iteration variable"),
    (rules.DEF_FREE_CLASS, "free in a method"),
    (rules.USE, "used"),
)


def listing(table: ScopeTable, filename: str) -> Listing:
    """List every scope of a file with its names, the module's first."""
    return _scope_listing(table.top, filename)


def render(table: ScopeTable, source: str = "", filename: str = "<string>") -> str:
    """Print the scopes of a file."""
    return as_text(listing(table, filename), source)


def _scope_listing(scope: Scope, title: str) -> Listing:
    items = [_heading(scope)]
    items += [_name_item(scope, name) for name in sorted(scope.symbols)]
    parts = tuple(_scope_listing(child, f"{title}.{child.name}") for child in shown_children(scope))
    return Listing(
        "scopes", title, tuple(items), parts=parts, facts={"kind": scope.kind.name.lower(), "name": scope.name}
    )


def shown_children(scope: Scope) -> list[Scope]:
    """Answer the inner scopes; those of an annotation, which hold no code, are replaced by what they contain."""
    children: list[Scope] = []
    for child in scope.children:
        children += shown_children(child) if child.kind is Kind.ANNOTATION else [child]
    return children


def _heading(scope: Scope) -> Item:
    words = [scope.kind.name.lower()]
    if scope.comprehension is not Comprehension.NONE:
        words = [f"{scope.comprehension.name.lower()} comprehension"]
    words += [
        word
        for holds, word in (
            (scope.nested, "nested"),
            (scope.is_generator, "generator"),
            (scope.is_coroutine, "coroutine"),
            (scope.has_varargs, "takes *args"),
            (scope.has_varkeywords, "takes **kwargs"),
            (scope.needs_class_cell, "keeps __class__"),
        )
        if holds
    ]
    return Item(", ".join(words), scope.line or None, {"scope": scope.name, "traits": list(words)})


def _name_item(scope: Scope, name: str) -> Item:
    bits = scope.symbols[name]
    deeds = [word for bit, word in DEEDS if bits & bit]
    place = PLACES[scope.resolution.get(name, rules.UNKNOWN)]
    return Item(
        f"  {name:<20} {place:<18} {', '.join(deeds)}",
        None,
        {"name": name, "place": place, "deeds": list(deeds)},
    )
