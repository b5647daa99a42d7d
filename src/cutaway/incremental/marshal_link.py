# cython: language_level=3, annotation_typing=False, wraparound=False
"""Code objects of several streams -> the bytes of one, as `marshal_write` would write the whole.

    linker = Linker(Stream(old_bytes))
    fresh = linker.add(Stream(dumps(code_of_what_changed)))
    linker.replace(0, old_meeting, fresh, new_meeting)      this code object stands for that one
    linker.move(0, meeting, 12)                             this one, and all inside it, starts 12 lines further down
    linker.link(0, 0)  ->  bytes

Which object is written in full and which as a reference, and the numbers of references, depend on everything that
stands before and after.  So each object gets one number for all streams, equal ones the same; then one walk over the
meetings copies runs of bytes that stay as they are, and notes what must be set in them when the walk is over.
Rules of sharing: cache/marshal_write.py.
"""

from __future__ import annotations

from typing import Any

from cutaway.cache import marshal_kinds as kind
from cutaway.incremental.marshal_scan import (
    FILE_NAME,
    INSTRUCTIONS,
    KINDS,
    LOCATIONS,
    NAME,
    PLACE,
    QUALIFIED,
    Unlinkable,
)

_REF = kind.REF
_INT = kind.INT
_FLOAT = kind.BINARY_FLOAT
_COMPLEX = kind.BINARY_COMPLEX
_BYTES = kind.BYTES
_STRING = kind.STRING
_INTERNED = kind.INTERNED
_ASCII_INTERNED = kind.ASCII_INTERNED
_SHORT = kind.SHORT_ASCII
_SHORT_INTERNED = kind.SHORT_ASCII_INTERNED
_SMALL_TUPLE = kind.SMALL_TUPLE
_TUPLE = kind.TUPLE
_FROZENSET = kind.FROZENSET
_CODE = kind.CODE
_INSTRUCTIONS = INSTRUCTIONS
_KINDS = KINDS
_FILE_NAME = FILE_NAME
_NAME = NAME
_LOCATIONS = LOCATIONS
_QUALIFIED = QUALIFIED
_PLACE = PLACE
_FILTER = 0xFFFF


