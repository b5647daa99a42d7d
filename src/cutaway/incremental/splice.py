"""Code that is taken over, and code that is compiled -> the code object of a module's body, as a full compile makes it.

    splice = Splice(plan, linker, number)
    data, places = splice.written(shifts, ends)      its bytes, with places for the objects of other streams

The numbers of constants and names depend on the order in which all statements enter them into the tables (Python/
compile.c), so the arguments of instructions that are taken over change; where one needs another byte, so do the sizes
in the location table.
"""

from __future__ import annotations

from struct import Struct
from typing import Any, Final, NamedTuple

from cutaway.bytecode import exception_table, line_table
from cutaway.bytecode.instruction_bytes import encodings
from cutaway.bytecode.line_table import Location
from cutaway.bytecode.opcodes import LOAD_CONST, LOAD_GLOBAL, RETURN_VALUE
from cutaway.bytecode.targets import current
from cutaway.cache import marshal_kinds as kind
from cutaway.compiler.assembler.exception_ranges import exception_ranges
from cutaway.compiler.assembler.layout import lay_out
from cutaway.compiler.constants import constant_key
from cutaway.incremental.gaps import Gap, Gaps
from cutaway.incremental.line_shift import shifted
from cutaway.incremental.marshal_scan import PLACE
from cutaway.incremental.module_code import CONSTANTS, Reading, Stretch, items_of, parts_of

Ends = dict[tuple[int, int], tuple[int, int]]

_NONE: Final = -kind.NONE
_COUNTS = Struct("<5i")
_SIZE = Struct("<i")
_STACK = 3
_NAMES = current().operand_is_name
_ENCODED = encodings(current())


class _Part(NamedTuple):
    """The code of one statement, or of a gap."""

    code: bytes
    table: bytes
    last_line: int
    deepest: int
    guarded: list[exception_table.Entry] = []  # noqa: RUF012
    skipped: int = 0
    """Code units by which `guarded` counts too far."""


