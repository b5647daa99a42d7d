"""Decoding: a code object becomes one row per code unit, each naming an entry of the instruction book.

    DecodedCode.rows[k]  ->  Row(entry=BINARY_OP_ADD, oparg=0, operand=None, following=k + 2, quick=k + 2)

In: any code object of the host's version.  Out: DecodedCode.  Row k stands for the two bytes at co_code[2 * k], so
f_lasti, line tables and exception tables need no translation.  Rows of CACHE and EXTENDED_ARG exist (a debugger may set
a frame there) but nothing leads to them: `following` steps over caches, and over prefixes, which are folded into oparg.
`quick` steps besides over PRECALL and KW_NAMES, which only carry what the CALL's row already has; a machine that
reports every instruction (f_trace_opcodes, `cutaway show trace`) goes by `following` instead.
Jumps have their target row as oparg.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any, NamedTuple

from cutaway.bytecode import exception_table, opcodes
from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import INSTRUCTIONS, Instruction
from cutaway.bytecode.malformed import MalformedBytesError
from cutaway.bytecode.targets import Target, current

BINARY_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "&": operator.and_, "//": operator.floordiv, "<<": operator.lshift, "@": operator.matmul,
    "*": operator.mul, "%": operator.mod, "|": operator.or_, "**": operator.pow, ">>": operator.rshift,
    "-": operator.sub, "/": operator.truediv, "^": operator.xor,
    "+=": operator.iadd, "&=": operator.iand, "//=": operator.ifloordiv, "<<=": operator.ilshift,
    "@=": operator.imatmul, "*=": operator.imul, "%=": operator.imod, "|=": operator.ior, "**=": operator.ipow,
    ">>=": operator.irshift, "-=": operator.isub, "/=": operator.itruediv, "^=": operator.ixor,
}  # fmt: skip
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip

_PASSIVE = (opcodes.CACHE, opcodes.EXTENDED_ARG)
_TOLD_TO_CALL = (opcodes.PRECALL, opcodes.KW_NAMES)


class Row(NamedTuple):
    """One decoded instruction.  `operand` is the name, constant, operator or keyword names that the entry asks for."""

    entry: Instruction
    oparg: int
    operand: Any
    following: int
    quick: int


@dataclass(frozen=True, slots=True)
class DecodedCode:
    """A code object's rows and its exception table, entries sorted by start."""

    code: CodeType
    rows: tuple[Row, ...]
    guards: tuple[exception_table.Entry, ...]

    def guard_of(self, row: int) -> exception_table.Entry | None:
        """The exception table's entry for a row, None where nothing guards it."""
        for guard in self.guards:
            if guard.start > row:
                return None
            if row < guard.end:
                return guard
        return None


def decode(code: CodeType, target: Target | None = None) -> DecodedCode:
    """Decode a code object.  Raises MalformedBytesError for bytes that name no instruction, constant, name or row."""
    rows = _linked(code, _unlinked(code, target or current()))
    return DecodedCode(code, rows, tuple(sorted(exception_table.decode(code.co_exceptiontable))))


_ByUse = dict[tuple[int, int | str | None], Instruction]
_BY_USE: _ByUse = {(opcodes.IDS[name], detail): entry for entry in ENTRIES for name, detail in entry.stands_for}
_USUAL: dict[int, Instruction] = {opcode: entry for (opcode, detail), entry in _BY_USE.items() if detail is None}
_EXTENDED = INSTRUCTIONS["EXTENDED_ARG"]
_CACHE = INSTRUCTIONS["CACHE"]
_QUICKLY_PASSED = frozenset([INSTRUCTIONS[opcodes.NAMES[opcode]].name for opcode in (*_PASSIVE, *_TOLD_TO_CALL)])
_JUMPS = frozenset([entry.name for entry in ENTRIES if entry.kind == "jump" or entry.jumped])

_Draft = tuple[Instruction, int, Any, int]
"""Entry, oparg, operand and the row after the caches; jumps and following rows may still point at prefixes."""


