"""Code objects made ready: the decoded program with its handlers, and the facts that calls need.

prepared(function.__code__)  ->  Code          once for each code object, as long as that lives
"""

from __future__ import annotations

import weakref
from types import CodeType
from typing import Any, Final

from cutaway.bytecode import flags
from cutaway.bytecode.decode import decode
from cutaway.machine.plain import HANDLERS, Handler
from cutaway.machine.pure.trust import examine

Step = tuple[Handler, int, Any, int, int]
"""Handler, oparg, operand, next row, this row."""


class Code:
    """What the machine keeps about a code object; it must not keep the code object itself alive.

    `program`, `guards` and `rows` are there from the first call on (`ready`): most functions are never called.
    """

    __slots__ = (
        "argument_count", "flags", "free_start", "guards", "is_simple", "keyword_only_count", "line_source",
        "local_names", "name", "positional_only_count", "program", "qualname", "rows", "trampoline", "trusted",
        "variants", "_lines", "__weakref__",
    )  # fmt: skip

    def __init__(self, code: CodeType) -> None:
        self.name = code.co_name
        self.qualname = code.co_qualname
        self.flags = code.co_flags
        self.argument_count = code.co_argcount
        self.positional_only_count = code.co_posonlyargcount
        self.keyword_only_count = code.co_kwonlyargcount
        self.is_simple = not code.co_kwonlyargcount and not code.co_flags & (flags.CO_VARARGS | flags.CO_VARKEYWORDS)
        self.program: tuple[Step, ...] | None = None
        self.trampoline: weakref.ref[CodeType] | None = None
        self.trusted = False

    def ready(self, code: CodeType) -> tuple[Step, ...]:
        """Verify code that nobody vouches for, and decode, at the first call; answers with the program."""
        if self.trusted:
            for constant in code.co_consts:
                if type(constant) is CodeType:
                    vouch(constant)
        else:
            examine(code)
        decoded = decode(code)
        cells = [name for name in code.co_cellvars if name not in code.co_varnames]
        self.local_names: tuple[str, ...] = (*code.co_varnames, *cells, *code.co_freevars)
        self.free_start = code.co_nlocals + len(cells)
        self.guards = decoded.guards
        self.rows = decoded.rows
        self.variants: dict[str, tuple[Step, ...]] = {}
        self.line_source: list[int | None] = [position[0] for position in code.co_positions()]
        self._lines: tuple[int, ...] | None = None
        steps = tuple([(HANDLERS[row[0].name], row[1], row[2], row[4], at) for at, row in enumerate(decoded.rows)])
        self.program = steps
        return steps

    def every_step(self, variant: str, handlers: dict[str, Handler]) -> tuple[Step, ...]:
        """The program that steps on every instruction, with a variant of the handlers."""
        steps = self.variants.get(variant)
        if steps is None:
            steps = self.variants[variant] = tuple(
                [(handlers[row[0].name], row[1], row[2], row[3], at) for at, row in enumerate(self.rows)]
            )
        return steps

    def lines(self) -> tuple[int, ...]:
        """The line of each row, -1 for none."""
        if self._lines is None:
            self._lines = tuple([-1 if line is None else line for line in self.line_source])
        return self._lines

    def entry_row(self) -> int:
        """The row of the first RESUME; up to there a frame has not begun."""
        for at, row in enumerate(self.rows):
            if row.entry.name == "RESUME":
                return at
        return len(self.rows)

    def guard_of(self, row: int) -> Any:
        """The exception table's entry for a row, None where nothing guards it."""
        for guard in self.guards:
            if guard.start > row:
                return None
            if row < guard.end:
                return guard
        return None


_PREPARED: Final[dict[int, tuple[weakref.ref[CodeType], Code]]] = {}


def prepared(code: CodeType) -> Code:
    """The Code of a code object.

    The register goes by identity: comparing code objects compares all their bytes, and equal ones may differ in
    what their constants are.
    """
    found = _PREPARED.get(id(code))
    if found is not None and found[0]() is code:
        return found[1]
    address = id(code)
    made = Code(code)
    _PREPARED[address] = (weakref.ref(code, lambda _: _PREPARED.pop(address, None)), made)
    return made


def vouch(code: CodeType) -> None:
    """Have a code object taken as it is, and those among its constants once it runs."""
    prepared(code).trusted = True