class Linker:
    """The streams, what is to stand where, and the bytes as they grow."""

    def __init__(self, base: Any) -> None:
        """In: the stream that most of the result is copied from."""
        self.streams: list[Any] = [base]
        self.ids: list[Any] = [array_of(base.objects + 1)]
        self.orders: list[dict[int, tuple[int, int]]] = [{}]
        self.moves: list[dict[int, int]] = [{}]
        ids = self.ids[0]
        for found in range(base.objects):
            ids[found] = found
        self.total = base.objects
        self.known: dict[Any, int] = {}
        self.groups: dict[Any, int] = {}

    def add(self, stream: Any, places: dict[int, tuple[int, int]] | None = None) -> int:
        """Take one more stream.

        In: the stream; what is to stand in its places, stream and meeting for each.
        Out: its number.  Raises Unlinkable where equal sets would have to be told apart.
        """
        number = len(self.streams)
        ids = array_of(stream.objects + 1)
        self.streams.append(stream)
        self.ids.append(ids)
        self.orders.append(dict(places or ()))
        self.moves.append({})
        self.unify_leaves(stream, ids)
        self.unify_groups(stream, ids)
        return number

    def replace(self, stream: int, meeting: int, new_stream: int, new_meeting: int) -> None:
        """Let one object stand where another stood.  In: stream and meeting of both."""
        self.orders[stream][meeting] = (new_stream, new_meeting)

    def move(self, stream: int, meeting: int, lines: int) -> None:
        """Let a code object, and those inside it that are not moved themselves, start so many lines further down."""
        self.moves[stream][meeting] = lines

    def unify_leaves(self, stream: Any, ids: Any) -> None:
        """Number everything that holds no other objects."""
        wanted: dict[Any, int] = {}
        marks = bytearray(_FILTER + 1)
        for found in range(stream.objects):
            ids[found] = -1
            meeting = stream.first[found]
            group = sharing_group(stream, meeting)
            if group < 0:
                ids[found] = self.fresh()
            elif stream.data[stream.at[meeting]] == _PLACE:
                other, target = self.orders[len(self.orders) - 1][meeting]
                ids[found] = self.ids[other][self.stream(other).object[target]]
            elif group < 8:
                start, stop = stream.at[meeting], stream.stop[meeting]
                key = (group, stream.data[start] & 0x7F, stream.owner[start + 1 : stop])
                if key in self.known:
                    ids[found] = self.known[key]
                else:
                    wanted[key] = found
                    marks[filter_of(stream.data, start, stop)] = 1
        self.look_up(wanted, marks, ids)
        for key, found in wanted.items():
            if ids[found] < 0:
                ids[found] = self.known[key] = self.fresh()
            else:
                self.known[key] = ids[found]

    def look_up(self, wanted: dict[Any, int], marks: bytearray, ids: Any) -> None:
        """Find wanted objects among those of the first stream."""
        base = self.stream(0)
        first = base.first
        at = base.at
        stops = base.stop
        data = base.data
        for found in range(base.objects):
            meeting = first[found]
            start = at[meeting]
            stop = stops[meeting]
            if marks[filter_of(data, start, stop)]:
                group = sharing_group(base, meeting)
                if 0 <= group < 8:
                    key = (group, data[start] & 0x7F, base.owner[start + 1 : stop])
                    if key in wanted:
                        ids[wanted[key]] = found

    def unify_groups(self, stream: Any, ids: Any) -> None:
        """Number tuples and sets, the inner ones first."""
        groups = [found for found in range(stream.objects) if ids[found] < 0]
        if not groups:
            return
        groups.sort(key=lambda found: (stream.stop[stream.first[found]], -found))
        lengths = bytearray(256)
        for found in groups:
            lengths[length_of(stream, stream.first[found]) & 255] = 1
        known = self.groups_of_base(lengths)
        known.update(self.groups)
        for found in groups:
            meeting = stream.first[found]
            key = self.items(stream, ids, meeting)
            known_as = known.get(key)
            if known_as is None:
                known_as = self.fresh()
            elif known_as < 0:
                raise Unlinkable("equal sets, of which some are one object and some are not")
            ids[found] = known_as
            # Two sets of one stream are two objects, to whichever of another stream they are equal.
            known[key] = self.groups[key] = -1 if stream.letter(meeting) == _FROZENSET else known_as

    def groups_of_base(self, lengths: bytearray) -> dict[Any, int]:
        """Describe the tuples and sets of the first stream that have one of these lengths."""
        base, ids = self.stream(0), self.ids[0]
        known: dict[Any, int] = {}
        for found in range(base.objects):
            meeting = base.first[found]
            if sharing_group(base, meeting) == 8 and lengths[length_of(base, meeting) & 255]:
                key = self.items(base, ids, meeting)
                # Equal tuples are one object; equal sets need not be.
                known[key] = -1 if key in known else found
        return known

    def items(self, stream: Any, ids: Any, meeting: int) -> tuple[int, ...]:
        """Describe a tuple or set by what is in it."""
        pos = stream.at[meeting]
        letter = stream.data[pos] & 0x7F
        pos += 2 if letter == _SMALL_TUPLE else 5
        if letter == _TUPLE:
            letter = _SMALL_TUPLE
        child = meeting + 1
        after = stream.after[meeting]
        stop = stream.stop[meeting]
        found = [letter]
        while pos < stop:
            if child < after and stream.at[child] == pos:
                found.append(ids[stream.object[child]])
                pos = stream.stop[child]
                child = stream.after[child]
            else:
                found.append(-stream.data[pos])
                pos += 1
        return tuple(found)

    def stream(self, number: int) -> Any:
        """Give a stream."""
        return self.streams[number]

    def fresh(self) -> Any:
        """Give a number that no object has."""
        number = self.total
        self.total = number + 1
        return number

    # The walk

    def link(self, stream: int, meeting: int) -> bytes:
        """Write an object.  In: where it stands.  Out: its bytes."""
        bound = self.total + 1
        self.place = array_of(bound)
        self.marked = memoryview(bytearray(bound))
        self.placed = array_of(bound)
        self.placed_count = 0
        self.out = bytearray()
        self.reference_at = array_of(sum([one.count for one in self.streams]) + 1)
        self.reference_to = array_of(sum([one.count for one in self.streams]) + 1)
        self.reference_count = 0
        self.line_patches: list[tuple[int, int]] = []
        self.enter(stream, self.streams[stream].at[meeting])
        self.marked[self.ids[stream][self.streams[stream].object[meeting]]] = 1
        self.emit(meeting, 0)
        self.cut(self.current.stop[meeting])
        return self.finished()

    def enter(self, stream: int, start: int) -> int:
        """Copy from a stream from now on, beginning at a byte of it."""
        self.number = stream
        self.current = self.stream(stream)
        self.current_ids = self.ids[stream]
        self.current_orders = self.orders[stream]
        self.current_moves = self.moves[stream]
        self.start = start
        self.shift = len(self.out) - start
        return 0

    def cut(self, stop: int) -> int:
        """Copy the bytes up to here."""
        self.out += self.current.owner[self.start : stop]
        return 0

    def emit(self, meeting: int, lines: int) -> int:
        """Write what stands at a meeting of the current stream, which is being copied up to there."""
        stream = self.current
        role = stream.role[meeting]
        at = stream.at[meeting]
        letter = stream.data[at] & 0x7F
        if (letter in (_CODE, _PLACE) or role == _LOCATIONS) and meeting in self.current_orders:
            new_stream, new_meeting = self.current_orders[meeting]
            self.elsewhere(meeting, new_stream, new_meeting, -1)
            return 0
        found = self.current_ids[stream.object[meeting]]
        if self.place[found]:
            self.marked[found] = 1
            if letter == _REF:
                self.reference_at[self.reference_count] = at + self.shift + 1
            else:
                self.cut(at)
                self.reference_at[self.reference_count] = len(self.out) + 1
                self.out += b"r\0\0\0\0"
                self.start = stream.stop[meeting]
                self.shift = len(self.out) - self.start
            self.reference_to[self.reference_count] = found
            self.reference_count += 1
        elif letter == _REF:
            # What is to stand at the place where the object stood first does not concern the object.
            self.elsewhere(meeting, self.number, stream.first[stream.object[meeting]], found)
        else:
            self.whole(meeting, found, lines)
        return 0

    def elsewhere(self, meeting: int, new_stream: int, new_meeting: int, found: int) -> int:
        """Write here what stands at another place; or, with its number, the object that stands there in full."""
        number = self.number
        stream = self.current
        self.cut(stream.at[meeting])
        other = self.stream(new_stream)
        self.enter(new_stream, other.at[new_meeting])
        if found < 0:
            self.emit(new_meeting, 0)
        else:
            self.whole(new_meeting, found, 0)
        self.cut(other.stop[new_meeting])
        self.enter(number, stream.stop[meeting])
        return 0

    def whole(self, meeting: int, found: int, lines: int) -> int:
        """Write an object in full, with the objects inside it."""
        stream = self.current
        at = stream.at[meeting]
        letter = stream.data[at] & 0x7F
        # Places are counted from one: zero means that it was not met yet.
        self.place[found] = at + self.shift + 1
        self.placed[self.placed_count] = found
        self.placed_count += 1
        if always_marked(stream, meeting, letter):
            self.marked[found] = 1
        if letter == _CODE and meeting in self.current_moves:
            lines = self.current_moves[meeting]
        child = meeting + 1
        after = stream.after[meeting]
        while child < after:
            if letter == _FROZENSET:
                self.marked[self.current_ids[stream.object[child]]] = 1  # CPython's sorting holds each item once more
            if lines and letter == _CODE and stream.role[child] == _LOCATIONS:
                self.line_patches.append((stream.at[child] - 4 + self.shift, lines))
            self.emit(child, lines)
            child = stream.after[child]
        return 0

    def finished(self) -> bytes:
        """Set marks, numbers of references and lines.  Out: the bytes."""
        result = self.out
        number = 0
        for index in range(self.placed_count):
            found = self.placed[index]
            at = self.place[found] - 1
            if self.marked[found]:
                result[at] = result[at] | 0x80
                self.place[found] = number
                number += 1
            else:
                result[at] = result[at] & 0x7F
        for index in range(self.reference_count):
            at = self.reference_at[index]
            found = self.place[self.reference_to[index]]
            result[at] = found & 0xFF
            result[at + 1] = found >> 8 & 0xFF
            result[at + 2] = found >> 16 & 0xFF
            result[at + 3] = found >> 24 & 0xFF
        for at, lines in self.line_patches:
            line = int.from_bytes(self.out[at : at + 4], "little", signed=True) + lines
            self.out[at : at + 4] = line.to_bytes(4, "little", signed=True)
        return bytes(self.out)


