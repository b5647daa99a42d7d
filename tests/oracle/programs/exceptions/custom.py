"""User-defined exception classes: attributes, str, pickling, inheritance from several built-ins, slots, equality."""
import copy
import pickle


class AppError(Exception):
    """Base of the application."""

    code = 1

    def __init__(self, message, *, detail=None):
        super().__init__(message)
        self.detail = detail

    def __str__(self):
        return f"[{self.code}] {super().__str__()}" + (f" ({self.detail})" if self.detail else "")


class NotFound(AppError, KeyError):
    code = 404


class Weird(Exception):
    def __str__(self):
        raise ValueError("str fails")


class NoRepr(Exception):
    def __repr__(self):
        return "custom repr"


class Args(Exception):
    def __init__(self, a, b):
        self.a, self.b = a, b


try:
    raise NotFound("missing", detail="key x")
except KeyError as e:
    print(e, repr(e), e.args, e.detail, isinstance(e, AppError), [c.__name__ for c in type(e).__mro__])
try:
    raise AppError("plain")
except AppError as e:
    print(e, f"{e!r:>10}", "%s" % e)
try:
    str(Weird())
except ValueError as e:
    print(e)
print([NoRepr()], str(NoRepr("s")), Args(1, 2).args, str(Args(1, 2)), repr(Args(1, "b")))
p = pickle.loads(pickle.dumps(AppError("pickled", detail=[1])))
print(p, p.detail, type(p).__name__)
print(copy.copy(AppError("copied", detail=2)), copy.deepcopy(NotFound("deep")))
print(ValueError("a") == ValueError("a"), hash(ValueError) == hash(ValueError), ValueError().args, ValueError(1, 2))
for bases in ((ValueError, KeyError), (OSError, ValueError), (ImportError, OSError), (Exception, int)):
    try:
        print(type("Multi", bases, {}).__mro__[1].__name__)
    except TypeError as e:
        print(e)


class Group(ExceptionGroup):
    pass


print(repr(Group("g", [AppError("in group")])))
e = AppError("x")
e.__setstate__({"detail": "set", "new": 1})
print(e, e.new, e.__reduce__()[1:])


class ExitLike(BaseException):
    pass


try:
    try:
        raise ExitLike("base")
    except Exception:
        print("not caught here")
except BaseException as e:
    print("caught", repr(e))


class Meta(type):
    def __call__(cls, *args):
        print("making", cls.__name__)
        return super().__call__(*args)


class MetaError(Exception, metaclass=Meta):
    pass


try:
    raise MetaError
except MetaError as e:
    print("raised class", e.args)


def factory():
    return AppError("made by a call")


try:
    raise factory()
except AppError as e:
    print(e)


class Comparable(Exception):
    def __eq__(self, other):
        return True

    __hash__ = None


try:
    raise Comparable
except (ValueError, Comparable) as e:
    print(e == 5)


class InClass:
    class Error(Exception):
        pass

    def fail(self):
        raise self.Error("nested class")


try:
    InClass().fail()
except InClass.Error as e:
    print(e, type(e).__qualname__)
