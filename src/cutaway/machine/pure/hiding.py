"""Hiding our own Python functions from the guest.

CPython takes a frame for one that has not begun until it reaches its code's RESUME instruction, and shows such frames
to nobody: not in f_back, not in tracebacks, not to trace functions.  A code object without RESUME never begins.
Generators of ours cannot be hidden: they must not call the guest.
"""

from __future__ import annotations

import dis
import sys
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final

from cutaway.bytecode.flags import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR

_CODE: Final[Any] = FunctionType.__dict__["__code__"]
_RESUME: Final = dis.opmap["RESUME"]
_NOP: Final = dis.opmap["NOP"]
_SHOWN: Final = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR


def hidden(code: CodeType) -> CodeType:
    """The same code without RESUME, and so the code of its inner functions."""
    constants = tuple([hidden(each) if isinstance(each, CodeType) else each for each in code.co_consts])
    if code.co_flags & _SHOWN:
        return code.replace(co_consts=constants)
    units = bytearray(code.co_code)
    for offset in range(0, len(units), 2):
        # A cache entry may not look like RESUME: co_code shows caches as zeros.
        if units[offset] == _RESUME:
            units[offset : offset + 2] = bytes((_NOP, 0))
    return code.replace(co_code=bytes(units), co_consts=constants)


def hide_function(function: FunctionType) -> None:
    """Hide one function."""
    _CODE.__set__(function, hidden(_CODE.__get__(function)))


def functions_in(value: Any, seen: set[int]) -> list[FunctionType]:
    """The functions of a class, property or the like, once each."""
    if id(value) in seen:
        return []
    seen.add(id(value))
    if isinstance(value, FunctionType):
        return [value]
    if isinstance(value, (staticmethod, classmethod)):
        return functions_in(value.__func__, seen)
    parts: list[Any] = []
    if isinstance(value, property):
        parts = [value.fget, value.fset, value.fdel]
    elif isinstance(value, type) and value.__module__.split(".")[0] in ("cutaway", "builtins"):
        parts = list(vars(value).values())
    elif isinstance(value, dict):
        parts = list(value.values())
    return [function for part in parts for function in functions_in(part, seen)]


def hide_package(package: str) -> None:
    """Hide every function that a package's modules hold: their own, and those they keep in tables."""
    seen: set[int] = set()
    for name, module in list(sys.modules.items()):
        if isinstance(module, ModuleType) and (name == package or name.startswith(f"{package}.")):
            for value in list(vars(module).values()):
                for function in functions_in(value, seen):
                    hide_function(function)
