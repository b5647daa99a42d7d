"""A trace function written in C hears calls and returns in pairs, whatever is imported, compiled or raised meanwhile."""
import ctypes
import importlib
import os
import sys
import tempfile

EVENTS = ("call", "exception", "line", "return", "c_call", "c_exception", "c_return", "opcode")
Listener = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.py_object, ctypes.c_int, ctypes.c_void_p)
set_trace = ctypes.pythonapi.PyEval_SetTrace
set_trace.argtypes = [Listener, ctypes.py_object]
set_trace.restype = None

folder = tempfile.mkdtemp()
for name, text in {
    "fresh_module": "x = 1\ndef f(): return [i for i in range(2)]\nf()\n",
    "failing_module": "def f(): raise KeyError(1)\nf()\n",
    "broken_module": "def f(:\n",
}.items():
    with open(os.path.join(folder, name + ".py"), "w") as file:
        file.write(text)
sys.path.insert(0, folder)
heard = []


@Listener
def listen(_, frame, what, argument):
    heard.append((EVENTS[what], frame.f_code.co_filename, frame.f_code.co_name, frame.f_lineno, id(frame)))
    return 0


class Thing:
    def __getattr__(self, name):
        raise AttributeError(name)

    def __getitem__(self, key):
        return [1][key]


def generate():
    try:
        yield 1
    finally:
        yield {}["missing"]


def imports():
    import fresh_module

    for name in ("failing_module", "broken_module", "no_such_module"):
        try:
            importlib.import_module(name)
        except (KeyError, SyntaxError, ImportError) as error:
            print(type(error).__name__)
    importlib.reload(fresh_module)


def compiles():
    space = {}
    exec("def g(x):\n    return 1 / x\n", space)
    for expression in ("g(0)", "g(", "undefined", "g(1)"):
        try:
            eval(expression, space)
        except Exception as error:
            print(type(error).__name__)


def raises():
    thing = Thing()
    for attempt in (
        lambda: thing.x, lambda: thing[5], lambda: list(generate()), lambda: {}[1], lambda: [][1], lambda: 1 / 0,
        lambda: undefined, lambda: int("x"), lambda: sorted([1, "a"]), lambda: next(iter(())), lambda: thing + 1,
    ):  # fmt: skip
        try:
            attempt()
        except Exception as error:
            print(type(error).__name__, getattr(thing, "y", 3))


for work in (imports, compiles, raises, imports):
    heard.clear()
    set_trace(listen, None)
    work()
    set_trace(ctypes.cast(None, Listener), None)
    open_calls = []
    for event, file, name, line, number in heard:
        if event == "call":
            open_calls.append((name, number))
        elif event == "return" and open_calls[-1:] == [(name, number)]:
            open_calls.pop()
        elif event == "return":
            print("a return without its call:", name, line)
    print(work.__name__, [name for name, _ in open_calls])
    for event, file, name, line, _ in heard:
        if file == __file__ or file.startswith(folder):
            print(event, os.path.basename(file), name, line)
