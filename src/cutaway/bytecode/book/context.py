"""Entering and leaving `with` blocks."""

from cutaway.bytecode.define import NULL, control


def context_methods(machine, manager, enter_name, exit_name, protocol):
    """The bound methods that a with statement calls, or TypeError in CPython's words."""
    enter = machine.lookup_special(manager, enter_name)
    if enter is NULL:
        kind = machine.type_name(type(manager))
        raise TypeError(f"'{kind}' object does not support the {protocol} protocol")
    leave = machine.lookup_special(manager, exit_name)
    if leave is NULL:
        kind = machine.type_name(type(manager))
        raise TypeError(f"'{kind}' object does not support the {protocol} protocol (missed {exit_name} method)")
    return enter, leave


@control("manager -- leave, result")
def BEFORE_WITH(machine, frame, manager):
    """Push manager.__exit__ for later, and call manager.__enter__."""
    methods = context_methods(machine, manager, "__enter__", "__exit__", "context manager")
    machine.push(frame, methods[1])
    return machine.call_special(frame, methods[0], [])


@control("manager -- leave, result")
def BEFORE_ASYNC_WITH(machine, frame, manager):
    """Push manager.__aexit__ for later, and call manager.__aenter__; awaiting comes next."""
    methods = context_methods(machine, manager, "__aenter__", "__aexit__", "asynchronous context manager")
    machine.push(frame, methods[1])
    return machine.call_special(frame, methods[0], [])


@control("leave, lasti, previous, exc -- leave, lasti, previous, exc, answer")
def WITH_EXCEPT_START(machine, frame, leave, exc):
    """Tell the context manager of an exception; its answer says whether that is the end of it."""
    return machine.call_special(frame, leave, [type(exc), exc, exc.__traceback__])
