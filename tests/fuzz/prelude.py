"""What every fuzz program finds in its namespace: bounded printing, conversions, drivers, and the fuel that ends it.

All values are shown by `text_of`, which never prints an address, an order of hashing or more than a few hundred
characters; so two runs of one program print the same unless the machine is wrong.
"""

import sys
import traceback
import types

FUEL = 600
LONGEST = 6
_fuel = [FUEL]


class OutOfFuel(BaseException):
    """The program has run long enough."""


def tick():
    """Count a step: the first statement of every function and loop body of a program."""
    _fuel[0] -= 1
    if _fuel[0] < 0:
        raise OutOfFuel


def text_of(value, depth=3):
    """A short text that is the same in every run."""
    if value is None or value is Ellipsis or value is NotImplemented or isinstance(value, bool | float | complex):
        return repr(value)
    kind = type(value)
    if kind is int:
        return repr(value) if -(10**20) < value < 10**20 else f"int of {value.bit_length()} bits"
    if kind in (str, bytes):
        return repr(value[:60])
    if depth == 0:
        return f"<{kind.__name__}>"
    if isinstance(value, BaseExceptionGroup):
        return f"{kind.__name__}({value.message!r}, {[text_of(each, depth - 1) for each in value.exceptions]})"
    if isinstance(value, BaseException):
        return f"{kind.__name__}{tuple(text_of(each, depth - 1) for each in value.args[:LONGEST])}"
    if kind in (tuple, list):
        return f"{kind.__name__}[{', '.join(text_of(each, depth - 1) for each in value[:LONGEST])}]"
    if kind in (set, frozenset):
        return f"{kind.__name__}[{', '.join(sorted(text_of(each, depth - 1) for each in value)[:LONGEST])}]"
    if isinstance(value, dict):
        pairs = list(value.items())[:LONGEST]
        return f"{kind.__name__}[{', '.join(f'{text_of(k, depth - 1)}: {text_of(v, depth - 1)}' for k, v in pairs)}]"
    if isinstance(value, type | types.FunctionType | types.MethodType | types.BuiltinFunctionType):
        return f"<{kind.__name__} {value.__qualname__}>"
    return f"<{kind.__module__}.{kind.__qualname__}>"


def show(*values):
    """Print what happens."""
    print(*[value if type(value) is str else text_of(value) for value in values])


def clip(value, depth=2):
    """A copy that is small: no program grows its values without end, or ties them into a knot."""
    kind = type(value)
    if kind is int:
        return value % 997 if abs(value) > 997 else value
    if kind in (str, bytes):
        return value[:12]
    if kind in (list, tuple, set, frozenset):
        if depth == 0:
            return kind()
        members = sorted(value, key=text_of) if kind in (set, frozenset) else value
        return kind(clip(each, depth - 1) for each in list(members)[:LONGEST])
    if kind is dict:
        return {key: clip(each, depth - 1) for key, each in list(value.items())[:LONGEST]} if depth else {}
    return value


def num(value):
    """Any value as a small int."""
    if isinstance(value, int):
        return int(value) % 23
    if isinstance(value, str | bytes | list | tuple | dict | set | frozenset):
        return len(value)
    return 5


def word(value):
    """Any value as a short str."""
    return value[:8] if isinstance(value, str) else text_of(value)[:8]


def items(value):
    """Any value as a short list."""
    if isinstance(value, list | tuple):
        return list(value)[:LONGEST]
    if isinstance(value, str):
        return list(value[:4])
    if isinstance(value, dict):
        return list(value)[:LONGEST]
    return [num(value), 1, "x"]


def table(value):
    """Any value as a small dict with str keys."""
    if isinstance(value, dict):
        return {str(key): each for key, each in list(value.items())[:LONGEST]}
    return {f"k{index}": each for index, each in enumerate(items(value)[:3])}


def places(error):
    """Where an exception has been: functions and their lines, relative to their first."""
    found = []
    entry = error.__traceback__
    while entry is not None:
        code = entry.tb_frame.f_code
        found.append(f"{code.co_name}+{entry.tb_lineno - code.co_firstlineno}")
        entry = entry.tb_next
    return " ".join(found)


def report(error):
    """Print an exception: what it is, where it has been, and what it came from."""
    show("caught", error, "at", places(error), "cause", error.__cause__, "context", error.__context__)
    if error.__suppress_context__:
        show("context suppressed")
    if hasattr(error, "__notes__"):
        show("notes", error.__notes__)


def full_report(error):
    """Print an exception as the traceback module does, the marks under the source lines included."""
    print("".join(traceback.format_exception(error)))


def handled():
    """Print what is being handled."""
    show("handling", sys.exc_info()[1])


def drive(coroutine, answers=()):
    """Run a coroutine to its end; each thing awaited is shown and answered."""
    answers = list(answers)
    answer = None
    for _ in range(40):
        try:
            asked = coroutine.send(answer)
        except StopIteration as stop:
            show("returned", stop.value)
            return stop.value
        answer = answers.pop(0) if answers else num(asked)
        show("asked", asked, "answered", answer)
    coroutine.close()
    return None


def feed(generator, *actions):
    """Do things to a generator: ("send", value), ("throw", exception), "next", "close"; show what comes back."""
    for action in actions:
        try:
            if action == "next":
                show("next", next(generator))
            elif action == "close":
                show("close", generator.close())
            elif action[0] == "send":
                show("send", generator.send(action[1]))
            else:
                show("throw", generator.throw(action[1]))
        except StopIteration as stop:
            show("stop", stop.value)
        except Exception as error:
            report(error)
    show("frame", generator.gi_frame is None, "running", generator.gi_running)


def traced(function, *arguments, opcodes=False):
    """Call a function under sys.settrace; show every event."""
    seen = []

    def trace(frame, event, argument):
        frame.f_trace_opcodes = opcodes
        where = frame.f_lasti if opcodes else frame.f_lineno - frame.f_code.co_firstlineno
        seen.append(f"{frame.f_code.co_name}:{event}:{where}")
        if event == "exception":
            seen.append(text_of(argument[1]))
        return trace

    sys.settrace(trace)
    try:
        return function(*arguments)
    finally:
        sys.settrace(None)
        show("trace", "\n".join(seen[:400]))


def profiled(function, *arguments):
    """Call a function under sys.setprofile; show every event."""
    seen = []

    def profile(frame, event, argument):
        name = argument.__name__ if event.startswith("c_") else frame.f_code.co_name
        seen.append(f"{name}:{event}")

    sys.setprofile(profile)
    try:
        return function(*arguments)
    finally:
        sys.setprofile(None)
        show("profile", "\n".join(seen[:400]))


class Asked:
    """An awaitable that hands its question to whoever drives."""

    def __init__(self, question):
        self.question = question

    def __await__(self):
        tick()
        return (yield self.question)


class Manager:
    """A context manager, of both kinds, that shows its life."""

    def __init__(self, name, swallows=()):
        self.name, self.swallows = name, swallows

    def __enter__(self):
        tick()
        show("enter", self.name)
        return self

    def __exit__(self, kind, error, trail):
        show("exit", self.name, kind, error, trail is not None)
        return kind is not None and issubclass(kind, self.swallows)

    async def __aenter__(self):
        show("aenter", self.name)
        return await Asked(self.name)

    async def __aexit__(self, kind, error, trail):
        await Asked("leave")
        return self.__exit__(kind, error, trail)


class Mortal:
    """An object that says when it dies."""

    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


class Node:
    """An object with parts, for patterns and attributes."""

    __match_args__ = ("left", "right")

    def __init__(self, left=None, right=None):
        self.left, self.right = left, right
