"""Keep the frames of ours that stay below the guest out of everything in which a guest can see frames.

Our functions are marked when their modules are loaded (launcher/private_imports.py); what those functions define later
is among their constants and so marked with them.  How: docs/decisions/0002-hidden-code.md.
"""

from __future__ import annotations

from collections.abc import Callable
from sys import _getframe
from types import CodeType, FunctionType, ModuleType

_VERIFYING = ("cutaway.bytecode", "cutaway.launcher.stand_ins")
"""Modules whose functions check a guest's code before it runs."""


def hide_frames_below(hide: Callable[[CodeType], None]) -> None:
    """Hide the frames that stay below the guest: from the caller down to the host's first."""
    codes: list[CodeType] = []
    frame = _getframe()
    while frame is not None:
        codes.append(frame.f_code)
        frame = frame.f_back  # type: ignore[assignment]
    for code in codes:
        hide(code)


def hide_what_was_put_in(modules: dict[str, ModuleType], hide: Callable[[CodeType], None]) -> None:
    """Take functions that somebody put around ours before the hand-over for ours: the verifier uses them.

    In: our modules by name; what hides one code object.
    """
    for name, module in modules.items():
        if name.startswith(_VERIFYING):
            for value in vars(module).values():
                if isinstance(value, FunctionType):
                    hide(value.__code__)
