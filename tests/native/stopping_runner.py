"""Stop a program at each N-th instruction and look at it: `python stopping_runner.py ENGINE PROGRAM OUTPUT [EVERY]`.

Out, by marshal: [(count, ((function, offset, (value, ...)), ...)), ...], the frames from the innermost one down.
Values are said in words that are the same in another process; None is a stack that nobody knows, below a C function.
With "host" for an engine it is CPython's own trace function that is asked, at each instruction that it tells of:
[(function, offset), ...].  The program's own trace functions are called by it, so that it hears of them too.
"""

from __future__ import annotations

import gc
import sys
from marshal import dumps
from opcode import opmap
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from zlib import crc32

from cutaway import native
from cutaway.bytecode.null import NULL

LARGE = 1000
"""Integers beyond may be addresses, threads and processes."""
FRAMES = 40
"""As many of the innermost frames are looked at: a program may recurse deeply."""
RESUME, RAISE_VARARGS = opmap["RESUME"], opmap["RAISE_VARARGS"]
SAID = (int, float, str, bytes, bool, type(None))


def word(value: Any) -> str:
    """Say a value so that the same one is said the same elsewhere."""
    kind = type(value)
    if value is NULL:
        return "NULL"
    if kind is int and not -LARGE < value < LARGE:
        return "a large int"
    if kind in SAID:
        return repr(value)
    if kind in (tuple, list, dict, set):
        return f"{kind.__name__} of {len(value)}"
    return f"{kind.__name__} {value.__name__}" if kind is type or kind.__name__ == "function" else kind.__name__


def name(code: CodeType) -> str:
    """Two functions of one line may share even their name."""
    mark = crc32(code.co_code + code.co_linetable)
    return f"{Path(code.co_filename).name}:{code.co_firstlineno} {code.co_qualname} {mark:08x}"


def stops(engine: str, code: CodeType, every: int) -> list[Any]:
    """Run on a meter that stops and goes on."""
    found: list[Any] = []

    def over(meter: native.Meter) -> None:
        frames = [
            (name(at), offset, None if stack is None else tuple(map(word, stack)))
            for at, offset, stack in native.guest_frames(FRAMES)
        ]
        found.append((meter.instructions, tuple(frames)))
        meter.allow(every)

    native.hide(sys._getframe().f_code)
    native.mark_guest(code)
    native.install(engine)
    meter = native.Meter(every)
    meter.when_over = over
    meter.call(exec, code, {"__name__": "__main__"})
    native.uninstall()
    return found


class Hearing:
    """CPython's account of a run, by a trace function that leads the program's own ones too."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.set_trace = sys.settrace
        self.guest: Any = None
        """The program's trace function, as it knows it."""
        self.locals: dict[FrameType, Any] = {}
        """Its local trace functions."""
        self.asks_for_opcodes: set[FrameType] = set()
        self.is_within = False
        """Is it one of them that runs?  Nobody traces it then but we."""
        self.is_told = False
        """Was the instruction told of already, as the beginning of a line?"""
        self.raising: dict[FrameType, int] = {}
        """Frames in which an exception was told of, and where."""
        self.extra: set[FrameType] = set()

    def run(self, code: CodeType) -> list[Any]:
        """Run a program; where it was."""
        real = sys.settrace, sys.gettrace
        sys.settrace, sys.gettrace = self.set_guest, lambda: self.guest
        real[0](self.hear)
        try:
            exec(code, {"__name__": "__main__"})
        finally:
            real[0](None)
            sys.settrace, sys.gettrace = real
        return self.found

    def set_guest(self, function: Any) -> None:
        """Stand in for sys.settrace."""
        self.guest = function

    def lead(self, function: Any, *told: Any) -> Any:
        """Call a trace function so that it is traced itself."""
        self.is_within = True
        try:
            return sys.call_tracing(self.begin_anew, (function, told))
        finally:
            self.is_within = False

    def begin_anew(self, function: Any, told: tuple[Any, ...]) -> Any:
        """Call a function traced: sys.call_tracing alone lets nobody hear, in CPython 3.11."""
        self.set_trace(self.hear)
        return function(*told)

    def hear(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Be the trace function."""
        code = frame.f_code
        if code.co_filename == __file__:
            return None
        if event == "call" and self.is_of_tracing(frame):
            self.extra.add(frame)
        if frame in self.extra:
            if event == "return":
                self.extra.discard(frame)
            return self.hear
        if event == "exception":
            self.raising[frame] = frame.f_lasti
        is_resumed = event == "call" and code.co_code[frame.f_lasti] == RESUME
        if event == "line" or is_resumed or (event == "opcode" and not self.is_told):
            self.found.append((name(code), frame.f_lasti))
        self.is_told = event == "line"
        if not self.is_within and self.guest is not None:
            self.tell(frame, event, argument)
            self.is_told = event == "line"
        frame.f_trace_opcodes = True
        return self.hear

    def tell(self, frame: FrameType, event: str, argument: Any) -> None:
        """Tell the program's own trace function what it would hear."""
        if event == "opcode" and frame not in self.asks_for_opcodes:
            return
        local = self.guest if event == "call" else self.locals.get(frame)
        if local is None:
            return
        frame.f_trace_opcodes = frame in self.asks_for_opcodes
        self.locals[frame] = self.lead(local, frame, event, argument)
        if frame.f_trace_opcodes:
            self.asks_for_opcodes.add(frame)

    def is_of_tracing(self, frame: FrameType) -> bool:
        """Is it CPython's telling of an exception that calls?

        Before it tells a trace function, and only then, it asks the exception's class whether the exception is of it.
        """
        caller = frame.f_back
        return (
            frame.f_code.co_name == "__subclasscheck__"
            and caller is not None
            and caller.f_code.co_code[caller.f_lasti] == RAISE_VARARGS
            and self.raising.pop(caller, None) != caller.f_lasti
        )


def main() -> None:
    engine, path, output, *rest = sys.argv[1:]
    code = compile(Path(path).read_text(encoding="utf-8"), path, "exec", dont_inherit=True)
    native.prepare("plain")  # every process has the same modules, and importlib, which counts them, is no guest
    native.leave_importing_to_host()
    gc.collect()
    gc.disable()  # the application's own collections, between two stops, would run the guest's finalizers
    found = Hearing().run(code) if engine == "host" else stops(engine, code, int(rest[0]) if rest else 1)
    Path(output).write_bytes(dumps(found))


if __name__ == "__main__":
    main()
