"""Builtins that run code, or that speak of the running frame where the host's could only speak of ours."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from operator import index
from types import BuiltinFunctionType, CellType, CodeType, FunctionType
from typing import Any, Final

from cutaway.bytecode.null import NULL
from cutaway.machine.pure.machine import PureMachine, current_machine

_host_build_class: Final = builtins.__build_class__
_host_exec: Final = builtins.exec
_COMPILER_FLAGS: Final = 0x1FE0000 | 0x2000  # the future flags and PyCF_ALLOW_TOP_LEVEL_AWAIT


class Compiler:
    """The compiler in use: a function with the signature of builtins.compile."""

    compile: Callable[..., Any] = staticmethod(builtins.compile)


def inherited_flags(machine: PureMachine) -> int:
    """The future statements of the code that calls compile, exec or eval."""
    frame = machine.current
    return 0 if frame is None else frame.code.flags & _COMPILER_FLAGS


def compile_source(machine: PureMachine, source: Any, mode: str, name: str) -> CodeType:
    """The code of a string given to exec or eval."""
    if not isinstance(source, (str, bytes, bytearray, memoryview)):
        raise TypeError(f"{name}() arg 1 must be a string, bytes or code object")
    if mode == "eval":
        if isinstance(source, str):
            source = source.lstrip(" \t")
        else:
            source = bytes(source).lstrip(b" \t")
    code: CodeType = Compiler.compile(source, "<string>", mode, inherited_flags(machine), True, -1)
    return code


def compile(  # noqa: A001
    source: Any,
    filename: Any,
    mode: str,
    flags: int = 0,
    dont_inherit: bool = False,
    optimize: int = -1,
    *,
    _feature_version: int = -1,
) -> Any:
    """Compile source into a code object that can be executed by exec() or eval()."""
    flags, optimize = index(flags), index(optimize)
    if not dont_inherit:
        flags |= inherited_flags(current_machine())
    return Compiler.compile(source, filename, mode, flags, True, optimize)


def namespaces(machine: PureMachine, name: str, global_names: Any, local_names: Any) -> tuple[dict[str, Any], Any]:
    """The globals and locals that exec and eval use, with the caller's in place of those not given."""
    frame = machine.current
    if global_names is None:
        if frame is None:
            raise SystemError("globals and locals cannot be NULL")
        global_names = frame.globals
        if local_names is None:
            local_names = frame.locals if frame.locals is not None else machine.local_names(frame)
    elif local_names is None:
        local_names = global_names
    if not isinstance(global_names, dict):
        if name == "exec":
            raise TypeError(f"exec() globals must be a dict, not {machine.type_name(type(global_names))}")
        mapping = hasattr(type(global_names), "__getitem__")
        raise TypeError(
            "globals must be a real dict; try eval(expr, {}, mapping)" if mapping else "globals must be a dict"
        )
    if not hasattr(type(local_names), "__getitem__"):
        if name == "exec":
            raise TypeError(f"locals must be a mapping or None, not {machine.type_name(type(local_names))}")
        raise TypeError("locals must be a mapping")
    if "__builtins__" not in global_names:
        global_names["__builtins__"] = builtins.__dict__ if frame is None else frame.builtins
    return global_names, local_names


def exec(*arguments: Any, closure: Any = None) -> None:  # noqa: A001
    """Execute the given source in the context of globals and locals.

    The source may be a string representing one or more Python statements
    or a code object as returned by compile().
    The globals must be a dictionary and locals can be any mapping,
    defaulting to the current globals and locals.
    If only globals is given, locals defaults to it.
    The closure must be a tuple of cellvars, and can only be used
    when source is a code object requiring exactly that many cellvars.
    """
    given = len(arguments)
    if not given:
        raise TypeError("exec() takes at least 1 positional argument (0 given)")
    if given > 3:
        raise TypeError(f"exec() takes at most 3 positional arguments ({given} given)")
    source, globals, locals = (*arguments, None, None)[:3]  # noqa: A001
    machine = current_machine()
    global_names, local_names = namespaces(machine, "exec", globals, locals)
    if not isinstance(source, CodeType):
        if closure is not None:
            raise TypeError("closure can only be used when source is a code object")
        source = compile_source(machine, source, "exec", "exec")
    else:
        check_closure(source, closure)
        sys.audit("exec", source)
    machine.run_code(source, global_names, local_names, closure)


