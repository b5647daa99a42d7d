"""The pure substrate: guest frames as Python objects, for hosts where the compiled one could not be built.

    install(compiler)                 put the machine in place (at the hand-over, or in a test)
    run_code(code, globals)           run a code object on it
    uninstall()

The one thing it needs besides Python is ctypes (see `layout`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, Final

from cutaway.machine.plain import hide_handlers
from cutaway.machine.pure.builtins import REPLACED, Compiler
from cutaway.machine.pure.code import vouch
from cutaway.machine.pure.constructor import replace_constructor, restore_constructor
from cutaway.machine.pure.functions import CodeAttribute, replace_code_attribute, restore_code_attribute
from cutaway.machine.pure.hiding import hide_package
from cutaway.machine.pure.layout import verify
from cutaway.machine.pure.machine import PureMachine, current_machine

__all__ = ["hide_handlers", "install", "run_code", "stack_of", "uninstall", "vouch"]

HOST_LIMIT: Final = 1 << 28
"""The host counts levels of ours too; the guest's limit is kept in `calls`, and lent to C code while that runs."""
_before: Final[dict[Any, dict[str, Any]]] = {}


def install(compile_source: Callable[..., Any] | None = None) -> None:
    """Put the machine in place: from now on code made by its functions, and by exec and import, runs on it.

    In: what compiles, with the signature of builtins.compile (the host's compiler if None).
    Raises MachineBug where the host's frames are laid out otherwise than this substrate knows.
    """
    if _before:
        return
    from cutaway.bytecode.verify import flow  # noqa: F401  (once code runs here, its own would be verified first)

    verify()
    hide_package("cutaway")
    if compile_source is not None:
        Compiler.compile = staticmethod(compile_source)
    PureMachine.recursion_limit = sys.getrecursionlimit()
    sys.setrecursionlimit(HOST_LIMIT)
    for module, names in REPLACED.items():
        _before[module] = {name: getattr(module, name) for name in names}
        for name, value in names.items():
            setattr(module, name, value)
    replace_code_attribute(CodeAttribute(PureMachine.trampolines))
    replace_constructor()


def uninstall() -> None:
    """Take the replaced builtins out again; functions of the guest still run on the machine."""
    for module, names in _before.items():
        for name, value in names.items():
            setattr(module, name, value)
    _before.clear()
    sys.setrecursionlimit(PureMachine.recursion_limit)
    restore_code_attribute()
    restore_constructor()


def run_code(code: CodeType, globals: dict[str, Any], locals: Any = None) -> Any:  # noqa: A002
    """Run a module's or an expression's code object; answers with its value.  Raises what the guest raises."""
    return current_machine().run_code(code, globals, globals if locals is None else locals)


def stack_of(frame_object: FrameType) -> list[Any]:
    """The value stack of a guest's frame, NULL for empty slots; for a frame object that is being traced or waits."""
    frame = current_machine().current
    while frame is not None:
        if frame.mirror is not None and frame.mirror.frame_object is frame_object:
            return list(frame.stack)
        frame = frame.caller()
    return []
