"""What the pure substrate knows of the host's memory: a handful of structures, read and written through ctypes.

The guest must see real frame objects (`f_back`, tracebacks, `sys._getframe`, zero-argument `super`).  Without compiled
code the only way to make one the *current* frame is to write the pointer that the host keeps.  The structures are those
of CPython 3.11 (Include/internal/pycore_frame.h, pystate.h); `verify` proves them on live objects before anything is
written, so that a host with another layout is refused and not damaged.
"""

from __future__ import annotations

import ctypes
import sys
from types import CodeType, FrameType, FunctionType, TracebackType
from typing import Any, Final, cast

from cutaway.base.errors import MachineBug

TYPE_NEW: Final = 65
"""Py_tp_new in Include/typeslots.h."""
TYPE_NEW_OFFSET: Final = 312
"""Of tp_new in PyTypeObject (Include/cpython/object.h)."""
OWNED_BY_THREAD: Final = 0
OWNED_BY_FRAME_OBJECT: Final = 2


class HostFrame(ctypes.Structure):
    """_PyInterpreterFrame up to its variables, which follow at once."""

    _fields_ = (
        ("f_func", ctypes.py_object),
        ("f_globals", ctypes.c_void_p),
        ("f_builtins", ctypes.c_void_p),
        ("f_locals", ctypes.c_void_p),
        ("f_code", ctypes.py_object),
        ("frame_obj", ctypes.c_void_p),
        ("previous", ctypes.c_void_p),
        ("prev_instr", ctypes.c_void_p),
        ("stacktop", ctypes.c_int),
        ("is_entry", ctypes.c_bool),
        ("owner", ctypes.c_byte),
    )


class HostFrameObject(ctypes.Structure):
    """PyFrameObject."""

    _fields_ = (
        ("ob_refcnt", ctypes.c_ssize_t),
        ("ob_type", ctypes.c_void_p),
        ("f_back", ctypes.c_void_p),
        ("f_frame", ctypes.c_void_p),
        ("f_trace", ctypes.c_void_p),
        ("f_lineno", ctypes.c_int),
        ("f_trace_lines", ctypes.c_char),
        ("f_trace_opcodes", ctypes.c_char),
        ("f_fast_as_locals", ctypes.c_char),
    )


class HostThread(ctypes.Structure):
    """PyThreadState, as far as the pointer to the C frame."""

    _fields_ = (
        ("prev", ctypes.c_void_p),
        ("next", ctypes.c_void_p),
        ("interp", ctypes.c_void_p),
        ("initialized", ctypes.c_int),
        ("static", ctypes.c_int),
        ("recursion_remaining", ctypes.c_int),
        ("recursion_limit", ctypes.c_int),
        ("recursion_headroom", ctypes.c_int),
        ("tracing", ctypes.c_int),
        ("tracing_what", ctypes.c_int),
        ("cframe", ctypes.c_void_p),
    )


VARIABLES_OFFSET: Final = ctypes.sizeof(HostFrame)
CURRENT_FRAME_OFFSET: Final = 8
"""Of `current_frame` in _PyCFrame, after one padded byte."""
FUNCTION_OFFSET: Final = HostFrame.f_func.offset
PREVIOUS_OFFSET: Final = HostFrame.previous.offset

_api: Final = ctypes.PyDLL(None)  # of our own: the guest may give ctypes.pythonapi other signatures
_api.PyThreadState_Get.restype = ctypes.c_void_p
_api.PyFrame_New.restype = ctypes.py_object
_api.PyFrame_New.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
# Addresses and not py_object: ctypes asks an object for its __class__ first, which may run the guest's code.
_api.PyErr_Restore.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_api.PyErr_Restore.restype = None
_api.PyErr_SetHandledException.argtypes = (ctypes.c_void_p,)
_api.PyErr_SetHandledException.restype = None
_api.Py_IncRef.argtypes = (ctypes.c_void_p,)
_api.Py_IncRef.restype = None
_api.Py_DecRef.argtypes = (ctypes.c_void_p,)
_api.Py_DecRef.restype = None
_api.PyObject_GC_UnTrack.argtypes = (ctypes.py_object,)
_api.PyObject_GC_UnTrack.restype = None
_api.PyObject_GC_Track.argtypes = (ctypes.py_object,)
_api.PyObject_GC_Track.restype = None
_api.PyType_Modified.argtypes = (ctypes.py_object,)
_api.PyType_Modified.restype = None
_api.PyType_GetSlot.argtypes = (ctypes.py_object, ctypes.c_int)
_api.PyType_GetSlot.restype = ctypes.c_void_p

