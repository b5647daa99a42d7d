"""Making functions and classes."""

from cutaway.bytecode.define import instruction


@instruction(
    "defaults[oparg & 1], kwdefaults[oparg >> 1 & 1], annotations[oparg >> 2 & 1], closure[oparg >> 3 & 1], code"
    " -- function"
)
def MAKE_FUNCTION(machine, frame, defaults, kwdefaults, annotations, closure, code):
    """Make a function of a code object and whatever oparg's bits say lies beneath it."""
    return machine.make_function(
        frame,
        code,
        defaults[0] if defaults else None,
        kwdefaults[0] if kwdefaults else None,
        annotations[0] if annotations else None,
        closure[0] if closure else None,
    )


@instruction("-- builder")
def LOAD_BUILD_CLASS(machine, frame):
    """Push the function that carries out a class statement."""
    return machine.load_build_class(frame)


@instruction("--")
def SETUP_ANNOTATIONS(machine, frame):
    """Make sure that the body's names hold an __annotations__."""
    machine.setup_annotations(frame)
