"""The words in which the instruction book is written, and what is derived from a picture alone.

    @instruction("container, key -- item")          a body: popped items in, pushed items out
    @jump("condition --")                           the body answers: jump to oparg?
    @control("value --")                            the body may `return machine.verb(...)`: the frame to go on with

A stack picture reads `deepest, ..., top -- deepest, ..., top`.  `items[oparg]` stands for that many items and reaches
the body as a list, deepest first.  An output that bears the name of an input *is* that input, left where it lies, and
is not returned.  An item called `..._or_null` may be NULL; an item called `ignored...` is popped and not asked for.
Besides stack items a body may ask, by name, for

    oparg       the number of the instruction; for jumps the row to jump to
    name        the name it speaks of (co_names)          constant   the constant it speaks of (co_consts)
    operation   the operator of a BINARY_OP or COMPARE_OP without an entry of its own
    keywords    the names of a call's keyword arguments, a tuple of str
    variables   the frame's local variables by number; reading or deleting one without a value raises UnboundLocalError
    frame       the running frame; a body only hands it on
    machine     the verbs, see cutaway.machine.engine

This module imports no runtime: compiler, show and engines read the book alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import CodeType
from typing import Any, Literal

from cutaway.bytecode.null import NULL

__all__ = [
    "INSTRUCTIONS",
    "NULL",
    "Instruction",
    "Item",
    "PictureError",
    "control",
    "evaluate_size",
    "instruction",
    "jump",
]

Body = Callable[..., Any]
Kind = Literal["plain", "jump", "control"]


OPERANDS = ("name", "constant", "operation", "keywords")
GIVEN = (*OPERANDS, "oparg", "variables", "frame", "machine")


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a stack picture; `size` is an expression in oparg, "1" for a single item."""

    name: str
    size: str
    is_list: bool

    @property
    def may_be_null(self) -> bool:
        return self.name.endswith("_or_null")


def read_side(text: str) -> list[Item]:
    """The items of one side of a picture, deepest first."""
    items = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, bracket, size = part.partition("[")
        items.append(Item(name, f"({size[:-1]})" if bracket else "1", bool(bracket)))
    return items


@dataclass(frozen=True)
class Instruction:
    """One entry of the book.

    `stands_for` holds (name, detail) pairs: a CPython instruction, and which of its uses: an oparg, "keywords" for a
    call with keyword arguments, or None for every use without an entry of its own.  `polls` means that the machine
    looks after signals, other threads and its own countdown when the instruction is done (when it jumped, for a jump).
    """

    name: str
    kind: Kind
    picture: str
    jumped: str
    stands_for: tuple[tuple[str, int | str | None], ...]
    polls: bool
    function: Body
    family: str

    @cached_property
    def inputs(self) -> list[Item]:
        return read_side(self.picture.split("--")[0])

    @cached_property
    def outputs(self) -> list[Item]:
        """Outputs; a kept list may repeat its name without the size."""
        sizes = {item.name: item for item in self.inputs}
        return [sizes.get(item.name, item) for item in read_side(self.picture.split("--")[1])]

    @cached_property
    def kept(self) -> frozenset[str]:
        """Names of the inputs that stay where they are."""
        return frozenset(item.name for item in self.inputs) & frozenset(item.name for item in self.outputs)

    @cached_property
    def results(self) -> list[Item]:
        """What the body returns."""
        return [item for item in self.outputs if item.name not in self.kept]

    @cached_property
    def parameters(self) -> list[str]:
        code: CodeType = getattr(self.function, "__code__")  # noqa: B009  (a Callable may lack it)
        return list(code.co_varnames[: code.co_argcount])

    @property
    def summary(self) -> str:
        return (self.function.__doc__ or "").strip()

    def effect(self, oparg: int, jumped: bool = False) -> int:
        """By how much the stack grows; `jumped` says which way a jump (or the end of a loop) went."""
        before, after = (self.jumped if jumped and self.jumped else self.picture).split("--")
        sizes = {item.name: item.size for item in self.inputs}

        def height(side: str) -> int:
            return sum(evaluate_size(sizes.get(item.name, item.size), oparg) for item in read_side(side))

        return height(after) - height(before)


def evaluate_size(size: str, oparg: int) -> int:
    """The number of items that a size expression stands for; comparisons count as 0 or 1, as in C."""
    return int(eval(size, {"__builtins__": {}}, {"oparg": oparg}))


INSTRUCTIONS: dict[str, Instruction] = {}


class PictureError(ValueError):
    """A body and its stack picture do not agree."""


def _register(new: Instruction) -> None:
    strangers = set(new.parameters) - {item.name for item in new.inputs} - set(GIVEN)
    missing = {item.name for item in new.inputs} - set(new.parameters) - new.kept
    ambiguous = {item.name for item in new.inputs} & set(GIVEN)
    if ambiguous:
        raise PictureError(f"{new.name}: means something else already: {sorted(ambiguous)}")
    if strangers:
        raise PictureError(f"{new.name}: not in the picture: {sorted(strangers)}")
    if any(not name.startswith("ignored") for name in missing):
        raise PictureError(f"{new.name}: popped but not asked for: {sorted(missing)}")
    if new.name in INSTRUCTIONS:
        raise PictureError(f"{new.name}: defined twice")
    INSTRUCTIONS[new.name] = new


def _entry(kind: Kind) -> Callable[..., Callable[[Body], Body]]:
    def decorator(
        picture: str,
        stands_for: tuple[str, int | str | None] | tuple[str, ...] | None = None,
        jumped: str = "",
        polls: bool = False,
    ) -> Callable[[Body], Body]:
        def define(function: Body) -> Body:
            name = function.__name__
            uses: tuple[tuple[str, int | str | None], ...]
            match stands_for:
                case None:
                    uses = ((name, None),)
                case (str(instruction_name), int() | None | "keywords" as detail):
                    uses = ((instruction_name, detail),)
                case names:
                    uses = tuple((str(each), None) for each in names)
            family = function.__module__.rpartition(".")[2]
            _register(Instruction(name, kind, picture, jumped, uses, polls, function, family))
            return function

        return define

    return decorator


instruction = _entry("plain")
jump = _entry("jump")
control = _entry("control")
