"""Guest functions: real function objects whose own code is a trampoline into the machine.

C code calls a function through the code object that it holds.  Ours holds a few instructions that hand the arguments
to `enter`; the guest's code object lies among the trampoline's constants, and `__code__` of every function answers
with it.
"""

from __future__ import annotations

import ctypes
import dis
import gc
import weakref
from collections.abc import Callable
from types import CellType, CodeType, FunctionType
from typing import Any, Final

from cutaway.bytecode.flags import CO_NEWLOCALS, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS
from cutaway.machine.pure.code import Code, prepared
from cutaway.machine.pure.layout import TYPE_NEW, type_modified, type_slot

_CODE: Final[Any] = FunctionType.__dict__["__code__"]
real_code: Final[Callable[[FunctionType], CodeType]] = _CODE.__get__
_ENTER: Final = 1
_GUEST_CODE: Final = 2
_PREPARED: Final = 3

host_constructor: Final[Any] = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object, ctypes.py_object, ctypes.c_void_p)(
    type_slot(FunctionType, TYPE_NEW)
)
"""Of the function type: class, tuple of arguments, address of a dict of named ones."""


def new_function(
    code: CodeType,
    global_names: dict[str, Any],
    defaults: tuple[Any, ...] | None = None,
    closure: tuple[CellType, ...] | None = None,
) -> FunctionType:
    """Make a function that holds the code object as it is.  Raises what the function type's constructor raises."""
    made: FunctionType = host_constructor(FunctionType, (code, global_names, None, defaults, closure), None)
    return made


class Trampolines:
    """Makes trampolines for one `enter`, and knows them again."""

    def __init__(self, enter: Callable[[tuple[Any, ...], dict[str, Any]], Any]) -> None:
        self.enter = enter
        # No RESUME: CPython takes such a frame for one that has not begun, and shows it to nobody.
        self.instructions = b"".join(
            bytes((dis.opmap[name], oparg)) + bytes(2 * dis._inline_cache_entries[dis.opmap[name]])  # type: ignore[attr-defined]
            for name, oparg in (
                ("PUSH_NULL", 0),
                ("LOAD_CONST", _ENTER),
                ("LOAD_FAST", 0),
                ("LOAD_FAST", 1),
                ("PRECALL", 2),
                ("CALL", 2),
                ("RETURN_VALUE", 0),
            )
        )

    def of(self, guest: CodeType, code: Code) -> CodeType:
        """The trampoline for a guest's code object."""
        found = code.trampoline() if code.trampoline is not None else None
        if found is None:
            found = guest.replace(
                co_argcount=0,
                co_posonlyargcount=0,
                co_kwonlyargcount=0,
                co_nlocals=2,
                co_varnames=("args", "kwargs"),
                co_cellvars=(),
                co_stacksize=5,
                co_flags=CO_OPTIMIZED | CO_NEWLOCALS | CO_VARARGS | CO_VARKEYWORDS,
                co_code=self.instructions,
                co_consts=(None, self.enter, guest, code),
                co_names=(),
                co_exceptiontable=b"",
            )
            code.trampoline = weakref.ref(found)
        return found

    def guest_code(self, function: FunctionType) -> tuple[CodeType, Code] | None:
        """The guest's code object of a function and what is prepared of it; None for a function of the host's."""
        constants = real_code(function).co_consts
        if len(constants) == 4 and constants[_ENTER] is self.enter:
            return constants[_GUEST_CODE], constants[_PREPARED]
        return None

    def adopt(self, function: FunctionType, guest: CodeType) -> None:
        """Make guest the code of a function."""
        _CODE.__set__(function, self.of(guest, prepared(guest)))


class CodeAttribute:
    """What `function.__code__` is while the machine is in place."""

    def __init__(self, trampolines: Trampolines) -> None:
        self.trampolines = trampolines

    def __get__(self, function: FunctionType | None, kind: type | None = None) -> Any:
        if function is None:
            return _CODE  # types.py asks the class for it, to name the type of such descriptors
        found = self.trampolines.guest_code(function)
        return real_code(function) if found is None else found[0]

    def __set__(self, function: FunctionType, code: Any) -> None:
        if not isinstance(code, CodeType) or self.trampolines.guest_code(function) is None:
            _CODE.__set__(function, code)
            return
        wanted, closure = len(code.co_freevars), len(function.__closure__ or ())
        if wanted != closure:
            raise ValueError(f"{function.__name__}() requires a code object with {closure} free vars, not {wanted}")
        self.trampolines.adopt(function, code)

    def __delete__(self, function: FunctionType) -> None:
        raise TypeError("__code__ must be set to a code object")


def names_of_function_type() -> dict[str, Any]:
    """The dict behind the function type's read-only `__dict__`."""
    (names,) = [each for each in gc.get_referents(FunctionType.__dict__) if isinstance(each, dict)]
    return names


def replace_code_attribute(attribute: Any) -> None:
    """Put a descriptor in the place of `__code__` of the function type."""
    names_of_function_type()["__code__"] = attribute
    type_modified(FunctionType)


def restore_code_attribute() -> None:
    """Undo replace_code_attribute."""
    replace_code_attribute(_CODE)
