"""Jumps and loops.  Jumps backwards poll, so that no loop runs on unseen."""

from cutaway.bytecode.define import control, instruction, jump


@instruction("--")
def NOP():
    """Nothing; it carries a line number."""


@instruction("--")
def EXTENDED_ARG():
    """The high bits of the next oparg; the decoder has folded them in."""


@instruction("--")
def CACHE():
    """Room for an inline cache; the decoder steps over it."""


@jump("--")
def JUMP_FORWARD():
    """Go to oparg."""
    return True


@jump("--", polls=True)
def JUMP_BACKWARD():
    """Go back to oparg, the head of a loop."""
    return True


@jump("--")
def JUMP_BACKWARD_NO_INTERRUPT():
    """Go back to oparg inside an await, where an interrupt is to meet the innermost coroutine and not this one."""
    return True


@jump("condition --")
def POP_JUMP_FORWARD_IF_FALSE(condition):
    """Jump unless the top is true."""
    return not condition


@jump("condition --", polls=True)
def POP_JUMP_BACKWARD_IF_FALSE(condition):
    """Jump back unless the top is true."""
    return not condition


@jump("condition --")
def POP_JUMP_FORWARD_IF_TRUE(condition):
    """Jump if the top is true."""
    return condition


@jump("condition --", polls=True)
def POP_JUMP_BACKWARD_IF_TRUE(condition):
    """Jump back if the top is true."""
    return condition


@jump("value --")
def POP_JUMP_FORWARD_IF_NONE(value):
    """Jump if the top is None."""
    return value is None


@jump("value --", polls=True)
def POP_JUMP_BACKWARD_IF_NONE(value):
    """Jump back if the top is None."""
    return value is None


@jump("value --")
def POP_JUMP_FORWARD_IF_NOT_NONE(value):
    """Jump if the top is not None."""
    return value is not None


@jump("value --", polls=True)
def POP_JUMP_BACKWARD_IF_NOT_NONE(value):
    """Jump back if the top is not None."""
    return value is not None


@jump("condition --", jumped="condition -- condition")
def JUMP_IF_FALSE_OR_POP(condition):
    """`and`: keep a false top and jump, or drop it and look at the next operand."""
    return not condition


@jump("condition --", jumped="condition -- condition")
def JUMP_IF_TRUE_OR_POP(condition):
    """`or`: keep a true top and jump, or drop it and look at the next operand."""
    return condition


@control("iterator -- iterator, item", jumped="iterator --")
def FOR_ITER(machine, frame, oparg, iterator):
    """Push the next item; when nothing is left, drop the iterator and jump to oparg."""
    return machine.next_item(frame, iterator, oparg)
