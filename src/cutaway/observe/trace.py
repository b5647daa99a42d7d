"""Report each instruction of a running guest, with the value stack before and after it.

    tracer = Tracer(send, stack_of, "app.py", "", limit=200)
    tracer.start()           from here on `send` gets one tuple per event, in the order in which they are complete

    ("code", key, code object)                                     before the first instruction of each code object
    ("call", number, depth, key)                                   a frame is entered or resumed
    ("step", number, depth, key, offset, before, after, outcome)   an instruction is done

`before` and `after` are tuples of texts, deepest first; `after` is empty where `outcome` says that the frame was left
("gives 42", "raises ValueError").  `number` counts the events as they begin, so that a receiver can sort by it.

The guest is watched through sys.settrace, so it runs on its own engine and no other; frames are read, never changed,
and no code of the guest is run to describe a value.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType, ModuleType
from typing import Any

from cutaway.bytecode.null import NULL

Event = tuple[Any, ...]
Send = Callable[[Event], None]
StackOf = Callable[[FrameType], list[Any]]

LONGEST_TEXT = 40
LONGEST_CONTAINER = 6
_SCALARS = frozenset([int, float, complex, bool, type(None), type(...)])
_SHORT = _SCALARS | {str}


class Tracer:
    """One watch over the code of one file, or of one function, or over everything."""

    __slots__ = (
        "_depth",
        "_filename",
        "_function",
        "_keys",
        "_left",
        "_number",
        "_open",
        "_send",
        "_settrace",
        "_stack_of",
    )

    def __init__(self, send: Send, stack_of: StackOf, filename: str, function: str, limit: int) -> None:
        """In: where reports go, how to read a frame's stack, whose code is reported, how many instructions at most.

        `filename` is a co_filename, `function` a co_qualname or its last part; where one is empty it admits all.
        """
        self._send = send
        self._stack_of = stack_of
        self._filename = filename
        self._function = function
        self._left = limit
        self._number = 0
        self._depth = 0
        # Looked up now, and in the module itself: an engine may have put its own there, and our `sys` be a copy.
        self._settrace = sys.modules["sys"].settrace
        self._keys: dict[int, CodeType] = {}
        self._open: dict[int, tuple[int, int, int, int, tuple[str, ...]]] = {}

    def start(self) -> None:
        """Begin to watch the calling thread."""
        self._settrace(self._on_call)

    def _on_call(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Decide about a frame that is entered; what it answers hears of the frame's events."""
        code = frame.f_code
        if self._left <= 0:
            self._settrace(None)
            return None
        if not self._admits(code):
            return None
        self._depth += 1
        self._send(("call", self._next(), self._depth, self._key_of(code)))
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        return self._on_event

    def _admits(self, code: CodeType) -> bool:
        if self._filename and code.co_filename != self._filename:
            return False
        name = code.co_qualname
        return not self._function or name == self._function or name.endswith("." + self._function)

    def _on_event(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "opcode":
            stack = tuple([describe(value) for value in self._stack_of(frame)])
            self._finish(frame, stack, "")
            if self._left <= 0:
                self._settrace(None)
                return None
            self._left -= 1
            self._open[id(frame)] = (self._next(), self._depth, self._key_of(frame.f_code), frame.f_lasti, stack)
        elif event == "return":
            self._finish(frame, (), f"gives {describe(argument)}")
            self._depth -= 1
        elif event == "exception":
            self._finish(frame, (), f"raises {argument[0].__name__}")
        return self._on_event

    def _finish(self, frame: FrameType, after: tuple[str, ...], outcome: str) -> None:
        """Report the instruction that this frame was in, now that what it did is known."""
        begun = self._open.pop(id(frame), None)
        if begun is not None:
            number, depth, key, offset, before = begun
            self._send(("step", number, depth, key, offset, before, after, outcome))

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _key_of(self, code: CodeType) -> int:
        key = id(code)
        if key not in self._keys:
            self._keys[key] = code  # kept, so that its number stays its own
            self._send(("code", key, code))
        return key


def describe(value: Any) -> str:
    """Answer a short text for any value without running code of the guest and without an address."""
    kind = type(value)
    if value is NULL:
        return "NULL"
    if kind in _SCALARS:
        return (
            _cut(repr(value)) if kind is not int or value.bit_length() < 200 else f"<int of {value.bit_length()} bits>"
        )
    if kind in (str, bytes):
        return _cut(repr(value[: 2 * LONGEST_TEXT]))
    if kind in (tuple, list) and len(value) <= LONGEST_CONTAINER and set(map(type, value)) <= _SHORT:
        return _cut(repr(value))
    if kind is FunctionType or kind is BuiltinFunctionType:
        return f"<function {value.__qualname__}>"
    if kind is CodeType:
        return f"<code {value.co_qualname}>"
    if kind is ModuleType:
        return f"<module {ModuleType.__getattribute__(value, '__dict__').get('__name__')}>"
    if issubclass(kind, type):
        return f"<class {type.__dict__['__name__'].__get__(value)}>"
    if kind in (tuple, list, dict, set, frozenset):
        return f"<{kind.__name__} of {len(value)}>"
    return f"<{type.__dict__['__name__'].__get__(kind)} object>"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 3]}..."
