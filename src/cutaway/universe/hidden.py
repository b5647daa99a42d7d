"""Keep the frames of ours that stay below the guest out of everything in which a guest can see frames.

Our functions are marked when their modules are loaded (launcher/private_imports.py); what those functions define later
is among their constants and so marked with them.  How: docs/decisions/0002-hidden-code.md.
"""

from __future__ import annotations

from collections.abc import Callable
from sys import _getframe
from types import CodeType


def hide_frames_below(hide: Callable[[CodeType], None]) -> None:
    """Hide the frames that stay below the guest: from the caller down to the host's first."""
    codes: list[CodeType] = []
    frame = _getframe()
    while frame is not None:
        codes.append(frame.f_code)
        frame = frame.f_back  # type: ignore[assignment]
    for code in codes:
        hide(code)
