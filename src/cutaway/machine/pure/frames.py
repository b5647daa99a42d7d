"""Frames of the pure substrate: plain objects on the heap."""

from __future__ import annotations

from types import CellType, CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final

from cutaway.machine.pure.code import Code, Step

if TYPE_CHECKING:
    from cutaway.machine.pure.mirrors import Mirror

# Why a frame runs, so: where its value goes.
ENTRY: Final = 0  # entered from outside: the run is over
CALLED: Final = 1  # onto the caller's stack
CONSTRUCTED: Final = 2  # must be None; the new object goes onto the caller's stack
ITERATED: Final = 3  # a generator in a for statement: yields are items, returning ends the loop
SENT: Final = 4  # a generator in `yield from` or await


def unbound_local(name: str) -> UnboundLocalError:
    """The exception for a local variable without a value."""
    return UnboundLocalError(f"cannot access local variable '{name}' where it is not associated with a value")


class Variables(dict[int, Any]):
    """Local variables by number; one without a value is not there."""

    __slots__ = ("names",)

    names: tuple[str, ...]

    def __missing__(self, number: int) -> Any:
        raise unbound_local(self.names[number])

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise unbound_local(self.names[number])
        dict.__delitem__(self, number)


class Outer:
    """What lies around a run: the guest frame that was running, and the host frame below the run.

    `linked` says that the host's chain of frames leads to the guest frame by itself.
    """

    __slots__ = ("frame", "host_address", "linked")

    def __init__(self, frame: Frame | None, host_address: int, linked: bool) -> None:
        self.frame = frame
        self.host_address = host_address
        self.linked = linked


class Frame:
    """One activation of guest code.

    `at` is the row being carried out, `pc` the next one; `trace`, while somebody traces, the one before.
    `back` is the caller in the same run, `outer` the surroundings of a run's first frame.
    `made` is the object under construction, `target` where a loop goes when its generator ends.
    `shown` means that the mirror, if any, and all those beneath are up to date and linked.
    """

    __slots__ = (
        "at", "back", "builtins", "closure", "code", "code_object", "function", "generator", "globals", "locals",
        "made", "mirror", "outer", "pc", "program", "role", "shown", "stack", "target", "trace", "variables",
    )  # fmt: skip

    def __init__(
        self,
        code: Code,
        code_object: CodeType,
        global_names: dict[str, Any],
        builtin_names: Any,
        local_names: Any,
        closure: tuple[CellType, ...] | None,
        function: FunctionType | None,
    ) -> None:
        self.code = code
        self.code_object = code_object
        self.globals = global_names
        self.builtins = builtin_names
        self.locals = local_names
        self.closure = closure
        self.function = function
        self.program: tuple[Step, ...] = code.program or code.ready(code_object)
        self.stack: list[Any] = []
        self.variables = Variables()
        self.variables.names = code.local_names
        self.pc = 0
        self.at = 0
        self.role = ENTRY
        self.back: Frame | None = None
        self.outer: Outer | None = None
        self.made: Any = None
        self.target = 0
        self.generator: Any = None
        self.mirror: Mirror | None = None
        self.shown = False
        self.trace = -1

    def caller(self) -> Frame | None:
        """The guest frame beneath this one."""
        if self.back is not None:
            return self.back
        return self.outer.frame if self.outer is not None else None
