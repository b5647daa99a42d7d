"""ExceptionGroup and except*: splitting, nesting, re-raising, naked exceptions, notes, printing."""
import sys
import traceback


def make():
    return ExceptionGroup("eg", [ValueError("v1"), TypeError("t"), ExceptionGroup("nested", [ValueError("v2"), OSError("o")])])


def tree(e, depth=0):
    print("  " * depth + repr(e) if not isinstance(e, BaseExceptionGroup) else "  " * depth + f"{type(e).__name__}({e.message!r})")
    for sub in getattr(e, "exceptions", ()):
        tree(sub, depth + 1)


try:
    raise make()
except* ValueError as e:
    tree(e)
except* TypeError as e:
    tree(e)
except* OSError as e:
    tree(e)
else:
    print("never")
finally:
    print("finally")
try:
    try:
        raise make()
    except* ValueError:
        print("values handled")
except ExceptionGroup as rest:
    tree(rest)
try:
    try:
        raise make()
    except* ValueError:
        raise KeyError("in handler")
    except* TypeError as e:
        raise
except ExceptionGroup as e:
    tree(e)
    print([repr(s.__context__)[:20] for s in e.exceptions])
try:
    raise ValueError("naked")
except* ValueError as e:
    tree(e)
try:
    try:
        raise KeyError("not matched")
    except* ValueError:
        print("no")
except KeyError as e:
    print("naked passes", repr(e))
try:
    pass
except* ValueError:
    print("no")
else:
    print("else runs")


def in_function():
    for i in range(3):
        try:
            if i:
                raise ExceptionGroup("loop", [ValueError(i)])
        except* ValueError as e:
            yield e.exceptions[0].args
        else:
            yield "else"


print(list(in_function()))
for bad in (5, (ValueError, 5), ExceptionGroup, (ValueError, ExceptionGroup)):
    try:
        try:
            raise ValueError("x")
        except* bad:
            pass
    except BaseException as e:
        print(type(e).__name__, e)
eg = make()
match, rest = eg.split(ValueError)
tree(match)
tree(rest)
print(eg.subgroup(KeyError), eg.split(lambda e: isinstance(e, OSError))[0].exceptions[0].exceptions)
print(type(eg.derive([KeyError()])).__name__, type(BaseExceptionGroup("b", [ValueError()])).__name__)
for args in (("m", []), ("m", [5]), ("m",), (5, [ValueError()]), ("m", [KeyboardInterrupt()])):
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Own(ExceptionGroup):
    def __new__(cls, message, exceptions, code):
        self = super().__new__(cls, message, exceptions)
        self.code = code
        return self

    def derive(self, excs):
        return Own(self.message, excs, self.code)


try:
    raise Own("own", [ValueError(1), KeyError(2)], 42)
except* KeyError as e:
    print(type(e).__name__, e.code)
except* ValueError as e:
    print(type(e).__name__, e.code, sys.exc_info()[0].__name__)
eg.add_note("a note")
try:
    raise eg
except ExceptionGroup as e:
    traceback.print_exc(file=sys.stdout)


def raise_both():
    try:
        raise ExceptionGroup("first", [ValueError("a")])
    except* ValueError as e:
        raise ExceptionGroup("second", [KeyError("b")]) from e


try:
    raise_both()
except ExceptionGroup:
    traceback.print_exc(file=sys.stdout)