def check_closure(code: CodeType, closure: Any) -> None:
    """Raise TypeError unless exec's closure fits the code's free variables."""
    wanted = len(code.co_freevars)
    if not wanted:
        if closure is not None:
            raise TypeError("cannot use a closure with this code object")
        return
    cells = isinstance(closure, tuple) and not [cell for cell in closure if not isinstance(cell, CellType)]
    if not cells or len(closure) != wanted:
        raise TypeError(f"code object requires a closure of exactly length {wanted}")


def eval(*arguments: Any, **keywords: Any) -> Any:  # noqa: A001
    """Evaluate the given source in the context of globals and locals.

    The source may be a string representing a Python expression
    or a code object as returned by compile().
    The globals must be a dictionary and locals can be any mapping,
    defaulting to the current globals and locals.
    If only globals is given, locals defaults to it.
    """
    given = len(arguments)
    if keywords:
        raise TypeError("eval() takes no keyword arguments")
    if not given:
        raise TypeError("eval expected at least 1 argument, got 0")
    if given > 3:
        raise TypeError(f"eval expected at most 3 arguments, got {given}")
    source, globals, locals = (*arguments, None, None)[:3]  # noqa: A001
    machine = current_machine()
    global_names, local_names = namespaces(machine, "eval", globals, locals)
    if not isinstance(source, CodeType):
        source = compile_source(machine, source, "eval", "eval")
    else:
        sys.audit("exec", source)
        if source.co_freevars:
            raise TypeError("code object passed to eval() may not contain free variables")
    return machine.run_code(source, global_names, local_names)


# the class statement


def build_class(function: Any, name: Any = NULL, /, *bases: Any, **keywords: Any) -> Any:
    """Carry out a class statement (builtin___build_class__ in Python/bltinmodule.c)."""
    machine = current_machine()
    if name is NULL:
        raise TypeError("__build_class__: not enough arguments")
    if not isinstance(function, FunctionType):
        raise TypeError("__build_class__: func must be a function")
    if not isinstance(name, str):
        raise TypeError("__build_class__: name is not a string")
    if machine.trampolines.guest_code(function) is None:
        return _host_build_class(function, name, *bases, **keywords)
    resolved = resolve_bases(bases)
    metaclass = keywords.pop("metaclass", NULL)
    is_class = metaclass is NULL or isinstance(metaclass, type)
    if metaclass is NULL:
        metaclass = type(resolved[0]) if resolved else type
    if is_class:
        metaclass = most_derived(metaclass, resolved)
    namespace = prepare(machine, metaclass, is_class, name, resolved, keywords)
    cell = machine.run_body(function, namespace)
    if resolved is not bases:
        namespace["__orig_bases__"] = bases
    made = metaclass(name, resolved, namespace, **keywords)
    if isinstance(made, type) and isinstance(cell, CellType):
        check_class_cell(cell, made, name)
    return made


