"""Stands in for `ast`: the host's node classes, and the one function that our compiler calls."""

from __future__ import annotations

from _ast import *  # noqa: F403

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def copy_location(new_node: Any, old_node: Any) -> Any:
    """Give a node the place of another, as far as both kinds have one.  Out: the first node."""
    for name in _PLACE:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith("end_")):
                setattr(new_node, name, value)
    return new_node
