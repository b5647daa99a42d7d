"""contextvars in generators and threads, sys hooks, builtins replaced at run time, import of site's names."""
import builtins
import contextvars
import sys
import threading

var = contextvars.ContextVar("var", default=0)


def gen():
    for i in range(3):
        var.set(i)
        yield var.get()


g = gen()
print(next(g), var.get(), contextvars.copy_context().run(next, g), var.get())
ctx = contextvars.Context()
print(ctx.run(lambda: (var.get(), var.set(9), var.get())[::2]), var.get(), ctx[var])
try:
    ctx.run(ctx.run, print)
except RuntimeError as e:
    print(str(e)[:20])
t = threading.Thread(target=lambda: print("thread sees", var.get()))
t.start()
t.join()
original = builtins.print
builtins.print = lambda *a, **k: original("patched", *a, **k)
print("hello")
builtins.print = original
len_before = len
builtins.len = lambda x: 42
print(len([]))


def f():
    return len("x")


print(f())
builtins.len = len_before
print(f())


def shadow():
    len = lambda x: "local"
    return len([])


print(shadow())
globals()["len"] = lambda x: "global"
print(f())
del len
print(f())
builtins.__build_class__, saved = (lambda func, name, *bases, **kw: (original("building", name), saved(func, name, *bases, **kw))[1]), builtins.__build_class__


class Built:
    pass


builtins.__build_class__ = saved
sys.stdout.write("direct\n")


class Tee:
    def __init__(self, out):
        self.out, self.parts = out, []

    def write(self, s):
        self.parts.append(s)
        return self.out.write(s.upper())

    def flush(self):
        self.out.flush()


sys.stdout = Tee(sys.stdout)
print("tee", 1)
parts = sys.stdout.parts
sys.stdout = sys.__stdout__
print(parts)
sys.stdout = None
print("nothing")
sys.stdout = sys.__stdout__
sys.stderr = Tee(sys.__stdout__)
sys.excepthook(ValueError, ValueError("shown"), None)
sys.stderr = sys.__stderr__
print(exit.__class__.__name__, quit.eof if hasattr(quit, "eof") else quit, copyright.__class__.__name__, help.__class__.__name__)
try:
    quit(3)
except SystemExit as e:
    print(e.code)
exec("def g(): return x", d := {"x": 5, "__builtins__": {}})
print(d["g"]())
try:
    exec("x = [].missing", {"__builtins__": {}})
except AttributeError as e:
    print(e)
import types

h = types.FunctionType((lambda: abs(-3)).__code__, {"__builtins__": {"abs": lambda v: "own abs"}})
print(h(), h.__builtins__.keys())
