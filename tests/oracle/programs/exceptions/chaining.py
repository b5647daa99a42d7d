"""__context__, __cause__, __suppress_context__, cycles, notes, and how traceback prints them."""
import sys
import traceback


def show(e):
    seen = []
    while e is not None and e not in seen:
        seen.append(e)
        print(type(e).__name__, e.args, "cause", repr(e.__cause__), "context", repr(e.__context__), e.__suppress_context__)
        e = e.__cause__ or e.__context__


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("while handling")


def explicit():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise KeyError("from") from e


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("alone") from None


def three():
    try:
        implicit()
    except KeyError:
        raise ValueError("third")


def from_class():
    raise ValueError("v") from KeyError


def from_bad():
    raise ValueError("v") from 5


def in_finally():
    try:
        raise ValueError("first")
    finally:
        {}["second"]


def same():
    try:
        raise ValueError("a")
    except ValueError as e:
        raise e


def cycle():
    a, b = ValueError("a"), KeyError("b")
    try:
        try:
            raise a
        except ValueError:
            raise b
    except KeyError:
        raise a


def notes():
    e = ValueError("noted")
    e.add_note("first note")
    e.add_note("second\nnote")
    raise e


for f in (implicit, explicit, suppressed, three, from_class, from_bad, in_finally, same, cycle, notes):
    print("--", f.__name__)
    try:
        f()
    except Exception as e:
        show(e)
        traceback.print_exc(file=sys.stdout)
e = ValueError()
for action in ("e.__cause__ = 5", "e.__context__ = 'x'", "del e.__cause__", "e.__traceback__ = 3", "e.add_note(5)", "e.args = 5", "del e.args"):
    try:
        exec(action)
    except TypeError as error:
        print(action, "->", error)
e.__notes__ = "not a list"
try:
    e.add_note("x")
except TypeError as error:
    print(error)
e.__cause__ = KeyError("set by hand")
print(e.__suppress_context__)
print(sys.exc_info(), sys.exception())
try:
    raise OSError(2, "No such file", "name")
except OSError as e:
    print(type(e).__name__, e, e.errno, e.strerror, e.filename)
print(traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(ValueError, ValueError()))
try:
    raise ImportError("m", name="n", path="p")
except ImportError as e:
    print(e.name, e.path, e)
for e in (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "why"), StopIteration(5), SystemExit(3), KeyError("k"), UnicodeEncodeError("ascii", "é", 0, 1, "no"), SyntaxError("s", ("f", 1, 2, "text")), OSError("plain")):
    print(repr(e), "|", str(e))
