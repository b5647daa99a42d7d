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


def _entries_by_use() -> dict[tuple[int, int | str | None], Instruction]:
    return {(opcodes.IDS[name], detail): entry for entry in ENTRIES for name, detail in entry.stands_for}


_BY_USE = _entries_by_use()
_EXTENDED = INSTRUCTIONS["EXTENDED_ARG"]
_CACHE = INSTRUCTIONS["CACHE"]


def decode(code: CodeType, target: Target | None = None) -> DecodedCode:
    """Decode a code object.  Raises MalformedBytesError for bytes that name no instruction, constant, name or row."""
    return _Decoder(code, target or current()).decoded()


class _Decoder:
    def __init__(self, code: CodeType, target: Target) -> None:
        self.code, self.target = code, target
        self.units = code.co_code
        self.count = len(self.units) // 2
        self.keywords: tuple[str, ...] | None = None

    def decoded(self) -> DecodedCode:
        rows: list[Row] = []
        ids, caches = self.target.ids, self.target.caches
        prefix = 0
        while len(rows) < self.count:
            at = len(rows)
            opcode = ids[self.units[2 * at]]
            if opcode < 0:
                raise self.malformed(at, f"no instruction has the number {self.units[2 * at]}")
            argument = prefix << 8 | self.units[2 * at + 1]
            if opcode == opcodes.EXTENDED_ARG:
                rows.append(Row(_EXTENDED, 0, None, at + 1, at + 1))
                prefix = argument
                continue
            prefix = 0
            following = at + 1 + caches[opcode]
            rows.append(self.row(at, opcode, argument if self.target.takes_argument[opcode] else 0, following))
            rows.extend([Row(_CACHE, 0, None, k + 1, k + 1) for k in range(at + 1, following)])
        if len(rows) != self.count or prefix:
            raise self.malformed(self.count, "the code ends inside an instruction")
        guards = tuple(sorted(exception_table.decode(self.code.co_exceptiontable)))
        return DecodedCode(self.code, tuple([self.linked(rows, row) for row in rows]), guards)

    def row(self, at: int, opcode: int, oparg: int, following: int) -> Row:
        detail: int | str | None = None
        operand: Any = None
        target = self.target
        if opcode in target.operand_is_constant:
            operand = self.pick(at, self.code.co_consts, oparg)
            if opcode == opcodes.KW_NAMES:
                self.keywords = operand
        elif opcode == opcodes.LOAD_GLOBAL:
            operand, detail = self.pick(at, self.code.co_names, oparg >> 1), oparg & 1
        elif opcode in target.operand_is_name:
            operand = self.pick(at, self.code.co_names, oparg)
        elif opcode == opcodes.BINARY_OP:
            operand, detail = BINARY_OPERATORS[self.pick(at, target.binary_operators, oparg)], oparg
        elif opcode == opcodes.COMPARE_OP:
            operand, detail = COMPARISONS[self.pick(at, target.compare_operators, oparg)], oparg
        elif opcode == opcodes.CALL and self.keywords is not None:
            operand, detail, self.keywords = self.keywords, "keywords", None
        elif opcode in target.relative_jumps:
            oparg = following - oparg if opcode in target.backward_jumps else following + oparg
            if not 0 <= oparg < self.count:
                raise self.malformed(at, f"a jump to code unit {oparg}, outside the code")
        entry = _BY_USE.get((opcode, detail)) or _BY_USE[opcode, None]
        return Row(entry, oparg, operand, following, following)

    def linked(self, rows: list[Row], row: Row) -> Row:
        """The row with jump target, `following` and `quick` moved past prefixes (and past what CALL was told)."""
        following = _past(rows, row.following, (_EXTENDED,))
        quick = _past(rows, row.following, _QUICKLY_PASSED)
        oparg = _past(rows, row.oparg, (_EXTENDED,)) if row.entry.name in _JUMPS else row.oparg
        return row._replace(oparg=oparg, following=following, quick=quick)

    def pick(self, at: int, table: tuple[Any, ...], index: int) -> Any:
        if index >= len(table):
            raise self.malformed(at, f"item {index} of a table that has {len(table)}")
        return table[index]

    def malformed(self, at: int, reason: str) -> MalformedBytesError:
        return MalformedBytesError("instructions", 2 * at, reason)


_QUICKLY_PASSED = tuple(INSTRUCTIONS[opcodes.NAMES[opcode]] for opcode in (*_PASSIVE, *_TOLD_TO_CALL))
_JUMPS = frozenset(
    [entry.name for entry in ENTRIES if entry.kind == "jump"] + [entry.name for entry in ENTRIES if entry.jumped]
)


def _past(rows: list[Row], at: int, passed: tuple[Instruction, ...]) -> int:
    while at < len(rows) and rows[at].entry in passed:
        at += 1
    return at
