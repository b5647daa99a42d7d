# cython: language_level=3, annotation_typing=False, wraparound=False
"""The bytes of a code object -> where every object in them stands: what `marshal_link` puts together anew.

    stream = Stream(dumps(code))
    stream.codes[0]            ->  the module's code object: its place, line, name, constants, location table
    stream.count               ->  how many meetings with shareable objects there are

A *meeting* is a place in the bytes where an object that can be shared stands: in full, where it is met first, or as a
reference.  Meetings are numbered as they begin; those inside an object follow it.  Nothing is built of what the objects
mean, and the module is compiled where there is a C compiler (marshal_scan.pxd): this costs as much as loading.

In: bytes of our own writer, known by their digest.  Raises Unlinkable for anything else.
Format: cache/marshal_kinds.py; w_object in Python/marshal.c.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cutaway.base.errors import CutawayError
from cutaway.cache import marshal_kinds as kind

_MAX_DEPTH = kind.MAX_DEPTH
_FREE = kind.FAST_FREE

# What a meeting is for, where that decides what is shared with what.
PLAIN = 0
INSTRUCTIONS = 1  # co_code: one for each code object
KINDS = 2  # of variables: one for each code object
FILE_NAME = 3  # shared with other file names only
NAME = 4  # co_name: shared with names, or with other names that the compiler holds ready
QUALIFIED = 5  # co_qualname: one for each code object, or a name, or a class body's constant
LOCATIONS = 6  # co_linetable

PLACE = 0x3F
"""Stands in bytes that are written for the linker, where an object of another stream is to stand: "?"."""

_REF = kind.REF
_INT = kind.INT
_LONG = kind.LONG
_FLOAT = kind.BINARY_FLOAT
_COMPLEX = kind.BINARY_COMPLEX
_BYTES = kind.BYTES
_STRING = kind.STRING
_INTERNED = kind.INTERNED
_ASCII = kind.ASCII
_ASCII_INTERNED = kind.ASCII_INTERNED
_SHORT = kind.SHORT_ASCII
_SHORT_INTERNED = kind.SHORT_ASCII_INTERNED
_SMALL_TUPLE = kind.SMALL_TUPLE
_TUPLE = kind.TUPLE
_FROZENSET = kind.FROZENSET
_CODE = kind.CODE
_NONE = kind.NONE
_TRUE = kind.TRUE
_FALSE = kind.FALSE
_DOTS = kind.ELLIPSIS
_PLACE = PLACE

_USUAL = 12
"""Bytes for each meeting; there are about 20, of which a third are room for more."""

_NOTHING = memoryview(bytearray())


class Unlinkable(CutawayError):
    """These bytes cannot be put together with others, and why."""


class CodePlace(NamedTuple):
    """A code object in a stream."""

    meeting: int
    line_at: int
    """The byte at which its co_firstlineno stands."""
    first_line: int
    constants: int
    """The meeting of its tuple of constants."""
    locations: int
    """The meeting of its location table."""
    name: int
    """The object that is its co_name."""
    free: int
    """How many free variables it has."""


class Stream:
    """Bytes, and the places of the objects in them."""

    def __init__(self, data: bytes) -> None:
        """In: what `marshal_write.dumps` gave for a code object."""
        self.room = len(data) // _USUAL + 16
        self.owner = data
        self.data = data
        self.size = len(data)
        self.pos = 0
        self.depth = 0
        self.count = 0
        self.objects = 0
        self.numbered = 0
        self.codes: Any = []
        self.sets: list[int] = []
        self.qualified: list[int] = []
        self.wide_names = False
        self.wide_words = False
        self.at = self.object = self.after = self.stop = self.first = self.numbers = _NOTHING.cast("i")
        self.role = _NOTHING
        self.widen(self.room)
        self.value(PLAIN)
        if self.pos != self.size:
            raise Unlinkable("the bytes go on after the code object")

    def widen(self, room: int) -> int:
        """Make room for more meetings, and as many objects and numbers."""
        self.at = _wider(self.at, room)
        self.object = _wider(self.object, room)
        self.after = _wider(self.after, room)
        self.stop = _wider(self.stop, room)
        self.first = _wider(self.first, room)
        self.numbers = _wider(self.numbers, room)
        roles = memoryview(bytearray(room))
        roles[: len(self.role)] = self.role
        self.role = roles
        self.room = room
        return 0

    def take(self, count: int) -> int:
        """Step over bytes.  Out: where they begin."""
        start = self.pos
        if count < 0 or count > self.size - start:
            raise Unlinkable("the bytes end too early")
        self.pos = start + count
        return start

    def number(self) -> int:
        """Read four bytes, signed."""
        start = self.take(4)
        data = self.data
        value = data[start] | data[start + 1] << 8 | data[start + 2] << 16 | data[start + 3] << 24
        return value - 0x100000000 if value >= 0x80000000 else value

    def value(self, role: int) -> int:
        """Walk over one object.  Out: its meeting, -1 for what has none."""
        start = self.take(1)
        letter = self.data[start] & 0x7F
        if letter in (_NONE, _TRUE, _FALSE, _DOTS):
            return -1
        meeting = self.count
        if meeting == self.room:
            self.widen(2 * meeting)
        self.count = meeting + 1
        self.at[meeting] = start
        self.role[meeting] = role
        if letter == _REF:
            self.refer(meeting, role)
        else:
            found = self.objects
            self.objects = found + 1
            self.object[meeting] = found
            self.first[found] = meeting
            if self.data[start] & 0x80:
                self.numbers[self.numbered] = found
                self.numbered += 1
            self.contents(meeting, letter)
        self.after[meeting] = self.count
        self.stop[meeting] = self.pos
        return meeting

    def refer(self, meeting: int, role: int) -> int:
        """Walk over a reference."""
        number = self.number()
        if number < 0 or number >= self.numbered:
            raise Unlinkable("a reference to nothing")
        found = self.numbers[number]
        self.object[meeting] = found
        # Of <module> and its like, which the compiler holds ready, name and qualified name are one object anyway.
        if role == QUALIFIED and self.role[self.first[found]] != NAME:
            letter = self.data[self.at[self.first[found]]] & 0x7F
            if letter in (_SHORT, _ASCII, _STRING):
                self.qualified.append(found)
        return 0

    def contents(self, meeting: int, letter: int) -> int:
        """Walk over what follows a type byte."""
        if letter in (_SHORT, _SHORT_INTERNED):
            self.take(self.data[self.take(1)])
        elif letter == _INT:
            self.take(4)
        elif letter == _SMALL_TUPLE:
            self.items(self.data[self.take(1)])
        elif letter in (_BYTES, _ASCII, _ASCII_INTERNED):
            self.take(self.number())
        elif letter == _CODE:
            self.code(meeting)
        elif letter in (_STRING, _INTERNED):
            size = self.number()
            start = self.take(size)
            if letter == _INTERNED:
                self.wide_names = True
            elif not self.wide_words:
                self.wide_words = self.owner[start : start + size].decode("utf-8", "surrogatepass").isidentifier()
        elif letter == _FLOAT:
            self.take(8)
        elif letter == _COMPLEX:
            self.take(16)
        elif letter == _LONG:
            size = self.number()
            self.take(2 * (size if size > 0 else -size))
        elif letter == _TUPLE:
            self.items(self.number())
        elif letter == _PLACE:
            pass
        elif letter == _FROZENSET:
            self.sets.append(meeting)
            self.items(self.number())
        else:
            raise Unlinkable("a constant that no source has")
        return 0

    def items(self, count: int) -> int:
        """Walk over the items of a tuple or set."""
        if count < 0:
            raise Unlinkable("a negative size")
        self.depth += 1
        if self.depth >= _MAX_DEPTH:
            raise Unlinkable("too deeply nested")
        while count > 0:
            self.value(PLAIN)
            count -= 1
        self.depth -= 1
        return 0

    def code(self, meeting: int) -> int:
        """Walk over the parts of a code object."""
        self.depth += 1
        if self.depth >= _MAX_DEPTH:
            raise Unlinkable("too deeply nested")
        self.take(20)
        self.value(INSTRUCTIONS)
        place = len(self.codes)
        self.codes.append(None)
        constants = self.value(PLAIN)
        self.value(PLAIN)
        self.value(PLAIN)
        free = self.free_variables(self.value(KINDS))
        self.value(FILE_NAME)
        name = self.value(NAME)
        self.value(QUALIFIED)
        line_at = self.pos
        first_line = self.number()
        locations = self.value(LOCATIONS)
        self.value(PLAIN)
        self.depth -= 1
        if constants < 0 or name < 0 or locations < 0:
            raise Unlinkable("a code object without one of its parts")
        self.codes[place] = CodePlace(meeting, line_at, first_line, constants, locations, self.object[name], free)
        return 0

    def free_variables(self, meeting: int) -> int:
        """Count the free variables in the kinds that stand at a meeting."""
        if meeting < 0:
            raise Unlinkable("a code object without kinds of variables")
        first = self.first[self.object[meeting]]
        start = self.at[first] + 5
        stop = self.stop[first]
        # An empty one may be a reference to another that is still to be closed: then there is nothing to count.
        count = 0
        while start < stop:
            if self.data[start] & _FREE:
                count += 1
            start += 1
        return count

    def letter(self, meeting: int) -> int:
        """Give the type byte of what stands in full at a meeting, or REF."""
        return self.data[self.at[meeting]] & 0x7F

    def text(self, found: int) -> str:
        """Give the text of an object that is a string."""
        start = self.at[self.first[found]]
        stop = self.stop[self.first[found]]
        letter = self.data[start] & 0x7F
        start += 2 if letter in (_SHORT, _SHORT_INTERNED) else 5
        return self.owner[start:stop].decode("utf-8", "surrogatepass")


def _wider(numbers: Any, room: int) -> Any:
    """Copy numbers to where there is room for more."""
    made = memoryview(bytearray(4 * room)).cast("i")
    made[: len(numbers)] = numbers
    return made
