"""Stop a program at each N-th instruction and look at it: `python stopping_runner.py ENGINE PROGRAM OUTPUT [EVERY]`.

Out, by marshal: [(count, ((function, offset, (value, ...)), ...)), ...], the frames from the innermost one down.
Values are said in words that are the same in another process; None is a stack that nobody knows, below a C function.
With "host" for an engine it is CPython's own trace function that is asked, at each instruction that it tells of:
[(function, offset), ...].
"""

from __future__ import annotations

import gc
import sys
from marshal import dumps
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


def heard(code: CodeType) -> list[Any]:
    """Run under CPython with a trace function."""
    found: list[Any] = []

    def hear(frame: FrameType, event: str, _: Any) -> Any:
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        if event == "opcode" or (event == "call" and frame.f_code.co_code[frame.f_lasti] == 151):
            found.append((name(frame.f_code), frame.f_lasti))
        return hear

    sys.settrace(hear)
    exec(code, {"__name__": "__main__"})
    sys.settrace(None)
    return found


def main() -> None:
    engine, path, output, *rest = sys.argv[1:]
    code = compile(Path(path).read_text(encoding="utf-8"), path, "exec", dont_inherit=True)
    native.prepare("plain")  # every process has the same modules, and importlib, which counts them, is no guest
    native.leave_importing_to_host()
    gc.collect()
    gc.disable()  # the application's own collections, between two stops, would run the guest's finalizers
    found = heard(code) if engine == "host" else stops(engine, code, int(rest[0]) if rest else 1)
    Path(output).write_bytes(dumps(found))


if __name__ == "__main__":
    main()
