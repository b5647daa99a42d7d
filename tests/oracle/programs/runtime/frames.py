"""sys._getframe and frame attributes: chains, locals, lines, backs, builtins, clear, inspect's views."""
import inspect
import sys


def names():
    frame, out = sys._getframe(1), []
    while frame:
        out.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return out


def middle():
    return names()


class K:
    body = names()

    def method(self):
        return [names() for _ in range(1)]

    @property
    def prop(self):
        return names()

    def __add__(self, other):
        return names()

    def __getitem__(self, key):
        return names()

    def __iter__(self):
        yield names()

    def __enter__(self):
        return names()

    def __exit__(self, *a):
        print("exit", names())

    def __del__(self):
        print("del", names())


k = K()
print(names(), middle(), K.body, k.method(), k.prop, k + 1, k[0], list(k))
with k as n:
    print(n)
print((lambda: names())(), list(map(lambda _: names(), "x")), sorted([1], key=lambda _: names() and 0), eval("names()"), next(names() for _ in "x"))
del k
exec("def made():\n    return names()\nprint(made())")


def locals_of_caller():
    return sorted(sys._getframe(1).f_locals.items())


def caller(a, b=2):
    c = [a, b]

    def inner():
        return c

    return locals_of_caller()


print([(k, v if not callable(v) else "function") for k, v in caller(1)])
f = sys._getframe()
print(f.f_code.co_name, f.f_globals is globals(), f.f_locals is globals(), f.f_builtins is vars(__builtins__), f.f_back, f.f_lineno, f.f_trace, f.f_trace_lines, f.f_trace_opcodes)
try:
    sys._getframe(100)
except ValueError as error:
    print(error)


def kept():
    x = "kept local"
    return sys._getframe()


frame = kept()
print(frame.f_locals, frame.f_back, frame.f_lineno, frame.f_code.co_name, repr(frame).split(",")[-1])
frame.clear()
print(frame.f_locals)
try:
    sys._getframe().clear()
except RuntimeError as error:
    print(error)


def lines():
    frame = sys._getframe()
    a = frame.f_lineno
    b = (frame.f_lineno,
         frame.f_lineno)
    return a, b, frame.f_lasti > 0


print(lines())


def stack():
    return [(s.function, s.lineno, s.code_context and s.code_context[0].strip(), s.index) for s in inspect.stack()]


print(stack())
print(inspect.currentframe().f_lineno, inspect.getframeinfo(sys._getframe()).function, inspect.getargvalues(kept())[3])


def recursive(n):
    return recursive(n - 1) if n else len(inspect.stack())


print(recursive(5))


def generator():
    yield names()
    yield sys._getframe().f_back.f_code.co_name


def drives(g):
    return next(g), next(g)


print(drives(generator()))
print(sys._current_frames()[__import__("threading").get_ident()].f_code.co_name, sys._getframe().f_code is f.f_code)
try:
    f.f_lineno = 5
except ValueError as error:
    print(error)
for action in ("f.f_code = 1", "f.f_locals = {}", "f.f_back = None", "del f.f_lineno", "f.new = 1", "f.f_trace_lines = 5"):
    try:
        exec(action)
    except (AttributeError, TypeError) as error:
        print(action, "->", error)
