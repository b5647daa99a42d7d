"""What the number beside an instruction stands for, in words: a name, a constant, a place to jump to, a flag.

explain(LOAD_FAST, 0, following=4, names=NameTables.of(code), target=py311)  ->  "name"
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any, Final

from cutaway.bytecode import opcodes
from cutaway.bytecode.opcodes import NAMES
from cutaway.bytecode.targets import Target
from cutaway.show.text.constant import shorten

PRINTED_WIDTH = 60


@dataclass(frozen=True, slots=True)
class NameTables:
    """The tables that operands index: constants, names, and fast locals (arguments, locals, cells, free variables)."""

    constants: tuple[Any, ...]
    names: tuple[str, ...]
    locals: tuple[str, ...]

    @classmethod
    def of(cls, code: CodeType) -> NameTables:
        """Take the tables of a finished code object; a cell that is also an argument has one place, as in the frame."""
        cells = tuple(name for name in code.co_cellvars if name not in code.co_varnames)
        return cls(code.co_consts, code.co_names, code.co_varnames + cells + code.co_freevars)


def jump_target(opcode: int, oparg: int, following: int, target: Target) -> int | None:
    """Answer the code unit that a jump goes to, or None for an instruction that does not jump.

    `following` is the code unit behind the instruction and its caches, from which jumps count.
    """
    if opcode in target.absolute_jumps:
        return oparg
    if opcode in target.backward_jumps:
        return following - oparg
    if opcode in target.relative_jumps:
        return following + oparg
    return None


def explain(opcode: int, oparg: int, following: int, names: NameTables, target: Target) -> str:
    """Say what an instruction's argument means; "" where the number says it all or the instruction has none.

    An index that points outside its table, as a damaged code object has it, is answered as "no such ...".
    """
    if not target.takes_argument[opcode]:
        return ""
    destination = jump_target(opcode, oparg, following, target)
    if destination is not None:
        return f"to {2 * destination}"
    if opcode in target.operand_is_constant:
        return _entry(names.constants, oparg, "constant", shorten)
    if opcode in target.operand_is_name:
        return _named(opcode, oparg, names)
    if opcode in target.operand_is_local or opcode in target.operand_is_cell:
        return _entry(names.locals, oparg, "variable", str)
    if opcode == opcodes.COMPARE_OP:
        return _entry(target.compare_operators, oparg, "comparison", str)
    if opcode == opcodes.BINARY_OP:
        return _entry(target.binary_operators, oparg, "operator", str)
    words = WORDS.get(opcode)
    return words(oparg) if words else ""


def _named(opcode: int, oparg: int, names: NameTables) -> str:
    if opcode == opcodes.LOAD_GLOBAL:
        name = _entry(names.names, oparg >> 1, "name", str)
        return f"NULL + {name}" if oparg & 1 else name
    return _entry(names.names, oparg, "name", str)


def _entry(table: tuple[Any, ...], index: int, what: str, words: Callable[[Any], str]) -> str:
    return words(table[index]) if index < len(table) else f"no such {what}"


FUNCTION_PARTS: Final = ((1, "defaults"), (2, "keyword defaults"), (4, "annotations"), (8, "closure"))
CONVERSIONS: Final = ("", "str", "repr", "ascii")
RESUME_PLACES: Final = ("start", "after yield", "after yield from", "after await")


def _function_parts(oparg: int) -> str:
    return ", ".join(word for bit, word in FUNCTION_PARTS if oparg & bit)


def _format(oparg: int) -> str:
    words = [CONVERSIONS[oparg & 3]] if oparg & 3 else []
    return ", ".join(words + (["with format"] if oparg & 4 else []))


def _resume(oparg: int) -> str:
    return RESUME_PLACES[oparg] if oparg < len(RESUME_PLACES) else ""


WORDS: Final[dict[int, Callable[[int], str]]] = {
    opcodes.IS_OP: lambda oparg: "is not" if oparg else "is",
    opcodes.CONTAINS_OP: lambda oparg: "not in" if oparg else "in",
    opcodes.MAKE_FUNCTION: _function_parts,
    opcodes.FORMAT_VALUE: _format,
    opcodes.RESUME: _resume,
}
"""Instructions whose number is a choice or a set of flags."""


def instruction_text(opcode: int, oparg: int, meaning: str, takes_argument: bool) -> str:
    """Answer an instruction as a person reads it: `LOAD_CONST 1 ('tea')`."""
    name = NAMES[opcode]
    if not takes_argument:
        return name
    return f"{name:<28} {oparg:>4}" + (f" ({meaning})" if meaning else "")
