"""The instruction book as numbers: what each instruction takes from the stack and puts there.

In: the book and a target.  Out: Tables, lists of ints indexed by opcode number, and `pictures`, one list in which a
picture is

    inputs, outputs, then for each input (size form, kinds needed), for each output (size form, kind given or ~input)

A size form is the number of an expression in SIZES; `~k` says that an output is input k, left where it lies.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cutaway.bytecode import opcodes
from cutaway.bytecode.targets import Target
from cutaway.bytecode.verify import kinds

if TYPE_CHECKING:
    from cutaway.bytecode.define import Instruction

SIZES = (
    "0",
    "1",
    "(oparg)",
    "(2 * oparg)",
    "(oparg - 1)",
    "(oparg - 2)",
    "(oparg & 1)",
    "(oparg >> 1 & 1)",
    "(oparg >> 2 & 1)",
    "(oparg >> 3 & 1)",
    "(oparg > 0)",
    "(oparg - (oparg > 0))",
    "((oparg & 255) + (oparg >> 8) + 1)",
)
"""The size expressions of the book; `flow.size_of` computes them."""

CACHES, UNUSUAL, PREFIX = 15, 1 << 4, 1 << 5
SIMPLE, COUNTED, UNSEEN, ENDS, SAFE = 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10
OPERAND_SHIFT, OPERAND = 11, 15
INPUTS_SHIFT, INPUTS, PUSHES_SHIFT, PUSHES = 15, 15, 19, 3
SPECIAL_SHIFT = 21
"""Bits of Tables.facts, in one word because each is asked of every instruction.

CACHES: how many inline cache entries.  UNUSUAL: rules of its own.  PREFIX: EXTENDED_ARG.
SIMPLE: all inputs are objects, but with UNSEEN the deepest, which may be anything; COUNTED: `oparg` more inputs.
ENDS: nothing follows.  SAFE: raises nothing, so no handler meets a stack without its inputs.
And numbers: what the operand stands for, inputs, results, the place in SPECIAL.
"""
NO_OPERAND, CONSTANT, NAME, GLOBAL, VARIABLE, CELL, ARGUMENTS, BEFORE_CALL, LIMITED, JUMP, JUMP_BACK = range(11)
"""What an operand stands for.

