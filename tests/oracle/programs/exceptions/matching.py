"""What except clauses match: tuples, subclasses, expressions, non-exceptions, bare raise, re-raise."""


class E1(Exception):
    pass


class E2(E1):
    pass


def matches(exc, *clauses):
    try:
        raise exc
    except clauses:
        return True
    except BaseException:
        return False


print(matches(E2(), E1), matches(E1(), E2), matches(E2(), (KeyError, (E1,))) if False else matches(E2(), KeyError, E1))
print(matches(KeyboardInterrupt(), Exception), matches(SystemExit(), BaseException), matches(FileNotFoundError(), OSError))


def choose():
    print("expression evaluated")
    return (KeyError, ValueError)


try:
    raise ValueError("v")
except choose() as e:
    print("chosen", e)
try:
    pass
except choose():
    pass
for bad in (5, "ValueError", (ValueError, 5), None, [ValueError], object):
    try:
        try:
            raise KeyError("k")
        except bad:
            print("matched?")
    except TypeError as e:
        print(bad if not isinstance(bad, type) else bad.__name__, "->", e, "|", repr(e.__context__))
for thing in (5, "text", None, object, E1, E1("instance"), (E1,)):
    try:
        raise thing
    except E1 as e:
        print("E1", e.args)
    except TypeError as e:
        print("TypeError", e)
try:
    raise
except RuntimeError as e:
    print(e)


def reraise():
    try:
        raise ValueError("original")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            pass
        raise


try:
    reraise()
except ValueError as e:
    print(e, repr(e.__context__))


def bare_in_function():
    raise


try:
    try:
        1 / 0
    except ZeroDivisionError:
        bare_in_function()
except ZeroDivisionError as e:
    print("re-raised from another function", e)


class Meta(type):
    def __instancecheck__(cls, obj):
        print("instancecheck must not be asked")
        return True

    def __subclasscheck__(cls, sub):
        print("subclasscheck must not be asked")
        return True


class Odd(Exception, metaclass=Meta):
    pass


try:
    try:
        raise KeyError
    except Odd:
        print("no")
except KeyError:
    print("Odd does not match")


class RaisingInit(Exception):
    def __init__(self):
        raise RuntimeError("while making the exception")


try:
    raise RaisingInit
except RuntimeError as e:
    print(e)


class NotException(Exception):
    def __new__(cls):
        return 5


try:
    raise NotException
except TypeError as e:
    print(e)
try:
    raise E1("x", 1)
except E1 as e:
    print(e, e.args, repr(e), str(E1()), str(E1("a")), repr(E1("a", 2)))
    e.extra = 5
    print(e.__dict__)
first = E1("same")
for _ in range(2):
    try:
        raise first
    except E1 as e:
        depth = 0
        tb = e.__traceback__
        while tb:
            depth, tb = depth + 1, tb.tb_next
        print("depth", depth)
try:
    raise E1("with").with_traceback(None)
except E1 as e:
    print(e.__traceback__.tb_lineno > 0)
