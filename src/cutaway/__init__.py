"""Cutaway: a complete implementation of Python, written in Python, whose every stage can be looked at.

    import cutaway
    code = cutaway.compile("print(6 * 7)", "<example>", "exec")      # the signature of builtins.compile
    machine = cutaway.Machine()
    machine.run_code(code, {})
    machine.run_path("app.py", argv=["app.py", "--fast"])             # -> the guest's globals, as runpy.run_path

The names are loaded when they are first asked for: every start of a guest imports this package.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cutaway.base.errors import BudgetExceeded, BytecodeError, CutawayError, MachineBug
    from cutaway.compiler import compile_source as compile  # noqa: A004
    from cutaway.universe.embedded import Machine

__version__ = "0.1.0"
__all__ = ["BudgetExceeded", "BytecodeError", "CutawayError", "Machine", "MachineBug", "compile"]

_WHERE = {
    "BudgetExceeded": ("cutaway.base.errors", "BudgetExceeded"),
    "BytecodeError": ("cutaway.base.errors", "BytecodeError"),
    "CutawayError": ("cutaway.base.errors", "CutawayError"),
    "MachineBug": ("cutaway.base.errors", "MachineBug"),
    "Machine": ("cutaway.universe.embedded", "Machine"),
    "compile": ("cutaway.compiler", "compile_source"),
}


def __getattr__(name: str) -> object:
    """Load a public name.  Raises AttributeError as a module does."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    import_module("cutaway.base.shared_objects").refuse_damaged_parts()
    module, attribute = _WHERE[name]
    value: object = getattr(import_module(module), attribute)
    globals()[name] = value
    return value