ARGUMENTS: CALL's.  BEFORE_CALL: PRECALL's.  LIMITED: a count or a choice, see Tables.least and Tables.most.
"""

SPECIAL = (
    "LOAD_CONST", "RETURN_VALUE", "BUILD_TUPLE", "COPY", "SWAP", "MAKE_FUNCTION", "RESUME", "LOAD_GLOBAL",
    "POP_JUMP_FORWARD_IF_NOT_NONE", "POP_JUMP_BACKWARD_IF_NOT_NONE",
    "POP_JUMP_FORWARD_IF_NONE", "POP_JUMP_BACKWARD_IF_NONE",
)  # fmt: skip
"""Instructions of which `flow` knows more than the picture says, numbered from 1."""

_RULES_OF_ITS_OWN = frozenset(
    ["EXTENDED_ARG", "KW_NAMES", "YIELD_VALUE", "RESUME", "MAKE_CELL", "COPY_FREE_VARS", "RETURN_GENERATOR"]
)  # fmt: skip
_ENDS = frozenset(
    ["RETURN_VALUE", "RAISE_VARARGS", "RERAISE", "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"]
)
_SAFE = frozenset(["PUSH_EXC_INFO", "POP_TOP", "SWAP", "STORE_FAST"])
LARGEST = 1 << 30
GIVES_SHIFT = kinds.DETAIL_SHIFT
_LIMITS: dict[str, tuple[int, int]] = {
    "BUILD_SLICE": (2, 3),
    "CALL_FUNCTION_EX": (0, 1),
    "CONTAINS_OP": (0, 1),
    "COPY": (1, LARGEST),
    "DICT_MERGE": (1, LARGEST),
    "DICT_UPDATE": (1, LARGEST),
    "FORMAT_VALUE": (0, 7),
    "GET_AWAITABLE": (0, 2),
    "IS_OP": (0, 1),
    "LIST_APPEND": (1, LARGEST),
    "LIST_EXTEND": (1, LARGEST),
    "MAKE_FUNCTION": (0, 15),
    "MAP_ADD": (1, LARGEST),
    "RAISE_VARARGS": (0, 2),
    "RESUME": (0, 3),
    "SET_ADD": (1, LARGEST),
    "SET_UPDATE": (1, LARGEST),
    "SWAP": (2, LARGEST),
}
"""Operands that are counts or choices: smallest and largest."""


class Tables:
    """What a target's instructions do, by opcode number; -1 in `facts` is a number that means nothing."""

    __slots__ = ("facts", "gives", "jumped", "least", "most", "picture", "pictures")

    def __init__(self, target: Target) -> None:
        """In: the target."""
        self.pictures = [0]
        self.facts = [-1] * 256
        self.least = [0] * 256
        self.most = [LARGEST] * 256
        self.picture = [0] * 256
        """Where in `pictures` it is."""
        self.jumped = [0] * 256
        """The same for the way of a jump that is taken; 0 where it is the other's."""
        self.gives = [0] * 256
        """Of a simple instruction: the kind of its first result, and above that of its second.

        Of LOAD_GLOBAL what it gives for a call; else it has the second result alone.
        """
        for opcode, number in enumerate(target.numbers):
            if number >= 0 and opcode != opcodes.CACHE:
                self._add(opcode, number, target)

    def _add(self, opcode: int, number: int, target: Target) -> None:
        name = opcodes.NAMES[opcode]
        if name in _LIMITS:
            self.least[number], self.most[number] = _LIMITS[name]
        elif name == "BINARY_OP":
            self.most[number] = len(target.binary_operators) - 1
        elif name == "COMPARE_OP":
            self.most[number] = len(target.compare_operators) - 1
        is_limited = self.most[number] != LARGEST or self.least[number] > 0
        operand = _operand(opcode, target) or (LIMITED if is_limited else NO_OPERAND)
        has_own_rules = name in _RULES_OF_ITS_OWN or (is_limited and operand != LIMITED)
        self.facts[number] = (
            target.caches[opcode]
            | (UNUSUAL if has_own_rules else 0)
            | (PREFIX if name == "EXTENDED_ARG" else 0)
            | (ENDS if name in _ENDS else 0)
            | (SAFE if name in _SAFE else 0)
            | operand << OPERAND_SHIFT
            | (SPECIAL.index(name) + 1 if name in SPECIAL else 0) << SPECIAL_SHIFT
        )
        entries = _entries()
        entry = entries[name, 1] if name == "LOAD_GLOBAL" else entries[name]
        self.picture[number] = self._encode(entry, entry.picture)
        if entry.jumped:
            self.jumped[number] = self._encode(entry, entry.jumped)
        elif name not in ("COPY", "SWAP"):
            self._simplify(entry, number)

    def _simplify(self, entry: Instruction, number: int) -> None:
        """Say an instruction in bits where that is enough: at most two results, none of them an input."""
        items, results = entry.inputs, entry.outputs
        if len(results) > 2 or entry.kept or any(item.size != "1" for item in results):
            return
        bits = SIMPLE | len(results) << PUSHES_SHIFT
        for k, item in enumerate(items):
            needed = kinds.needed(entry.name, item.name)
            if item.size == "(oparg)" and not bits & COUNTED:
                bits |= COUNTED
            elif item.size == "1":
                bits += 1 << INPUTS_SHIFT
            else:
                return
            if k == 0 and needed == kinds.ANYTHING and item.size == "1":
                bits |= UNSEEN
            elif needed != kinds.ANY_OBJECT:
                return
        self.facts[number] |= bits
        for k, item in enumerate(results):
            self.gives[number] |= kinds.given(entry.name, item.name) << k * GIVES_SHIFT

    def _encode(self, entry: Instruction, picture: str) -> int:
        from cutaway.bytecode.define import read_side

        before, after = picture.split("--")
        inputs, outputs = read_side(before), read_side(after)
        sizes = {item.name: item.size for item in inputs}
        places = {item.name: k for k, item in enumerate(inputs)}
        start = len(self.pictures)
        self.pictures.extend([len(inputs), len(outputs)])
        for item in inputs:
            self.pictures.extend([SIZES.index(item.size), kinds.needed(entry.name, item.name)])
        for item in outputs:
            size = SIZES.index(sizes.get(item.name, item.size))
            kept = ~places[item.name] if item.name in places else kinds.given(entry.name, item.name)
            self.pictures.extend([size, kept])
        return start


@cache
def _entries() -> dict[str | tuple[str, int | str | None], Instruction]:
    """Give the book's entries by what they stand for; it is loaded now: most runs verify nothing."""
    from cutaway.bytecode import book

    entries: dict[str | tuple[str, int | str | None], Instruction] = {}
    for entry in book.ENTRIES:
        for name, detail in entry.stands_for:
            entries[name, detail] = entry
            if detail is None or name not in entries:
                entries[name] = entry
    return entries


def _operand(opcode: int, target: Target) -> int:
    if opcode == opcodes.LOAD_GLOBAL:
        return GLOBAL
    if opcode == opcodes.PRECALL:
        return BEFORE_CALL
    if opcode == opcodes.CALL:
        return ARGUMENTS
    if opcode in target.operand_is_constant:
        return CONSTANT
    if opcode in target.operand_is_name:
        return NAME
    if opcode in target.operand_is_local:
        return VARIABLE
    if opcode in target.operand_is_cell:
        return CELL
    if opcode in target.relative_jumps:
        return JUMP_BACK if opcode in target.backward_jumps else JUMP
    return NO_OPERAND


@cache
def tables_of(target: Target) -> Tables:
    """Give a target's tables, made once."""
    return Tables(target)