class _Operands:
    """What each kind of instruction's number stands for, in one code object."""

    def __init__(self, code: CodeType, target: Target) -> None:
        self.constants, self.names, self.target = code.co_consts, code.co_names, target
        self.units = len(code.co_code) // 2
        self.keywords: tuple[str, ...] | None = None

    def draft(self, at: int, opcode: int, oparg: int, following: int) -> _Draft:
        """The row of an instruction that speaks of more than its bare number."""
        detail: int | str | None = None
        operand: Any = None
        target = self.target
        if opcode in target.operand_is_constant:
            operand = _pick(at, self.constants, oparg)
            if opcode == opcodes.KW_NAMES:
                self.keywords = operand
        elif opcode == opcodes.LOAD_GLOBAL:
            operand, detail = _pick(at, self.names, oparg >> 1), oparg & 1
        elif opcode in target.operand_is_name:
            operand = _pick(at, self.names, oparg)
        elif opcode == opcodes.BINARY_OP:
            operand, detail = BINARY_OPERATORS[_pick(at, target.binary_operators, oparg)], oparg
        elif opcode == opcodes.COMPARE_OP:
            operand, detail = COMPARISONS[_pick(at, target.compare_operators, oparg)], oparg
        elif opcode == opcodes.CALL:
            if self.keywords is not None:
                operand, detail, self.keywords = self.keywords, "keywords", None
        else:
            oparg = following - oparg if opcode in target.backward_jumps else following + oparg
            if not 0 <= oparg < self.units:
                raise _malformed(at, f"a jump to code unit {oparg}, outside the code")
        return _BY_USE.get((opcode, detail)) or _USUAL[opcode], oparg, operand, following


def _unlinked(code: CodeType, target: Target) -> list[_Draft]:
    units, ids, caches, takes_argument = code.co_code, target.ids, target.caches, target.takes_argument
    operands = _Operands(code, target)
    speaking = _speaking(target)
    count = len(units) // 2
    drafts: list[_Draft] = []
    at = prefix = 0
    while at < count:
        opcode = ids[units[2 * at]]
        if opcode < 0:
            raise _malformed(at, f"no instruction has the number {units[2 * at]}")
        oparg = prefix << 8 | units[2 * at + 1]
        following = at + 1 + caches[opcode]
        if opcode == opcodes.EXTENDED_ARG:
            drafts.append((_EXTENDED, 0, None, following))
            prefix = oparg
        else:
            if opcode in speaking:
                drafts.append(operands.draft(at, opcode, oparg, following))
            else:
                drafts.append((_USUAL[opcode], oparg if takes_argument[opcode] else 0, None, following))
            for cache in range(at + 1, following):
                drafts.append((_CACHE, 0, None, cache + 1))
            prefix = 0
        at = following
    if at != count or prefix:
        raise _malformed(count, "the code ends inside an instruction")
    return drafts


_SPEAKING: dict[int, frozenset[int]] = {}


def _speaking(target: Target) -> frozenset[int]:
    """The ids of instructions whose number stands for something."""
    found = _SPEAKING.get(target.magic_number)
    if found is None:
        special = {opcodes.BINARY_OP, opcodes.COMPARE_OP, opcodes.CALL, opcodes.LOAD_GLOBAL}
        found = target.operand_is_constant | target.operand_is_name | target.relative_jumps | special
        _SPEAKING[target.magic_number] = found
    return found


def _linked(code: CodeType, drafts: list[_Draft]) -> tuple[Row, ...]:
    """The rows with jump targets and following rows moved past prefixes (and past what CALL was told)."""
    last = len(drafts)
    # Computed from behind: where to go on from each row, stepping over prefixes, or over all that does nothing.
    past = list(range(last + 1))
    quickly_past = list(range(last + 1))
    for at in range(last - 1, -1, -1):
        name = drafts[at][0].name
        if name in _QUICKLY_PASSED:
            quickly_past[at] = quickly_past[drafts[at][3]]
            if name == "EXTENDED_ARG":
                past[at] = past[at + 1]
    return tuple(
        [
            Row(entry, past[oparg] if entry.name in _JUMPS else oparg, operand, past[after], quickly_past[after])
            for entry, oparg, operand, after in drafts
        ]
    )


def _pick(at: int, table: tuple[Any, ...], index: int) -> Any:
    if index >= len(table):
        raise _malformed(at, f"item {index} of a table that has {len(table)}")
    return table[index]


def _malformed(at: int, reason: str) -> MalformedBytesError:
    return MalformedBytesError("instructions", 2 * at, reason)
