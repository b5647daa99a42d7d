"""Replace what a class or module of the host does, so that nobody can tell by name, and undo it.

graft = Graft()
graft.replace(SourceLoader, "get_code", get_code)
graft.undo()
"""

from __future__ import annotations

from types import FunctionType
from typing import Any


class Graft:
    """The replacements that are in place."""

    __slots__ = ("_originals",)

    def __init__(self) -> None:
        """Start with none."""
        self._originals: list[tuple[Any, str, Any]] = []

    def replace(self, owner: Any, name: str, function: FunctionType) -> None:
        """Put a function of ours in the place of one of the host's, under its name and documentation.

        In: the class or module, the name there, and the function.  Raises AttributeError if there is no such name.
        """
        original = owner.__dict__.get(name)
        if original is None:
            raise AttributeError(f"{owner!r} has no {name}")
        function.__module__ = original.__module__
        function.__name__ = original.__name__
        function.__qualname__ = original.__qualname__
        function.__doc__ = original.__doc__
        self._originals.append((owner, name, original))
        setattr(owner, name, function)

    def undo(self) -> None:
        """Put every original back, the last replacement first."""
        while self._originals:
            owner, name, original = self._originals.pop()
            setattr(owner, name, original)
