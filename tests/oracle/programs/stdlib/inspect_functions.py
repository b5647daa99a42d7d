"""inspect: signatures, sources, members, calls; docstrings; classify; closures; unwrap."""
import functools
import inspect


def f(a, b: int = 2, /, c=3, *args: str, d, e: "x" = 5, **kw) -> None:
    """Docs of f.

    Indented line.
    """


class C:
    """Class docs"""

    attr = 1

    def method(self, x):
        "method docs"

    @classmethod
    def klass(cls, y=1): ...

    @staticmethod
    def static(z): ...

    @property
    def prop(self): ...

    def __call__(self, q): ...


class D(C):
    def method(self, x): ...


print(inspect.signature(f), inspect.signature(C().method), inspect.signature(C.klass), inspect.signature(C.static), inspect.signature(C()), inspect.signature(C))
sig = inspect.signature(f)
for p in sig.parameters.values():
    print(p.name, p.kind.name, p.default if p.default is not p.empty else "-", p.annotation if p.annotation is not p.empty else "-")
bound = sig.bind(1, 2, 3, 4, d=5, z=6)
bound.apply_defaults()
print(bound.arguments, bound.args, bound.kwargs)
for arguments in ((), (1, 2, 3), ):
    try:
        sig.bind(*arguments)
    except TypeError as e:
        print(e)
print(inspect.signature(functools.partial(f, 1, d=9)), inspect.signature(len), inspect.getfullargspec(f))
print(inspect.getdoc(f), "|", inspect.getdoc(D.method), "|", inspect.cleandoc("  a\n    b\n  c"))
print(inspect.getsource(C.method), inspect.getsourcelines(D)[1], inspect.getcomments(f))
print([(a.name, a.kind) for a in inspect.classify_class_attrs(C) if not a.name.startswith("__")])
print([n for n, _ in inspect.getmembers(C(), inspect.ismethod)], [n for n, _ in inspect.getmembers(C, inspect.isfunction)], inspect.getmro(D)[1].__name__)
for check in ("isfunction", "ismethod", "isclass", "ismodule", "isbuiltin", "isroutine", "isgeneratorfunction", "iscoroutinefunction", "isdatadescriptor", "ismethoddescriptor", "isabstract", "iscode", "isframe"):
    print(check, [getattr(inspect, check)(o) for o in (f, C().method, C, inspect, len, C.__dict__["prop"], str.upper, f.__code__)])


def outer():
    x, y = 1, 2

    def inner():
        return x, y, f, undefined, len

    return inner


print({k: (sorted(v) if isinstance(v, (dict, set)) else v) for k, v in inspect.getclosurevars(outer())._asdict().items()})


@functools.wraps(f)
def w(*a, **k): ...


print(inspect.unwrap(w) is f, inspect.signature(w) == sig, inspect.signature(w, follow_wrapped=False))
print(inspect.getcallargs(lambda a, b=2, *c: 0, 1), inspect.formatannotation(list[int]), inspect.getmodule(f).__name__)
print(inspect.signature(type("M", (type,), {"__call__": lambda cls, a: 0})("X", (), {})), inspect.signature(lambda *, k=1: 0).replace(parameters=[]))


def caller_info():
    info = inspect.getframeinfo(inspect.currentframe().f_back)
    return info.function, info.lineno, info.code_context[0].strip(), info.positions.lineno


print(caller_info())
print(inspect.trace() == [], inspect.isawaitable(outer()), inspect.getattr_static(C, "prop").__class__.__name__)
print(inspect.get_annotations(f), inspect.get_annotations(f, eval_str=False)["e"], inspect.getgeneratorstate(i for i in []))
