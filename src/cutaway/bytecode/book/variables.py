"""Local variables, constants and cells.  Reading a variable without a value raises UnboundLocalError by itself."""

from cutaway.bytecode.define import instruction


@instruction("-- value")
def LOAD_FAST(variables, oparg):
    """Push a local variable."""
    return variables[oparg]


@instruction("-- value")
def LOAD_CONST(constant):
    """Push a constant."""
    return constant


@instruction("value --")
def STORE_FAST(variables, oparg, value):
    """Pop a value into a local variable."""
    variables[oparg] = value


@instruction("--")
def DELETE_FAST(variables, oparg):
    """Take a local variable's value away."""
    del variables[oparg]


@instruction("-- cell")
def LOAD_CLOSURE(variables, oparg):
    """Push a cell itself, for a function about to be made."""
    return variables[oparg]


@instruction("--")
def MAKE_CELL(machine, frame, oparg):
    """Put a local variable (an argument, perhaps, or nothing yet) into a new cell."""
    machine.make_cell(frame, oparg)


@instruction("--")
def COPY_FREE_VARS(machine, frame, oparg):
    """Lay the function's closure, oparg cells, into the last variables."""
    machine.copy_free_vars(frame, oparg)


@instruction("-- value")
def LOAD_DEREF(machine, frame, oparg):
    """Push what a cell holds."""
    return machine.load_deref(frame, oparg)


@instruction("-- value")
def LOAD_CLASSDEREF(machine, frame, oparg):
    """Push a name of a class body if it is bound there, else what the cell of that name holds."""
    return machine.load_classderef(frame, oparg)


@instruction("value --")
def STORE_DEREF(machine, frame, oparg, value):
    """Pop a value into a cell."""
    machine.store_deref(frame, oparg, value)


@instruction("--")
def DELETE_DEREF(machine, frame, oparg):
    """Empty a cell."""
    machine.delete_deref(frame, oparg)