def array_of(count: int) -> Any:
    """Make room for numbers."""
    return memoryview(bytearray(4 * count)).cast("i")


def filter_of(data: Any, start: int, stop: int) -> Any:
    """Give a number that equal leaves have in common."""
    middle = data[start + (stop - start) // 2] if stop - start > 1 else 0
    return ((data[start] & 0x7F) + (stop - start) * 7 + data[stop - 1] * 131 + middle * 1031) & _FILTER


def length_of(stream: Any, meeting: int) -> Any:
    """Give the length of a tuple or set."""
    at = stream.at[meeting]
    if stream.data[at] & 0x7F == _SMALL_TUPLE:
        return stream.data[at + 1]
    return stream.data[at + 1] | stream.data[at + 2] << 8 | stream.data[at + 3] << 16


def sharing_group(stream: Any, meeting: int) -> int:
    """Tell apart what is never shared: -1 for what is one for itself, below 8 for leaves, 8 for tuples and sets."""
    role = stream.role[meeting]
    letter = stream.data[stream.at[meeting]] & 0x7F
    if letter in (_SMALL_TUPLE, _TUPLE, _FROZENSET):
        return 8
    if letter == _CODE or role == _INSTRUCTIONS:
        return -1
    if role == _KINDS:
        return 0 if stream.stop[meeting] - stream.at[meeting] == 5 else -1
    if role == _FILE_NAME:
        return 1
    if letter in (_INTERNED, _ASCII_INTERNED, _SHORT_INTERNED):
        return 0
    if role == _NAME:
        return 2
    if role == _QUALIFIED:
        return -1
    if letter == _FLOAT:
        return -1 if is_no_number(stream.data, stream.at[meeting] + 1) else 0
    if letter == _COMPLEX:
        at = stream.at[meeting] + 1
        return -1 if is_no_number(stream.data, at) or is_no_number(stream.data, at + 8) else 0
    return 0


def is_no_number(data: Any, at: int) -> Any:
    """Answer whether eight bytes are a NaN, which equals nothing, so that each stays an object of its own."""
    if data[at + 7] & 0x7F != 0x7F or data[at + 6] < 0xF0:
        return False
    if data[at + 6] > 0xF0:
        return True
    return bool(data[at] or data[at + 1] or data[at + 2] or data[at + 3] or data[at + 4] or data[at + 5])


def always_marked(stream: Any, meeting: int, letter: int) -> Any:
    """Answer whether CPython has one object of this for the whole process, so that it is marked even if met once."""
    at = stream.at[meeting]
    size = stream.stop[meeting] - at
    role = stream.role[meeting]
    if letter in (_SHORT_INTERNED, _INTERNED, _ASCII_INTERNED):
        return True
    if letter == _INT:
        if stream.data[at + 4] == 0xFF:
            return stream.data[at + 3] == 0xFF and stream.data[at + 2] == 0xFF and stream.data[at + 1] >= 0xFB
        if stream.data[at + 4] or stream.data[at + 3]:
            return False
        return stream.data[at + 2] == 0 or (stream.data[at + 2] == 1 and stream.data[at + 1] == 0)
    if role in (_INSTRUCTIONS, _FILE_NAME, _NAME):
        return True
    if letter == _BYTES:
        return size - 5 < 2 and not (role == _KINDS and size > 5)
    if letter == _SMALL_TUPLE:
        return size == 2
    if role == _QUALIFIED:
        return False
    if letter == _SHORT:
        return size == 3
    if letter == _STRING:
        return size == 7 and stream.data[at + 5] < 0xC4
    return False
