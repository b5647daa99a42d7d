"""An error that the compiler, not the parser, finds."""
def f(x):
    nonlocal y
    return x
