"""Moving things about on the stack."""

from cutaway.bytecode.define import NULL, instruction


@instruction("ignored --")
def POP_TOP():
    """Drop the top."""


@instruction("-- null")
def PUSH_NULL():
    """Push an empty slot."""
    return NULL


@instruction("item, between[oparg - 1] -- item, between, copy")
def COPY(item):
    """Push a copy of an item further down."""
    return item


@instruction("deep, between[oparg - 2], top -- new_deep, between, new_top")
def SWAP(deep, top):
    """Exchange the top with an item further down."""
    return top, deep


@instruction("value --")
def PRINT_EXPR(machine, frame, value):
    """Hand the value of an interactive statement to sys.displayhook."""
    machine.print_expression(frame, value)
