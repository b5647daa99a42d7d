"""The twin of process.c for machines without a C compiler: the same functions, by writing into the host's memory.

ctypes is loaded only here.  The one offset that is needed is found by looking, not written down: the field
`_co_firsttraceable` of code objects whose first traceable instruction is known to differ.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Generator
from sys import flags
from types import CodeType
from typing import Any

from cutaway.base.errors import MachineBug

_INT = ctypes.sizeof(ctypes.c_int)
_SEARCHED = 256


def _samples() -> list[tuple[CodeType, int]]:
    """Code objects with the index of their RESUME instruction."""
    kept = 0

    def plain() -> int:
        return 0

    def free() -> int:
        return kept

    def generator() -> Generator[int, None, None]:
        yield 0

    return [(plain.__code__, 0), (free.__code__, 1), (generator.__code__, 2)]


def _first_traceable_offset() -> int:
    """Find the field in the code object.  Raises MachineBug where this host's layout is another."""
    samples = _samples()
    for offset in range(CodeType.__basicsize__ - _INT, 0, -_INT):
        if offset < _SEARCHED and all(_int_at(code, offset).value == index for code, index in samples):
            return offset
    raise MachineBug("hand-over", "the host's code objects have no _co_firsttraceable where we can find it")


def _int_at(code: CodeType, offset: int) -> ctypes.c_int:
    return ctypes.c_int.from_address(id(code) + offset)


_OFFSET = _first_traceable_offset()


def hide(code: CodeType) -> None:
    """Leave a code object, and those among its constants, out of everything that shows frames."""
    if is_hidden(code):
        return
    _int_at(code, _OFFSET).value = len(code.co_code) // 2 + 1
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            hide(constant)


def is_hidden(code: CodeType) -> bool:
    """Answer whether hide() was applied to a code object."""
    return _int_at(code, _OFFSET).value > len(code.co_code) // 2


def state_flag(index: int, value: int) -> None:
    """Write one field of sys.flags, by its index."""
    set_item = ctypes.pythonapi.PyStructSequence_SetItem
    set_item.argtypes = [ctypes.py_object, ctypes.c_ssize_t, ctypes.py_object]
    set_item.restype = None
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(value))
    set_item(flags, index, value)


def variable(name: bytes) -> bytes:
    """Answer a variable of the process's environment as C sees it now; empty without one."""
    read = ctypes.CDLL(None).getenv
    read.argtypes, read.restype = [ctypes.c_char_p], ctypes.c_char_p
    value = read(name)
    return value if isinstance(value, bytes) else b""


def read_line(prompt: bytes) -> bytes:
    """Ask for one line.  Out: its bytes with the newline; empty at the end of the input."""
    try:
        return input(prompt.decode()).encode() + b"\n"
    except EOFError:
        return b""


def run_outermost(code: CodeType, namespace: dict[str, Any]) -> None:
    """Run a module's code as the outermost frame of the program."""
    exec(code, namespace)


def call_outermost(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Call a function as CPython's main program would."""
    return function(*arguments)


def set_apart() -> None:
    """Take what there is out of the guest's collections: here the host's own objects, too."""
    gc.freeze()


def call_apart(function: Callable[[], Any]) -> Any:
    """Call a function of ours; here the guest's garbage collector does see what it leaves behind."""
    return function()
