"""The code of an old module's body -> what each of its statements became there, so that it can be used again.

    body = ModuleCode(stream, lines)
    body.stretch(3)       ->  where the code of the fourth statement stands, or None
    body.reading(3)       ->  its instructions, and the constants and names that it enters into the tables

Only straight code is read.  A constant is known by its *key*: the number of its object in the stream, or, for None,
True, False and `...`, the negative of the byte that stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from cutaway.bytecode import opcodes
from cutaway.bytecode.opcodes import KW_NAMES, LOAD_CONST, LOAD_GLOBAL, MAKE_FUNCTION, SETUP_ANNOTATIONS
from cutaway.bytecode.targets import current
from cutaway.cache import marshal_kinds as kind
from cutaway.compiler.flowgraph.kinds import LEAVES_CODE
from cutaway.compiler.flowgraph.stack_effects import effect
from cutaway.incremental.line_shift import stretches

_HAS_DEFAULTS: Final = 1
_HAS_ANNOTATIONS: Final = 4
_PARTS_BELOW_CODE: Final = (8, _HAS_ANNOTATIONS, 2, _HAS_DEFAULTS)
"""What MAKE_FUNCTION finds below the code object, from the top, where its argument has the bit."""

CONSTANTS: Final = frozenset([LOAD_CONST, KW_NAMES])


class Stretch(NamedTuple):
    """Where the code of a statement stands: code units, bytes of the location table, the line that it counts from."""

    start: int
    stop: int
    table_start: int
    table_stop: int
    line_before: int
    last_line: int


class Reading(NamedTuple):
    """The straight code of a statement."""

    instructions: list[tuple[int, int]]
    registered: list[int]
    """Keys of the constants that code generation enters into the table, in order."""
    folded: list[int]
    """Keys of the tuples that are made of constants later."""
    names: list[int]
    deepest: int
    """How deep the stack gets."""


def items_of(stream: Any, meeting: int) -> Iterator[tuple[int, int]]:
    """Yield (key, meeting) for each item of a tuple; the meeting is -1 for what has none."""
    meeting = stream.first[stream.object[meeting]]
    pos = stream.at[meeting]
    pos += 2 if stream.letter(meeting) == kind.SMALL_TUPLE else 5
    child, after, stop = meeting + 1, stream.after[meeting], stream.stop[meeting]
    while pos < stop:
        if child < after and stream.at[child] == pos:
            yield stream.object[child], child
            pos = stream.stop[child]
            child = stream.after[child]
        else:
            yield -stream.owner[pos], -1
            pos += 1


def parts_of(stream: Any) -> list[int]:
    """Give the meetings of what the first code object of a stream consists of."""
    meeting = stream.codes[0].meeting
    found = []
    child = meeting + 1
    while child < stream.after[meeting]:
        found.append(child)
        child = stream.after[child]
    return found


class ModuleCode:
    """The code object of a module's body, in a stream."""

    def __init__(self, stream: Any, lines: list[int]) -> None:
        """In: the bytes of the module, taken apart; the lines of its statements."""
        self.stream = stream
        place = stream.codes[0]
        self.lines = lines
        instructions, constants, names = parts_of(stream)[:3]
        self.code: bytes = self._bytes(instructions)
        self.table: bytes = self._bytes(place.locations)
        self.constants = list(items_of(stream, constants))
        self.names = list(items_of(stream, names))
        at = stream.at[place.meeting] + 1
        self.counts: bytes = stream.owner[at : at + 20]
        self._readings: dict[int, Reading | None] = {}
        self._stretches: dict[int, Stretch] = {}
        rows = stretches(self.table, place.first_line, lines)
        self.tail, end = rows[-2], rows[-1]
        rows = [*rows[:-2], end]
        self.in_order = True
        before = -2
        for (index, table_at, unit, line), (_, table_stop, stop, last_line) in pairwise(rows):
            self.in_order = self.in_order and index > before
            before = index
            self._stretches[index] = Stretch(unit, stop, table_at, table_stop, line, last_line)
        if before >= 0:
            last = self._stretches[before]
            # The return that ends the module has the place of the statement before it.
            self._stretches[before] = last._replace(stop=self.tail[2], table_stop=self.tail[1], last_line=self.tail[3])
        self.annotated = self.code[2] == current().numbers[SETUP_ANNOTATIONS]

    def _bytes(self, meeting: int) -> bytes:
        stream = self.stream
        meeting = stream.first[stream.object[meeting]]
        found: bytes = stream.owner[stream.at[meeting] + 5 : stream.stop[meeting]]
        return found

    def stretch(self, index: int) -> Stretch | None:
        """Find the code of a statement."""
        return self._stretches.get(index) if self.in_order else None

    def reading(self, index: int) -> Reading | None:
        """Read the code of a statement; None where there is none, or where it jumps or leaves."""
        if index not in self._readings:
            stretch = self.stretch(index)
            self._readings[index] = None if stretch is None else self._read(stretch)
        return self._readings[index]

    def _read(self, stretch: Stretch) -> Reading | None:
        code, constants = self.code, self.constants
        instructions: list[tuple[int, int]] = []
        entered: list[int] = []
        names: list[int] = []
        tuples: list[int] = []
        makers: dict[int, int] = {}
        depth = deepest = argument = 0
        pos = 2 * stretch.start
        stop = 2 * stretch.stop
        while pos < stop:
            opcode = _IDS[code[pos]]
            argument = argument << 8 | code[pos + 1]
            pos += 2
            if opcode == opcodes.EXTENDED_ARG:
                continue
            pos += _CACHES[opcode]
            if opcode in CONSTANTS:
                entered.append(constants[argument][0])
            elif opcode in _NAMES:
                names.append(self.names[argument >> 1 if opcode == LOAD_GLOBAL else argument][0])
            elif opcode in _LEAVES:
                return None
            if opcode == MAKE_FUNCTION:
                tuples += _tuples(instructions, makers, depth, argument)
            depth += effect(opcode, argument)
            deepest = max(deepest, depth)
            makers[depth] = len(instructions)
            instructions.append((opcode, argument))
            argument = 0
        if not tuples:
            return Reading(instructions, entered, [], names, deepest)
        return self._with_tuples(instructions, tuples, names, deepest)

    def _with_tuples(
        self, instructions: list[tuple[int, int]], tuples: list[int], names: list[int], deepest: int
    ) -> Reading:
        """Tell the constants that the tuples were made of from the tuples."""
        entered: list[int] = []
        folded: list[int] = []
        for number, (opcode, argument) in enumerate(instructions):
            if opcode in CONSTANTS:
                key, meeting = self.constants[argument]
                if number in tuples:
                    entered += [item for item, _ in items_of(self.stream, meeting)]
                    folded.append(key)
                else:
                    entered.append(key)
        return Reading(instructions, entered, folded, names, deepest)


def _tuples(instructions: list[tuple[int, int]], makers: dict[int, int], depth: int, flags: int) -> list[int]:
    """Find the constants that MAKE_FUNCTION takes as defaults and annotations: their tuples are made after codegen."""
    found: list[int] = []
    below = depth - 1
    for bit in _PARTS_BELOW_CODE:
        if flags & bit:
            maker = makers[below]
            if bit in (_HAS_DEFAULTS, _HAS_ANNOTATIONS) and instructions[maker][0] == LOAD_CONST:
                found.append(maker)
            below -= 1
    return found


_TARGET = current()
_IDS: Final = _TARGET.ids
_CACHES: Final = [2 * count for count in _TARGET.caches]
_NAMES: Final = _TARGET.operand_is_name
_LEAVES: Final = LEAVES_CODE | _TARGET.relative_jumps | _TARGET.absolute_jumps
