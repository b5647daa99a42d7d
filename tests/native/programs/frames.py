"""Frames that outlive their calls, tracebacks, locals, f_back, suspended frames."""

import sys
import traceback


def keep(x):
    y = x * 2
    return sys._getframe()


def caller():
    return keep(21)


frame = caller()
print(frame.f_locals, frame.f_lineno, frame.f_back.f_code.co_name, frame.f_back.f_back.f_code.co_name)
frame.clear()
print(frame.f_locals)


def chain(n):
    z = n
    if n == 0:
        raise LookupError("bottom")
    chain(n - 1)


try:
    chain(3)
except LookupError as error:
    tb = error.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_locals.get("z"))
        tb = tb.tb_next
    print("".join(traceback.format_exception(error)).count("chain(n - 1)"))


class Dies:
    def __del__(self):
        print("dies in", sys._getframe().f_back.f_code.co_name)


def holds():
    d = Dies()


def drops():
    holds()
    return sys.exc_info()


print(drops())


def local_names():
    a = 1

    def inner():
        return a

    b = inner
    return sorted(locals())


print(local_names())


class Super:
    def who(self):
        return "super"


class Sub(Super):
    def who(self):
        return super().who(), __class__.__name__


print(Sub().who())
exec("print(sorted(k for k in locals() if k in 'ab'))", {"a": 1}, {"b": 2})
print(eval("[x for x in (1, 2)]"))
