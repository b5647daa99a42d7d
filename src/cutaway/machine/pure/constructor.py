"""What calling the function type makes: a function that runs on the machine, whoever calls.

    replace_constructor()       types.FunctionType(code, globals), partial(types.FunctionType, ...) lead here then

C code makes an object through a slot of its type, so the slot is replaced too: by the one that looks for `__new__`.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any, Final

from cutaway.machine.pure.functions import host_constructor, names_of_function_type, real_code
from cutaway.machine.pure.layout import TYPE_NEW, TYPE_NEW_OFFSET, pointer_at, type_modified, type_slot
from cutaway.machine.pure.machine import PureMachine


class _WithNew:
    def __new__(cls) -> _WithNew:
        return object.__new__(cls)


_names: Final = names_of_function_type()
_host_slot: Final = type_slot(FunctionType, TYPE_NEW)
_host_attribute: Final = _names["__new__"]
_looking_slot: Final = type_slot(_WithNew, TYPE_NEW)


def make(kind: type, /, *arguments: Any, **named: Any) -> FunctionType:
    """Create and return a new object.  See help(type) for accurate signature."""
    made: FunctionType = host_constructor(kind, arguments, id(named) if named else None)
    PureMachine.trampolines.adopt(made, real_code(made))
    return made


make.__name__ = make.__qualname__ = "__new__"
make.__module__ = "builtins"


def replace_constructor() -> None:
    """Have the function type make functions of the guest's."""
    _set(staticmethod(make), _looking_slot)


def restore_constructor() -> None:
    """Undo replace_constructor."""
    _set(_host_attribute, _host_slot)


def _set(attribute: Any, slot: int) -> None:
    _names["__new__"] = attribute
    pointer_at(id(FunctionType) + TYPE_NEW_OFFSET).value = slot
    type_modified(FunctionType)
