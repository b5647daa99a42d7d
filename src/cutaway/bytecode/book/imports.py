"""Imports."""

from cutaway.bytecode.define import instruction


@instruction("level, fromlist -- module")
def IMPORT_NAME(machine, frame, name, level, fromlist):
    """Import a module; `level` counts the leading dots, `fromlist` is None or the names to be fetched from it."""
    return machine.import_name(frame, name, fromlist, level)


@instruction("module -- module, value")
def IMPORT_FROM(machine, frame, name, module):
    """Fetch one name from a module, or failing that the submodule of that name."""
    return machine.import_from(frame, module, name)


@instruction("module --")
def IMPORT_STAR(machine, frame, module):
    """Bind all public names of a module."""
    machine.import_star(frame, module)
