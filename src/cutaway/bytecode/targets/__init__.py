"""Targets: the Python versions whose bytecode we speak, one sheet of facts for each.

    current()  ->  the Target of the host's version

To add a version: run `tools/record_target.py` under it, review the sheet, and name it in `_SHEETS`.
"""

from __future__ import annotations

from types import ModuleType

from cutaway.base import host
from cutaway.bytecode.targets import py311
from cutaway.bytecode.targets.target import Target, make

__all__ = ["Target", "current", "make"]

_SHEETS: dict[tuple[int, int], ModuleType] = {sheet.VERSION: sheet for sheet in (py311,)}


_current: Target | None = None
"""Made once; not by `functools.cache`, which no other module that every start loads asks for."""


def current() -> Target:
    """Give the host's target.  Raises LookupError where we have no sheet for the host's version."""
    global _current
    if _current is None:
        _current = _of_host()
    return _current


def _of_host() -> Target:
    sheet = _SHEETS.get(host.VERSION)
    if sheet is None:
        known = ", ".join([f"{major}.{minor}" for major, minor in _SHEETS])
        raise LookupError(f"Cutaway speaks the bytecode of Python {known}; this is Python {host.FULL_VERSION}")
    return make(sheet)
