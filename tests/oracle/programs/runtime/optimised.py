#: options -O
"""-O: asserts and __debug__ blocks vanish."""
import sys

assert False, "never"
if __debug__:
    print("debug")
else:
    print("optimised", sys.flags.optimize, __debug__)
print((lambda: __debug__)(), compile("assert 0", "f", "exec").co_code == compile("pass", "f", "exec").co_code)


def f():
    "docstring stays under -O"
    assert undefined_name


print(f(), f.__doc__)