def resolve_bases(bases: tuple[Any, ...]) -> tuple[Any, ...]:
    """The bases with those that are no classes replaced by what their __mro_entries__ say."""
    resolved: list[Any] | None = None
    for position, base in enumerate(bases):
        entries: Any = NULL if isinstance(base, type) else getattr(base, "__mro_entries__", NULL)
        if entries is NULL:
            if resolved is not None:
                resolved.append(base)
            continue
        new = entries(bases)
        if not isinstance(new, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        if resolved is None:
            resolved = list(bases[:position])
        resolved.extend(new)
    return bases if resolved is None else tuple(resolved)


def most_derived(metaclass: Any, bases: tuple[Any, ...]) -> Any:
    """The metaclass that is a subclass of all others (_PyType_CalculateMetaclass)."""
    winner = metaclass
    for base in bases:
        kind = type(base)
        if issubclass(winner, kind):
            continue
        if not issubclass(kind, winner):
            raise TypeError(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                "metaclasses of all its bases"
            )
        winner = kind
    return winner


def prepare(
    machine: PureMachine, metaclass: Any, is_class: bool, name: str, bases: tuple[Any, ...], keywords: dict[str, Any]
) -> Any:
    """The namespace for a class body."""
    make: Any = getattr(metaclass, "__prepare__", NULL)
    if make is NULL:
        return {}
    namespace = make(name, bases, **keywords)
    if not hasattr(type(namespace), "__getitem__"):
        owner = metaclass.__name__ if is_class else "<metaclass>"
        kind = machine.type_name(type(namespace))
        raise TypeError(f"{owner}.__prepare__() must return a mapping, not {kind}")
    return namespace


def check_class_cell(cell: CellType, made: type, name: str) -> None:
    """Raise unless type.__new__ has put the class into the body's __class__ cell."""
    try:
        found = cell.cell_contents
    except ValueError:
        found = NULL
    if found is made:
        return
    if found is NULL:
        raise RuntimeError(
            f"__class__ not set defining {name!r} as {made!r}. Was __classcell__ propagated to type.__new__?"
        )
    raise TypeError(f"__class__ set to {found!r} defining {name!r} as {made!r}")


# sys


def settrace(function: Any, /) -> None:
    """Set the global debug tracing function."""
    machine = current_machine()
    machine.set_functions(function, machine.profile_function)


def gettrace() -> Any:
    """Return the global debug tracing function set with sys.settrace."""
    return current_machine().trace_function


def setprofile(function: Any, /) -> None:
    """Set the profiling function."""
    machine = current_machine()
    machine.set_functions(machine.trace_function, function)


def getprofile() -> Any:
    """Return the profiling function set with sys.setprofile."""
    return current_machine().profile_function


def setrecursionlimit(limit: int, /) -> None:
    """Set the maximum depth of the Python interpreter stack to n."""
    if not isinstance(limit, int):
        kind = current_machine().type_name(type(limit))
        raise TypeError(f"'{kind}' object cannot be interpreted as an integer")
    if not -(2**31) <= limit < 2**31:
        raise OverflowError("Python int too large to convert to C int")
    if limit < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    depth = current_machine().depth
    if depth >= limit:
        raise RecursionError(
            f"cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )
    PureMachine.recursion_limit = limit


def getrecursionlimit() -> int:
    """Return the current value of the recursion limit."""
    return PureMachine.recursion_limit


_host_addaudithook: Final = sys.addaudithook


def addaudithook(hook: Any, /) -> None:
    """Adds a new audit hook callback."""

    def without_ours(event: str, arguments: Any) -> None:
        # This substrate reads the host's memory and functions' code all the time, also to call the hook.
        if event == "ctypes.cdata" or (event == "object.__getattr__" and arguments[1] == "__code__"):
            return
        if event == "builtins.id" and not current_machine().linked:
            return
        hook(event, arguments)

    _host_addaudithook(without_ours)


REPLACED: Final = {
    builtins: {"compile": compile, "exec": exec, "eval": eval, "__build_class__": build_class},
    sys: {
        "addaudithook": addaudithook,
        "settrace": settrace,
        "gettrace": gettrace,
        "setprofile": setprofile,
        "getprofile": getprofile,
        "setrecursionlimit": setrecursionlimit,
        "getrecursionlimit": getrecursionlimit,
    },
}
"""Module -> the names that `install` puts there."""

for _names in REPLACED.values():
    for _name, _function in _names.items():
        _function.__name__ = _function.__qualname__ = _name
for _function in REPLACED[builtins].values():
    _function.__module__ = "builtins"
for _function in REPLACED[sys].values():
    _function.__module__ = "sys"
__all__ = ["REPLACED", "BuiltinFunctionType", "Compiler"]
