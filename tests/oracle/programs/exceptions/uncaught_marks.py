"""The ^^^^ marks under different expressions; each in its own function, the last one uncaught."""
import sys
import traceback


def a(d):
    return d["x"]["y"]["z"]


def b():
    return (1 + 2) * undefined_thing + 3


def c(x):
    return x.first.second.third


def e():
    return a({"x": {"y": None}}) + \
        c(1)


def f():
    return [n
            for n in range(3)
            if 1 / (n - 1)]


def g(**kw):
    return g(1, 2,
             three=3)


def h():
    x = 1;    y = x.real.imag.bad;    return y


def i():
    return "ä" * 3 + "ö" + len(5) * "ü"


def j():
    with open("/does/not/exist") as f: pass


def k():
    yield from 5


def l():
    def inner(
        v=1 / 0,
    ):
        pass


def m():
    class Inner:
        value = [1, 2, 3][10]


for function in (lambda: a({"x": {"y": 1}}), b, lambda: c(1), e, f, g, h, i, j, lambda: list(k()), l, m):
    try:
        function()
    except Exception:
        traceback.print_exc()
        print(file=sys.stderr)
a({"x": {}})
