"""The prompt: read a statement, compile it in mode "single", run it in `__main__`, show what went wrong, again.

A statement is complete where CPython's prompt finds it complete: a simple one at the end of its line, a compound one at
an empty line.  Rules: `_PyRun_InteractiveLoopObject` (Python/pythonrun.c), `tok_underflow_interactive`
(Parser/tokenizer.c).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from posix import O_CLOEXEC, O_RDONLY, close, environ, isatty, read
from posix import open as open_descriptor
from sys import audit
from types import CodeType
from typing import Protocol

from cutaway.universe.completeness import is_complete
from cutaway.universe.main_module import main_namespace
from cutaway.universe.session import Session, caught
from cutaway.universe.uncaught import flush_streams, write_error

_HOPELESS = 16
"""After more MemoryErrors than these in a row the prompt gives up, as CPython's does."""
_FUTURE_FLAGS = 0x1FE0000
_FILENAME = "<stdin>"


class FileRunner(Protocol):
    """`program.run_file_data`, handed in because the two files need each other."""

    def __call__(self, session: Session, data: bytes, filename: str) -> int:
        """Run the bytes of a file as `__main__`."""


class EndOfInput(Exception):
    """Nothing more comes from standard input."""


def run_prompt(session: Session) -> int:
    """Read and run statements until the input ends.  Out: the exit code; raises Leaving on SystemExit."""
    if not hasattr(sys, "ps1"):
        sys.ps1 = ">>> "
    if not hasattr(sys, "ps2"):
        sys.ps2 = "... "
    conversation = _Conversation(session)
    failures = 0
    while True:
        error = caught(conversation.step)
        failures = failures + 1 if isinstance(error, MemoryError) else 0
        if failures > _HOPELESS:
            return 1
        if type(error) is EndOfInput:
            return 0
        if error is not None:
            ran, before = conversation.running, session.interrupted
            session.outcome(error)
            if not ran:
                session.interrupted = before  # only what a statement did decides how the process ends
        flush_streams()


class _Conversation:
    """Statement after statement; what `from __future__` switched on stays on."""

    __slots__ = ("flags", "running", "session")

    def __init__(self, session: Session) -> None:
        self.session = session
        self.flags = 0
        self.running = False
        """The last step came as far as running its statement."""

    def step(self) -> None:
        """Read one statement and run it.  Raises EndOfInput, and whatever the guest raises."""
        self.running = False
        code = _read_statement(self.session, self.flags)
        self.flags |= code.co_flags & _FUTURE_FLAGS
        audit("exec", code)
        self.running = True
        self.session.interrupted = None
        self.session.run_outermost(code, main_namespace())


def _read_statement(session: Session, flags: int) -> CodeType:
    """Read one statement.  Raises SyntaxError, KeyboardInterrupt, EndOfInput."""
    text = ""
    while True:
        piece = _read_line(session, getattr(sys, "ps2" if text else "ps1", ""))
        if not piece:
            write_error("\n")
            if not text:
                raise EndOfInput
            break
        if not text and not piece.partition("#")[0].strip():
            continue
        text += piece
        if not piece.endswith("\n"):
            continue  # the input ended within the line; CPython finds that out by asking once more
        if is_complete(text, blank_line=piece == "\n", flags=flags):
            break
    return session.services.compile(text, _FILENAME, "single", flags)


def _read_line(session: Session, prompt: object) -> str:
    """Ask for one line with `prompt`, which the guest may have set to any object."""
    try:
        shown = str(prompt).encode()
    except BaseException:  # as CPython: a prompt that cannot be shown is empty
        shown = b""
    try:
        data = session.process.read_line(shown)
    except KeyboardInterrupt:
        write_error("\n")
        raise
    encoding = getattr(getattr(sys, "stdin", None), "encoding", None)
    return data.decode(encoding if isinstance(encoding, str) else "utf-8", "replace")


def run_startup_file(session: Session, run_file: FileRunner) -> None:
    """Run $PYTHONSTARTUP and sys.__interactivehook__, as before the first prompt.  Raises Leaving on SystemExit."""
    name = None if sys.flags.ignore_environment else environ.get(b"PYTHONSTARTUP")
    if name:
        path = name.decode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
        try:
            audit("cpython.run_startup", path)
            descriptor = open_descriptor(path, O_RDONLY | O_CLOEXEC)
        except OSError as error:
            write_error("Could not open PYTHONSTARTUP\n")
            failure: BaseException | None = error
        except BaseException as error:  # an audit hook of the guest's site may raise anything
            failure = error
        else:
            failure = None
            blocks: list[bytes] = []
            while block := read(descriptor, 1 << 16):
                blocks.append(block)
            close(descriptor)
            run_file(session, b"".join(blocks), path)
        if failure is not None:
            session.outcome(failure)
    _call_interactive_hook(session)


def _call_interactive_hook(session: Session) -> None:
    """Call sys.__interactivehook__ (site sets it: readline, history file)."""
    hook: Callable[[], object] | None = getattr(sys, "__interactivehook__", None)
    if hook is None:
        return
    error = caught(lambda: audit("cpython.run_interactivehook", hook))
    if error is None:
        error = caught(lambda: session.process.call_outermost(hook, ()))
    if error is not None:
        write_error("Failed calling sys.__interactivehook__\n")
        session.outcome(error)


def prompt_again(session: Session, code: int) -> int:
    """After the program, where `-i` or PYTHONINSPECT asked: open the prompt if there is one.  Out: the exit code."""
    if session.line.kind == "stdin" or not (isatty(0) or session.line.inspect):
        return code
    session.inspect = 0
    session.interrupted = None
    _call_interactive_hook(session)
    return run_prompt(session)
