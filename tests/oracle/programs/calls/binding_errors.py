"""Each way in which the arguments of a call fail to fit, and the sentence CPython says."""


def no_parameters():
    pass


def one(a):
    pass


def two(a, b):
    pass


def three_two_defaults(a, b=1, c=2):
    pass


def keyword_only(a, *, k, m):
    pass


def keyword_only_default(a, *, k=1):
    pass


def positional_only(a, b, /, c):
    pass


def everything(a, /, b, *args, c, d=4, **kw):
    pass


def attempt(label, call):
    try:
        print(label, "->", call())
    except TypeError as error:
        print(label, "->", error)


attempt("none given 1", lambda: no_parameters(1))
attempt("none given 2", lambda: no_parameters(1, 2))
attempt("none given keyword", lambda: no_parameters(x=1))
attempt("one given 0", lambda: one())
attempt("one given 2", lambda: one(1, 2))
attempt("one given twice", lambda: one(1, a=2))
attempt("one wrong keyword", lambda: one(b=2))
attempt("two given 0", lambda: two())
attempt("two given 1", lambda: two(1))
attempt("two given 3", lambda: two(1, 2, 3))
attempt("two only b", lambda: two(b=1))
attempt("defaults given 4", lambda: three_two_defaults(1, 2, 3, 4))
attempt("defaults given 0", lambda: three_two_defaults())
attempt("defaults dup", lambda: three_two_defaults(1, 2, b=3))
attempt("kwonly missing both", lambda: keyword_only(1))
attempt("kwonly missing one", lambda: keyword_only(1, k=1))
attempt("kwonly too many", lambda: keyword_only(1, 2, k=1, m=2))
attempt("kwonly positional surplus", lambda: keyword_only(1, 2, 3, k=1))
attempt("kwonly default surplus", lambda: keyword_only_default(1, 2))
attempt("posonly as keyword", lambda: positional_only(1, b=2, c=3))
attempt("posonly both as keyword", lambda: positional_only(a=1, b=2, c=3))
attempt("posonly missing", lambda: positional_only())
attempt("everything missing", lambda: everything())
attempt("everything c missing", lambda: everything(1, 2, 3))
attempt("everything a in kw", lambda: everything(1, 2, c=3, a=5))
attempt("star not iterable", lambda: one(*3))
attempt("double star no mapping", lambda: one(**3))
attempt("double star int keys", lambda: one(**{1: 2}))
attempt("double star twice", lambda: two(**{"a": 1}, **{"a": 2}))
attempt("kw then double star twice", lambda: two(a=1, **{"a": 2}))
attempt("builtin surplus", lambda: len([], []))
attempt("builtin missing", lambda: len())
attempt("builtin keyword", lambda: len(obj=[]))
attempt("not callable int", lambda: (3)())
attempt("not callable str", lambda: "x"())
attempt("not callable None", lambda: None())
attempt("method surplus", lambda: "a".upper(1))
attempt("class surplus", lambda: object(1))


class Plain:
    pass


class WithInit:
    def __init__(self, a, b):
        pass

    def method(self):
        pass

    @staticmethod
    def static(a):
        pass

    @classmethod
    def klass(cls):
        pass


attempt("Plain surplus", lambda: Plain(1))
attempt("Plain keyword", lambda: Plain(a=1))
attempt("WithInit missing", lambda: WithInit(1))
attempt("WithInit surplus", lambda: WithInit(1, 2, 3))
attempt("method surplus", lambda: WithInit(1, 2).method(1))
attempt("method unbound", lambda: WithInit.method())
attempt("static missing", lambda: WithInit.static())
attempt("klass surplus", lambda: WithInit.klass(1))
attempt("lambda missing", lambda: (lambda x, y: 0)(1))
attempt("many missing", lambda: (lambda a, b, c, d: 0)())