_api.pthread_self.restype = ctypes.c_void_p
_api.pthread_getattr_np.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
_api.pthread_attr_getstack.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_api.pthread_attr_destroy.argtypes = (ctypes.c_void_p,)
_ATTRIBUTES_SIZE: Final = 256
"""More than any pthread_attr_t takes."""

increment_references: Final = _api.Py_IncRef
decrement_references: Final = _api.Py_DecRef
untrack: Final = _api.PyObject_GC_UnTrack
track: Final = _api.PyObject_GC_Track
type_modified: Final = _api.PyType_Modified
type_slot: Final = _api.PyType_GetSlot
_set_handled: Final = _api.PyErr_SetHandledException

pointer_at: Final = ctypes.c_void_p.from_address
object_at: Final = ctypes.py_object.from_address


def thread_address() -> int:
    """Where the running thread's state lies."""
    return cast(int, _api.PyThreadState_Get())


def stack_bounds() -> tuple[int, int]:
    """Where this thread's C stack ends, and its size.  Raises MachineBug where the C library does not say."""
    attributes = ctypes.create_string_buffer(_ATTRIBUTES_SIZE)
    lowest, size = ctypes.c_void_p(), ctypes.c_size_t()
    if _api.pthread_getattr_np(_api.pthread_self(), attributes):
        raise MachineBug("machine", "the size of this thread's C stack cannot be found out")
    _api.pthread_attr_getstack(attributes, ctypes.byref(lowest), ctypes.byref(size))
    _api.pthread_attr_destroy(attributes)
    return lowest.value or 0, size.value


def new_frame_object(thread: int, code: CodeType, names: dict[str, Any], local_names: Any) -> FrameType:
    """A frame object that no loop runs; `local_names` is a module's or class body's namespace, None for functions."""
    made: FrameType = _api.PyFrame_New(thread, id(code), id(names), None if local_names is None else id(local_names))
    view = HostFrame.from_address(HostFrameObject.from_address(id(made)).f_frame)
    view.frame_obj = id(made)  # or whoever walks past would make another object of it
    return made


def set_handled_exception(exc: BaseException | None) -> None:
    """Make an exception (or None) the one that `sys.exc_info()` reports and that new exceptions get as context."""
    _set_handled(None if exc is None else id(exc))


def raise_unchanged(exc: BaseException) -> None:
    """Raise exc with the traceback and the context that it has (a raise statement would give it a new context)."""
    traceback: TracebackType | None = exc.__traceback__
    increment_references(id(type(exc)))
    increment_references(id(exc))
    if traceback is not None:
        increment_references(id(traceback))
    _api.PyErr_Restore(id(type(exc)), id(exc), None if traceback is None else id(traceback))


def first_instruction(code: CodeType) -> int:
    """Where a code object's instructions lie."""
    return id(code) + CodeType.__basicsize__


def verify() -> None:
    """Prove the layout on this very frame.  Raises MachineBug where the host's differs."""
    thread = HostThread.from_address(thread_address())
    current = pointer_at(thread.cframe + CURRENT_FRAME_OFFSET).value
    view = HostFrame.from_address(current or 0)
    made = new_frame_object(thread_address(), verify.__code__, {}, None)
    copy = HostFrame.from_address(HostFrameObject.from_address(id(made)).f_frame)
    facts = (
        thread.recursion_limit == sys.getrecursionlimit(),
        view.f_code is verify.__code__,
        view.f_func is verify,
        view.f_globals == id(verify.__globals__),
        copy.f_code is verify.__code__,
        copy.owner == OWNED_BY_FRAME_OBJECT,
        copy.frame_obj == id(made),
        pointer_at(id(FunctionType) + TYPE_NEW_OFFSET).value == type_slot(FunctionType, TYPE_NEW),
        0 < view.prev_instr - first_instruction(verify.__code__) < len(verify.__code__.co_code),
    )
    if not all(facts):
        raise MachineBug("machine", f"this host's frames are or types are laid out otherwise: {facts}")
