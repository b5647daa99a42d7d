"""What the importer is given: the compiler, and who runs which package."""

from __future__ import annotations

from types import CodeType
from typing import Any, Protocol


class Services(Protocol):
    """Made by `cutaway.pipeline`."""

    def compile(self, source: Any, filename: Any, mode: str = "exec", flags: int = 0, optimize: int = -1) -> CodeType:
        """Compile text, bytes or a tree; inherits nothing.  Raises what `builtins.compile` raises."""