class Splice:
    """One module's body."""

    def __init__(self, plan: Gaps, linker: Any, number: int, values: tuple[Any, ...], names: tuple[str, ...]) -> None:
        """In: what is taken over; the linker, the number of the carrier's stream in it, and the carrier's contents."""
        self.plan = plan
        self.old = plan.old
        self.constants: dict[int, int] = {}
        self.names: dict[int, int] = {}
        self.places: dict[int, tuple[int, int]] = {}
        self.highest = 0
        stream, ids = linker.streams[number], linker.ids[number]
        parts = parts_of(stream)
        found = [(key if key < 0 else ids[key], (number, meeting)) for key, meeting in items_of(stream, parts[1])]
        self._of_values = dict(zip([constant_key(value) for value in values], found, strict=True))
        found = [(ids[key], (number, meeting)) for key, meeting in items_of(stream, parts[2])]
        self._of_names = dict(zip(names, found, strict=True))
        self._enter_all()
        self._new_constants = [self.constants.get(key, 0) for key, _ in self.old.constants]
        self._new_names = [self.names.get(key, 0) for key, _ in self.old.names]

    # The tables

    def _enter(self, table: dict[int, int], key: int, place: tuple[int, int]) -> None:
        if key not in table:
            table[key] = len(table)
            if key >= 0:
                self.places.setdefault(key, place)

    def _enter_all(self) -> None:
        constants, names, first = self.constants, self.names, self.old.stream.first
        folded: list[tuple[int, tuple[int, int]]] = []
        gaps = {gap.first: gap for gap in self.plan.gaps}
        for position, reading in enumerate(self.plan.readings):
            if reading is not None:
                for key in reading.registered:
                    if key not in constants:
                        self._enter(constants, key, (0, first[key] if key >= 0 else 0))
                for key in reading.names:
                    if key not in names:
                        self._enter(names, key, (0, first[key]))
                folded += [(key, (0, first[key])) for key in reading.folded]
            elif position in gaps:
                gap = gaps[position]
                for value in gap.registered:
                    self._enter(constants, *self._of_values[constant_key(value)])
                for name in gap.names:
                    self._enter(names, *self._of_names[name])
                folded += [self._of_values[constant_key(value)] for value in gap.folded]
        self._enter(constants, _NONE, (0, 0))
        for key, place in folded:
            self._enter(constants, key, place)

    def kept(self, codes: list[int]) -> list[int]:
        """Choose, from the meetings of all old code objects, those that stay."""
        stay = {meeting for number, meeting in self.places.values() if number == 0}
        return [meeting for meeting in codes if meeting in stay]

    # The code

    def written(self, shifts: list[int], ends: Ends) -> tuple[bytes, dict[int, tuple[int, int]]]:
        """Write the code object.

        In: by how much each statement that is taken over moved; where definitions end now.
        Out: its bytes, and what is to stand in each of its places, by meeting.
        """
        old = self.old
        resume = old.stretch(-1)
        assert resume is not None  # Gaps has looked
        code = [old.code[: 2 * resume.stop]]
        tables = [old.table[: resume.table_stop]]
        handlers: list[exception_table.Entry] = []
        unit, line, before, deepest = resume.stop, resume.last_line, 0, 1
        items = self.plan.items
        gaps = {gap.first: gap for gap in self.plan.gaps}
        for position, reading in enumerate(self.plan.readings):
            if reading is not None:
                index = items[position].old
                stretch = old.stretch(index)
                assert stretch is not None
                part = self._moved(old.lines[index], stretch, reading, line, shifts[position], ends)
            elif position in gaps:
                part = self._laid_out(gaps[position], line)
                moved = unit - part.skipped
                handlers += [
                    exception_table.Entry(start + moved, end + moved, target + moved, depth, lasti)
                    for start, end, target, depth, lasti in part.guarded
                ]
            else:
                continue
            before, line = line, part.last_line
            deepest = max(deepest, part.deepest)
            code.append(part.code)
            tables.append(part.table)
            unit += len(part.code) >> 1
        if self.plan.readings[-1] is not None:
            number = self.constants[_NONE]
            self.highest = max(self.highest, number)
            last = [_ENCODED[LOAD_CONST][number], _ENCODED[RETURN_VALUE][0]]
            place = line_table.decode(tables[-1], before)[-1][1]
            code += last
            tables.append(line_table.encode(line, [len(one) >> 1 for one in last], [place, place]))
        counts = list(_COUNTS.unpack(old.counts))
        counts[_STACK] = deepest
        return self._bytes(counts, b"".join(code), b"".join(tables), exception_table.encode(handlers))

    def _moved(self, old_line: int, stretch: Stretch, reading: Reading, line: int, shift: int, ends: Ends) -> _Part:
        """Write code that is taken over."""
        old = self.old
        table = old.table[stretch.table_start : stretch.table_stop]
        table = shifted(table, stretch.line_before, line, [old_line], [shift], ends)
        code = old.code[2 * stretch.start : 2 * stretch.stop]
        new: list[bytes] = []
        for opcode, argument in reading.instructions:
            if opcode in CONSTANTS:
                argument = self._new_constants[argument]
                self.highest = max(self.highest, argument)
            elif opcode in _NAMES:
                if opcode == LOAD_GLOBAL:
                    argument = self._new_names[argument >> 1] << 1 | argument & 1
                else:
                    argument = self._new_names[argument]
            new.append(_ENCODED[opcode][argument])
        written = b"".join(new)
        if written != code:
            sizes = [len(_ENCODED[opcode][argument]) >> 1 for opcode, argument in reading.instructions]
            new_sizes = [len(one) >> 1 for one in new]
            if sizes != new_sizes:
                table = line_table.encode(line, new_sizes, _locations(line_table.decode(table, line), sizes))
        return _Part(written, table, stretch.last_line + shift, reading.deepest)

    def _laid_out(self, gap: Gap, line: int) -> _Part:
        """Write code that is new."""
        graph = gap.graph
        instructions = gap.instructions()
        stop = len(instructions)
        if gap.stop < len(self.plan.items):
            stop = gap.size_before(self.plan.items[gap.stop].line)
        names = list(graph.unit.names)
        for instruction in instructions[:stop]:
            opcode, argument = instruction.opcode, instruction.oparg
            if opcode in CONSTANTS:
                argument = self._number_of(graph.constants[argument])
                self.highest = max(self.highest, argument)
            elif opcode == LOAD_GLOBAL:
                argument = self.names[self._of_names[names[argument >> 1]][0]] << 1 | argument & 1
            elif opcode in _NAMES:
                argument = self.names[self._of_names[names[argument]][0]]
            instruction.oparg = argument
        # The first instruction begins a module; behind it may stand what makes room for annotations.
        start = 1 + (gap.annotated and gap.first > 0)
        layout = lay_out(graph, current())
        skipped = sum(layout.sizes[:start])
        locations = layout.locations[start:stop]
        table = line_table.encode(line, layout.sizes[start:stop], locations)
        for place in locations:
            line = place[0] if place[0] >= 0 else line
        guarded = exception_ranges(graph, layout.sizes) if graph.has_handlers else []
        code = layout.code[2 * skipped : 2 * sum(layout.sizes[:stop])]
        return _Part(code, table, line, graph.stack_size, guarded, skipped)

    def _number_of(self, value: Any) -> int:
        return self.constants[_NONE if value is None else self._of_values[constant_key(value)][0]]

    def _bytes(
        self, counts: list[int], code: bytes, table: bytes, handlers: bytes
    ) -> tuple[bytes, dict[int, tuple[int, int]]]:
        """Write the code object."""
        out = _Writer(bytes([kind.CODE]) + _COUNTS.pack(*counts))
        out.text(code)
        out.items([(key, self.places.get(key)) for key in self.constants][: self.highest + 1])
        out.items([(key, self.places[key]) for key in self.names])
        for part in parts_of(self.old.stream)[3:8]:
            out.place((0, part))
        out.data += _SIZE.pack(1)
        out.text(table)
        out.text(handlers)
        return bytes(out.data), out.places


class _Writer:
    """Bytes of a code object; meetings are counted as `marshal_scan` will count them."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        self.meetings = 1
        self.places: dict[int, tuple[int, int]] = {}

    def text(self, text: bytes) -> None:
        self.data += bytes([kind.BYTES]) + _SIZE.pack(len(text)) + text
        self.meetings += 1

    def place(self, place: tuple[int, int]) -> None:
        self.data.append(PLACE)
        self.places[self.meetings] = place
        self.meetings += 1

    def items(self, items: list[tuple[int, tuple[int, int] | None]]) -> None:
        size = len(items)
        self.data += bytes([kind.SMALL_TUPLE, size]) if size < 256 else bytes([kind.TUPLE]) + _SIZE.pack(size)
        self.meetings += 1
        for key, place in items:
            if place is None:
                self.data.append(-key)
            else:
                self.place(place)


def _locations(entries: list[tuple[int, Location]], sizes: list[int]) -> list[Location]:
    """Give the place of each instruction.  In: the entries of a table, the sizes of the instructions."""
    found: list[Location] = []
    rest = iter(entries)
    for size in sizes:
        units, place = next(rest)
        while units < size:
            units += next(rest)[0]
        found.append(place)
    return found
