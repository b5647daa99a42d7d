"""Keep our own frames out of everything in which a guest can see frames.

Every function of ours that exists at the hand-over, and every frame of ours below the guest, is marked; what those
functions define later is among their constants and so marked with them.  How: docs/decisions/0002-hidden-code.md.
"""

from __future__ import annotations

from collections.abc import Callable
from gc import get_objects
from sys import _getframe
from types import CodeType, FunctionType
from typing import Any


def hide_our_functions(our_builtins: dict[str, Any], hide: Callable[[CodeType], None]) -> None:
    """Hide every function that sees our private builtins, or none: the `__new__` of our named tuples.

    In: those builtins, and the function that hides one code object.
    """
    for thing in get_objects():
        if type(thing) is FunctionType:
            seen = getattr(thing, "__builtins__", None)
            if seen is our_builtins or seen == {}:
                hide(thing.__code__)


def hide_frames_below(hide: Callable[[CodeType], None]) -> None:
    """Hide the frames that stay below the guest: from the caller down to the host's first."""
    codes: list[CodeType] = []
    frame = _getframe()
    while frame is not None:
        codes.append(frame.f_code)
        frame = frame.f_back  # type: ignore[assignment]
    for code in codes:
        hide(code)
