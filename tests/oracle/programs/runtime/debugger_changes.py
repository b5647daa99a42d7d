"""A debugger that changes locals, jumps and inspects frames of functions, generators and comprehensions."""
import bdb
import io
import pdb
import sys


def target(n):
    total = 0
    factor = 2
    for i in range(n):
        total += i * factor
    label = f"total {total}"
    return label


def generator(n):
    for i in range(n):
        received = yield i
        print("received", received)


def closure():
    value = 1

    def inner():
        return value * 10

    result = inner()
    return result


def session(function, *args, commands):
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO("\n".join(commands) + "\n"), stdout=out, nosigint=True, readrc=False)
    debugger.use_rawinput = False
    debugger.prompt = "> "
    try:
        result = debugger.runcall(function, *args)
    except bdb.BdbQuit:
        result = "quit"
    print(function.__name__, result)
    print("\n".join(line.replace(__file__, "FILE") for line in out.getvalue().splitlines()))


session(target, 3, commands=["n", "n", "!factor = 100", "p factor", "c"])
session(target, 3, commands=["n", "n", "n", "n", "p i, total", "!total = 1000", "n", "!i = 50", "n", "n", "c"])
session(target, 5, commands=["n", "j 23", "p locals()", "c"])
session(target, 5, commands=["b 21, i == 3", "c", "p i", "tbreak 22", "c", "a", "w", "r", "c"])
session(closure, commands=["n", "n", "!value = 7", "n", "c"])
session(lambda: [x * y for x in range(2) for y in range(2)], commands=["s", "s", "p x if 'x' in dir() else None", "s", "s", "p sorted(locals())", "r", "c"])
session(lambda: list(generator(2)), commands=["s", "s", "n", "n", "p i", "!received = 'changed'", "n", "r", "c"])
session(target, 2, commands=["undisplay", "display total", "n", "n", "n", "n", "n", "c"])
session(target, 2, commands=["interact", "print(n + 1)", "factor = 9", "", "q"])


def post_mortem():
    def fails(x):
        local = x * 2
        return local / 0

    try:
        fails(4)
    except ZeroDivisionError as e:
        out = io.StringIO()
        p = pdb.Pdb(stdin=io.StringIO("p local\nup\nw\ndown\nll\nq\n"), stdout=out, readrc=False)
        p.use_rawinput = False
        p.reset()
        p.interaction(None, e.__traceback__)
        print(out.getvalue().replace(__file__, "FILE"))


post_mortem()


def change_locals_in_trace():
    a = 1
    b = a
    return a, b


def tracer(frame, event, arg):
    if event == "line" and frame.f_lineno == frame.f_code.co_firstlineno + 2:
        frame.f_locals["a"] = "set by the tracer"
    return tracer


sys.settrace(tracer)
result = change_locals_in_trace()
sys.settrace(None)
print(result)


class Count(bdb.Bdb):
    lines = calls = returns = exceptions = 0

    def user_call(self, frame, args):
        self.calls += 1

    def user_line(self, frame):
        self.lines += 1
        self.set_step()

    def user_return(self, frame, value):
        self.returns += 1

    def user_exception(self, frame, info):
        self.exceptions += 1


def many():
    out = []
    for i in range(3):
        try:
            out.append(1 / (i - 1))
        except ZeroDivisionError:
            out.append(target(i))
    return out


c = Count()
print(c.runcall(many), c.lines, c.calls, c.returns, c.exceptions)
