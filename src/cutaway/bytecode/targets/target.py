"""A target: the numbers of one Python version, for the version-free ids of `bytecode.opcodes`.

    py311 sheet (plain data) ── make() ──▶ Target(version=(3, 11), numbers=(0, 1, 2, 9, ...), caches=(...), ...)

Code asks a target about numbers and sizes, and never compares versions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

from cutaway.bytecode import opcodes
from cutaway.bytecode.opcodes import FIRST_PSEUDO, IDS, NAMES


@dataclass(frozen=True, slots=True)
class Target:
    """What a version's code objects look like.

    Indexed by id: `numbers` (-1 for an id that the version lacks), `caches` (inline cache entries after it),
    `takes_argument`.  Indexed by opcode number: `ids` (-1 for numbers that mean nothing).
    The frozensets hold ids.  `magic_number` opens its `.pyc` files, `cache_tag` is in their names.
    """

    version: tuple[int, int]
    magic_number: int
    cache_tag: str
    numbers: tuple[int, ...]
    ids: tuple[int, ...]
    caches: tuple[int, ...]
    takes_argument: tuple[bool, ...]
    relative_jumps: frozenset[int]
    absolute_jumps: frozenset[int]
    backward_jumps: frozenset[int]
    operand_is_constant: frozenset[int]
    operand_is_name: frozenset[int]
    operand_is_local: frozenset[int]
    operand_is_cell: frozenset[int]
    compare_operators: tuple[str, ...]
    binary_operators: tuple[str, ...]

    @property
    def name(self) -> str:
        """The target as users write it: "3.11"."""
        return f"{self.version[0]}.{self.version[1]}"


def make(sheet: ModuleType) -> Target:
    """Build a target from a sheet.

    In: a module as `tools/record_target.py` writes them.  Raises KeyError if the sheet names an instruction that
    `bytecode.opcodes` does not know (a new version adds its ids there first).
    """
    numbers = [-1] * FIRST_PSEUDO
    ids = [-1] * 256
    for name, number in sheet.NUMBERS.items():
        numbers[IDS[name]] = number
        ids[number] = IDS[name]
    jumps = _ids(sheet.RELATIVE_JUMPS)
    return Target(
        version=sheet.VERSION,
        magic_number=sheet.MAGIC_NUMBER,
        cache_tag=sheet.CACHE_TAG,
        numbers=tuple(numbers),
        ids=tuple(ids),
        caches=tuple([sheet.CACHES.get(name, 0) for name in NAMES[:FIRST_PSEUDO]]),
        takes_argument=tuple([number >= sheet.HAVE_ARGUMENT for number in numbers]),
        relative_jumps=jumps,
        absolute_jumps=_ids(sheet.ABSOLUTE_JUMPS),
        backward_jumps=jumps & _BACKWARD,
        operand_is_constant=_ids(sheet.OPERAND_IS_CONSTANT),
        operand_is_name=_ids(sheet.OPERAND_IS_NAME),
        operand_is_local=_ids(sheet.OPERAND_IS_LOCAL),
        operand_is_cell=_ids(sheet.OPERAND_IS_CELL),
        compare_operators=sheet.COMPARE_OPERATORS,
        binary_operators=sheet.BINARY_OPERATORS,
    )


_BACKWARD = frozenset(
    [
        opcodes.JUMP_BACKWARD,
        opcodes.JUMP_BACKWARD_NO_INTERRUPT,
        opcodes.POP_JUMP_BACKWARD_IF_NOT_NONE,
        opcodes.POP_JUMP_BACKWARD_IF_NONE,
        opcodes.POP_JUMP_BACKWARD_IF_FALSE,
        opcodes.POP_JUMP_BACKWARD_IF_TRUE,
    ]
)
"""Relative jumps that count backwards; CPython 3.11 does not tabulate them (dis looks for the word in the name)."""


def _ids(names: Iterable[str]) -> frozenset[int]:
    return frozenset([IDS[name] for name in names])
