"""Classes of errors that a module of ours only raises or catches: looked up when that happens, not at every start.

    from cutaway.cache.malformed import ShortFileError
    raise ShortFileError("empty", 0)     ->     raise _of_("cutaway.cache.malformed", "ShortFileError")("empty", 0)

In: the tree of a module and the rows of its imports (shortening.py).  Out: the rows that are left; the tree is changed.
A class takes as long to make as eight functions to read, and most of these are never met.
"""

from __future__ import annotations

import ast

from cutaway.launcher.names import PACKAGE
from cutaway.launcher.records import parsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cutaway.launcher.shortening import Imports

LOOKED_UP_BY = "_of_"
"""The function for it, among the builtins of our modules (load.py)."""
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def leave_for_later(tree: Any, rows: Imports) -> Imports:
    """Change a module; see there."""
    where = {here: (source, there) for source, names in rows for there, here in names if there is not None}
    where = {here: place for here, place in where.items() if place[0].startswith(PACKAGE)}
    uses: dict[str, int] = {}
    seldom: dict[str, list[tuple[Any, str, int | None]]] = {}
    _look_through(tree, False, uses, seldom)
    taken = {name for name, places in seldom.items() if name in where and len(places) == uses[name]}
    for name in taken:
        for owner, field, index in seldom[name]:
            place = getattr(owner, field) if index is None else getattr(owner, field)[index]
            call = parsed(f"{LOOKED_UP_BY}{where[name]!r}", place)[0].value
            if index is None:
                setattr(owner, field, call)
            else:
                getattr(owner, field)[index] = call
    left = [(source, tuple([name for name in names if name[1] not in taken])) for source, names in rows]
    return tuple([(source, names) for source, names in left if names])


def _look_through(
    node: Any, in_function: bool, uses: dict[str, int], seldom: dict[str, list[tuple[Any, str, int | None]]]
) -> None:
    """Count each name's uses, and note the places where one is raised or caught in a function.

    In and out: the two tables; a place is a node, its field, and the index where that is a list.
    """
    if isinstance(node, ast.Name):
        uses[node.id] = uses.get(node.id, 0) + 1
    if in_function:
        for owner, field, index in _places(node):
            place = getattr(owner, field) if index is None else getattr(owner, field)[index]
            if isinstance(place, ast.Name):
                seldom.setdefault(place.id, []).append((owner, field, index))
    for field in node._fields:
        value = getattr(node, field, None)
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.AST):
                inside = in_function or (isinstance(node, _FUNCTIONS) and field == "body")
                _look_through(child, inside, uses, seldom)


def _places(node: Any) -> list[tuple[Any, str, int | None]]:
    """Answer where a class stands in `raise X`, `raise X(...)`, `except X` and `except (X, Y)`."""
    if isinstance(node, ast.Raise):
        return [(node.exc, "func", None)] if isinstance(node.exc, ast.Call) else [(node, "exc", None)]
    if isinstance(node, ast.ExceptHandler):
        if isinstance(node.type, ast.Tuple):
            return [(node.type, "elts", index) for index in range(len(node.type.elts))]
        return [(node, "type", None)]
    return []
