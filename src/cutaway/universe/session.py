"""What the parts of a guest's run share: the command line, the services, the host functions, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any, Protocol

from cutaway.launcher.options import CommandLine
from cutaway.pipeline import Services
from cutaway.universe.uncaught import report


class HostProcess(Protocol):
    """The functions of process.c, or of its pure twin."""

    def hide(self, code: CodeType, /) -> None:
        """Leave a code object out of everything that shows frames."""

    def state_flag(self, index: int, value: int, /) -> None:
        """Write one field of sys.flags."""

    def variable(self, name: bytes, /) -> bytes:
        """Answer a variable of the process's environment as C sees it now; empty without one."""

    def read_line(self, prompt: bytes, /) -> bytes:
        """Ask for one line; empty at the end of the input."""

    def run_outermost(self, code: CodeType, namespace: dict[str, Any], /) -> None:
        """Run a module's code as the outermost frame."""

    def call_outermost(self, function: Callable[..., Any], arguments: tuple[Any, ...], /) -> Any:
        """Call a function with no Python frame below it."""

    def call_apart(self, function: Callable[[], Any], /) -> Any:
        """Call a function of ours; the guest's garbage collector never sees what it leaves behind."""

    def set_apart(self) -> None:
        """Take what was made since gc.freeze() out of the guest's collections, and bring back what was made before."""


class Session:
    """One run of a guest."""

    __slots__ = ("line", "program", "services", "process", "inspect", "interrupted", "run_outermost")

    def __init__(
        self,
        line: CommandLine,
        program: str,
        services: Services,
        process: HostProcess,
        inspect: int,
        run_outermost: Callable[[CodeType, dict[str, Any]], Any] | None = None,
    ) -> None:
        """In: see the module's first line; `inspect` is how often `-i` or PYTHONINSPECT asks for a prompt.

        `run_outermost` is the engine's own way to run a module's code, where it has one.
        """
        self.run_outermost = run_outermost or process.run_outermost
        self.line = line
        self.program = program
        self.services = services
        self.process = process
        self.inspect = inspect
        self.interrupted: KeyboardInterrupt | None = None
        """The KeyboardInterrupt that ended the program: the process is to end by SIGINT."""

    def attempt(self, action: Callable[[], object]) -> int:
        """Do something of the guest's.

        Out: 0, or the exit code after an exception that nobody caught and that was shown.
        Raises Leaving where the process must end at once.
        """
        error = caught(action)
        return 0 if error is None else self.outcome(error)

    def outcome(self, error: BaseException) -> int:
        """Show an uncaught exception.  Out: the exit code.  Raises Leaving where the process must end at once.

        Not to be called while the exception is being handled: what sys.excepthook raises would get it as its context.
        """
        verdict = report(error, stay=self.inspect > 0)
        if verdict.ends:
            raise Leaving(verdict.code)
        self.interrupted = error if type(error) is KeyboardInterrupt else None
        return verdict.code


def caught(action: Callable[[], object]) -> BaseException | None:
    """Do something of the guest's.  Out: the exception that nobody caught, no longer being handled, or None."""
    try:
        action()
    except Leaving:
        raise
    except BaseException as error:  # whatever the guest raised is the guest's to be shown
        return error
    return None


class Leaving(BaseException):
    """The guest asked to end the process: unwinds our own functions only, never the guest's."""

    def __init__(self, code: int) -> None:
        """In: the exit code as sys.exit was given it."""
        super().__init__(code)
        self.code = code
