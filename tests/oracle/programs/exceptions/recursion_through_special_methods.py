"""Special methods that use the very operation they define: how deep that goes, and what an exception finds on its way.

Without an argument each form runs into the recursion limit; printed are the depth and the message.  With a number the
limit is out of the way, each form goes that deep, and once more with an exception at the bottom (tests/native/test_depth.py).
"""

import sys

DEPTH = int(sys.argv[1]) if len(sys.argv) > 1 else 10**6


class Bottom(Exception):
    pass


class Countdown:
    """How far it is to the bottom."""

    left = 0
    failing = False

    def step(self):
        if self.left == 0:
            if self.failing:
                raise Bottom
            return False
        self.left -= 1
        return True


countdown = Countdown()

TEMPLATE = """
class Subject{bases}:
    def {method}(self, *rest, **named):
        x = self
        if countdown.step():
            {use}
        return {answer}

def run():
    x = subject(Subject)
    {use}
"""


def instance(kind):
    return kind()


def form(name, method, use, answer="x", bases="", subject=instance):
    names = {"countdown": countdown, "subject": subject}
    exec(TEMPLATE.format(method=method, use=use, answer=answer, bases=bases), names)
    FORMS[name] = names["run"]


FORMS = {}
BINARY = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "<<": "lshift",
    ">>": "rshift", "&": "and", "|": "or", "^": "xor", "@": "matmul",
}  # fmt: skip
SWAPPED = {"<": "gt", "<=": "ge", "==": "eq", "!=": "ne", ">": "lt", ">=": "le"}

for sign, word in BINARY.items():
    form(f"x {sign} 1", f"__{word}__", f"x {sign} 1")
    form(f"1 {sign} x", f"__r{word}__", f"1 {sign} x")
    form(f"x {sign}= 1", f"__i{word}__", f"x {sign}= 1")
for sign, word in SWAPPED.items():
    own = {"gt": "lt", "lt": "gt", "ge": "le", "le": "ge"}.get(word, word)
    form(f"x {sign} 1", f"__{own}__", f"x {sign} 1", "True")
    form(f"1 {sign} x", f"__{word}__", f"1 {sign} x", "True")
form("x != 1 by __eq__", "__eq__", "x != 1", "True")
for sign, word in {"-": "neg", "+": "pos", "~": "invert"}.items():
    form(f"{sign}x", f"__{word}__", f"{sign}x")
form("x[1]", "__getitem__", "x[1]")
form("x[1] = 2", "__setitem__", "x[1] = 2")
form("del x[1]", "__delitem__", "del x[1]")
form("1 in x", "__contains__", "1 in x")
form("1 not in x", "__contains__", "1 not in x")
form("if x", "__bool__", "if x: pass", "True")
form("not x", "__bool__", "not x", "False")
form("x and 1", "__bool__", "x and 1", "True")
form("x or 1", "__bool__", "x or 1", "False")
form("if x by __len__", "__len__", "if x: pass", "3")
form("for in __iter__", "__iter__", "for _ in x: pass", "iter(())")
form("x()", "__call__", "x()")
form("x(*a)", "__call__", "x(*(1, 2))")
if len(sys.argv) > 1:  # CPython's message may speak of the comparison of two keywords
    form("x(1, k=2)", "__call__", "x(1, k=2)")
    form("x(**k)", "__call__", "x(**{'k': 2})")
form("x() of a class", "__call__", "x()", bases="(type)", subject=lambda kind: kind("made", (), {}))
form("Subject()", "__init__", "type(x)()", "None")
form("x.a by __getattr__", "__getattr__", "x.a")
form("x.a() by __getattr__", "__getattr__", "x.a()", "lambda: 1")
form("x.a = 1 by __setattr__", "__setattr__", "x.a = 1")
form("del x.a by __delattr__", "__delattr__", "del x.a")


def owner_of(kind):
    """An instance whose class holds an instance of `kind` as its attribute a."""
    return type("Owner", (), {"a": kind()})()


form("x.a by __get__", "__get__", "(rest[0] if 'rest' in locals() else x).a", "1", subject=owner_of)
form("x.a = 1 by __set__", "__set__", "(rest[0] if 'rest' in locals() else x).a = 1", "1", subject=owner_of)
form("del x.a by __delete__", "__delete__", "del (rest[0] if 'rest' in locals() else x).a", "1", subject=owner_of)


def with_property(part, use):
    def function(x, *rest):
        if countdown.step():
            again(x)

    names = {}
    exec(f"def again(x): {use}", names)
    again = names["again"]
    kind = type("Subject", (), {"a": property(**{part: function})})
    FORMS[f"{use} by property"] = lambda: again(kind())


with_property("fget", "x.a")
with_property("fset", "x.a = 1")
with_property("fdel", "del x.a")


def next_of():
    class Items:
        def __iter__(self):
            return self

        def __next__(self):
            if not countdown.step():
                raise StopIteration
            for _ in self:
                pass
            raise StopIteration

    for _ in Items():
        pass


FORMS["for by __next__"] = next_of


def depth_of(error):
    entry, depth = error.__traceback__, 0
    while entry:
        entry, depth = entry.tb_next, depth + 1
    return depth


def outcome(run, failing):
    countdown.left, countdown.failing = DEPTH, failing
    try:
        run()
    except RecursionError as error:
        return f"{depth_of(error)}: {error}"
    except Bottom as error:
        return f"Bottom, {depth_of(error) > DEPTH}"
    return f"returned, {countdown.left}"


if len(sys.argv) > 1:
    sys.setrecursionlimit(10 * DEPTH)
    for name, run in FORMS.items():
        print(f"{name:24} {outcome(run, False):16} {outcome(run, True)}", flush=True)
else:
    sys.setrecursionlimit(300)
    for name, run in FORMS.items():
        print(f"{name:24} {outcome(run, False)}")
