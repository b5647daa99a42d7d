"""Frame objects and tracebacks: guest frames only, in the right order, with the right lines and variables."""

import sys
import traceback


def names(frame):
    found = []
    while frame is not None and frame.f_code.co_name != "<module>":
        found.append((frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals)))
        frame = frame.f_back
    return found


def inner(a):
    b = a + 1
    return names(sys._getframe())


def outer():
    c = 1
    return inner(c)


print(outer())
print(sorted([3, 1, 2], key=lambda x: print(len(names(sys._getframe()))) or -x))


def kept():
    frame = sys._getframe()
    first = frame.f_lineno
    second = (frame.f_lineno, frame.f_lineno)
    return frame, first, second


frame, first, second = kept()
print(first, second, frame.f_locals["first"], frame.f_back.f_code.co_name)


def failing(x):
    secret = x
    raise ValueError(secret)


def chain():
    try:
        failing(1)
    except ValueError:
        list(map(failing, [2]))


try:
    chain()
except ValueError as error:
    tb = error.__traceback__
    while tb:
        print(
            tb.tb_frame.f_code.co_name, tb.tb_lineno, sorted(tb.tb_frame.f_locals.keys() & {"secret", "x", "failing"})
        )
        tb = tb.tb_next
    print(type(error.__context__).__name__, [s.name for s in traceback.extract_tb(error.__context__.__traceback__)])
