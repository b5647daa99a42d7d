"""A constant on one line, without the addresses and the paths that differ from machine to machine.

shorten("tea")           ->  "'tea'"
shorten(<code object>)   ->  "<code brew, line 3>"
"""

from __future__ import annotations

from types import CodeType
from typing import Any

WIDTH = 60


def shorten(value: Any, width: int = WIDTH) -> str:
    """Answer a constant's text, cut in the middle where it is longer than `width`.

    Frozen sets are sorted by their text: their own order changes from run to run.
    """
    text = _text(value)
    if len(text) <= width:
        return text
    half = (width - 3) // 2
    return f"{text[:half]}...{text[len(text) - half :]}"


def _text(value: Any) -> str:
    if isinstance(value, CodeType):
        return f"<code {value.co_qualname}, line {value.co_firstlineno}>"
    if isinstance(value, tuple):
        inner = ", ".join(_text(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, frozenset):
        return f"frozenset({{{', '.join(sorted(_text(item) for item in value))}}})" if value else "frozenset()"
    return repr(value)
