"""Stands in for `os`: what `posix` has, and names of files as text.  `environ` is left out: it has other keys here."""

from __future__ import annotations

import sys
from posix import *  # noqa: F403
from posix import fspath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _PathMaker(type):
    def __instancecheck__(cls, thing: object) -> bool:
        return hasattr(type(thing), "__fspath__")


class PathLike(metaclass=_PathMaker):
    """What says by `__fspath__` which file it means."""


def fsdecode(name: Any) -> str:
    """Answer a file's name as text.  Raises TypeError for what is no name."""
    name = fspath(name)
    if isinstance(name, str):
        return name
    text: str = name.decode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    return text


del environ  # noqa: F821
