"""Classes of errors that a module of ours only raises or catches: looked up when that happens, not at every start.

    from cutaway.cache.malformed import ShortFileError
    raise ShortFileError("empty", 0)     ->     raise _of_("cutaway.cache.malformed", "ShortFileError")("empty", 0)

In: the tree of a module and the rows of its imports (shortening.py).  Out: the rows that are left; the tree is changed.
A class takes as long to make as eight functions to read, and most of these are never met.
"""

from __future__ import annotations

import ast

from cutaway.launcher.names import LOOKED_UP_BY, PACKAGE
from cutaway.launcher.records import parsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cutaway.launcher.shortening import Imports

    Place = tuple[Any, Any]  # what holds an expression, a list or the fields of a node, and where in it

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def leave_for_later(tree: Any, rows: Imports) -> Imports:
    """Change a module; see there."""
    where = {here: (source, there) for source, names in rows for there, here in names if there is not None}
    where = {here: place for here, place in where.items() if place[0].startswith(PACKAGE)}
    uses: dict[str, int] = {}
    seldom: dict[str, list[Place]] = {}
    _look_through(tree, False, uses, seldom)
    taken = {name for name, places in seldom.items() if name in where and len(places) == uses[name]}
    for name in taken:
        for holder, key in seldom[name]:
            holder[key] = parsed(f"{LOOKED_UP_BY}{where[name]!r}", holder[key])[0].value
    left = [(source, tuple([name for name in names if name[1] not in taken])) for source, names in rows]
    return tuple([(source, names) for source, names in left if names])


def _look_through(node: Any, in_function: bool, uses: dict[str, int], seldom: dict[str, list[Place]]) -> None:
    """Count each name's uses, and note the places where one is raised or caught in a function, in the two tables."""
    if isinstance(node, ast.Name):
        uses[node.id] = uses.get(node.id, 0) + 1
    if in_function:
        for holder, key in _places(node):
            if isinstance(holder[key], ast.Name):
                seldom.setdefault(holder[key].id, []).append((holder, key))
    for field in node._fields:
        value = getattr(node, field, None)
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.AST):
                inside = in_function or (isinstance(node, _FUNCTIONS) and field == "body")
                _look_through(child, inside, uses, seldom)


def _places(node: Any) -> list[Place]:
    """Answer where a class stands in `raise X`, `raise X(...)`, `except X` and `except (X, Y)`."""
    if isinstance(node, ast.Raise):
        return [(vars(node.exc), "func")] if isinstance(node.exc, ast.Call) else [(vars(node), "exc")]
    if isinstance(node, ast.ExceptHandler):
        if isinstance(node.type, ast.Tuple):
            return [(node.type.elts, index) for index in range(len(node.type.elts))]
        return [(vars(node), "type")]
    return []
