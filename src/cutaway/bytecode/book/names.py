"""Global names, and the names of a module or class body."""

from cutaway.bytecode.define import NULL, instruction


@instruction("-- value", stands_for=("LOAD_GLOBAL", 0))
def LOAD_GLOBAL(machine, frame, name):
    """Push a global, or failing that a builtin."""
    return machine.load_global(frame, name)


@instruction("-- null, value", stands_for=("LOAD_GLOBAL", 1))
def LOAD_GLOBAL_CALLABLE(machine, frame, name):
    """Push NULL and a global that is about to be called."""
    return NULL, machine.load_global(frame, name)


@instruction("value --")
def STORE_GLOBAL(machine, frame, name, value):
    """Bind a global name."""
    machine.store_global(frame, name, value)


@instruction("--")
def DELETE_GLOBAL(machine, frame, name):
    """Unbind a global name."""
    machine.delete_global(frame, name)


@instruction("-- value")
def LOAD_NAME(machine, frame, name):
    """Look among the body's own names first, then globals, then builtins."""
    return machine.load_name(frame, name)


@instruction("value --")
def STORE_NAME(machine, frame, name, value):
    """Bind a name of the body."""
    machine.store_name(frame, name, value)


@instruction("--")
def DELETE_NAME(machine, frame, name):
    """Unbind a name of the body."""
    machine.delete_name(frame, name)
