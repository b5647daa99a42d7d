# cython: language_level=3, annotation_typing=False, boundscheck=False, wraparound=False, initializedcheck=False
# cython: nonecheck=False, cdivision=True
"""Marshal bytes that nobody vouches for -> safe to give to `marshal.loads`, or the byte at which they are not.

    check(dumps(code))          returns
    check(b"\\xe3\\x00")          MalformedMarshalError: marshal: 4 bytes wanted, 1 left (at byte 2)

Builds nothing: it walks over types, sizes and references, by the rules of `marshal_read`, and is compiled where there
is a C compiler (marshal_bounds.pxd), so that looking before loading costs less than half of loading.  After it, `loads`
may still refuse (text that is no UTF-8, a code object whose parts disagree), with an ordinary exception.  What it does
not do after it:

- make something larger than the file justifies: each size is compared with the bytes that are left;
- meet an object that is still being made: `loads` hands out unfinished tuples, and hashing one is a crash;
- walk for ever: references can share a tuple a billion times, and a code object's constants are walked when it is made;
- recurse too deeply, or get something else than names where it takes names on trust.

Format: Python/marshal.c, version 4; Objects/codeobject.c for what making a code object walks over.
"""

from __future__ import annotations

from cutaway.cache import marshal_kinds as kinds
from cutaway.cache.malformed import MalformedMarshalError

# What was read, as far as it matters to what encloses it.
_OTHER = 0
_TEXT = 1
_BYTES = 2
_TUPLE = 3
_NAMES = 4  # a tuple of texts
_WITH_CODE = 5  # a tuple that holds a code object somewhere
_CODE = 6
_UNFINISHED = 7

# What a type byte asks for.
_REFUSE = 0
_EMPTY = 1
_FIXED_4 = 2
_FIXED_8 = 3
_FIXED_16 = 4
_SHORT_TEXT = 5
_LONG_TEXT = 6
_LONG_BYTES = 7
_DIGITS = 8
_SHORT_TUPLE = 9
_LONG_TUPLE = 10
_FROZEN = 11
_CODE_OBJECT = 12
_REFERENCE = 13

_ACTIONS = bytearray(256)
for _kind, _action in (
    (kinds.NONE, _EMPTY),
    (kinds.TRUE, _EMPTY),
    (kinds.FALSE, _EMPTY),
    (kinds.ELLIPSIS, _EMPTY),
    (kinds.INT, _FIXED_4),
    (kinds.INT64, _FIXED_8),
    (kinds.BINARY_FLOAT, _FIXED_8),
    (kinds.BINARY_COMPLEX, _FIXED_16),
    (kinds.SHORT_ASCII, _SHORT_TEXT),
    (kinds.SHORT_ASCII_INTERNED, _SHORT_TEXT),
    (kinds.ASCII, _LONG_TEXT),
    (kinds.ASCII_INTERNED, _LONG_TEXT),
    (kinds.STRING, _LONG_TEXT),
    (kinds.INTERNED, _LONG_TEXT),
    (kinds.BYTES, _LONG_BYTES),
    (kinds.LONG, _DIGITS),
    (kinds.SMALL_TUPLE, _SHORT_TUPLE),
    (kinds.TUPLE, _LONG_TUPLE),
    (kinds.FROZENSET, _FROZEN),
    (kinds.CODE, _CODE_OBJECT),
    (kinds.REF, _REFERENCE),
):
    _ACTIONS[_kind] = _action
_ACTION_TABLE = bytes(_ACTIONS)

_MAX_DEPTH = kinds.MAX_DEPTH
_LIGHT = 16
"""Weights up to this are not kept: an object that is referred to counts at least that much."""
_WEIGHT_FOR_BYTE = 16
_WEIGHT_FREE = 1 << 20


class Walk:
    """One walk over the bytes of one object."""

    def __init__(self, data: bytes, start: int) -> None:
        """In: the bytes, and where the object begins."""
        self.owner = data
        self.data = data
        self.actions = _ACTION_TABLE
        self.size = len(data)
        self.at = start
        self.numbered = bytearray()
        self.count = 0
        self.weights: dict[int, int] = {}
        self.weight = 0
        self.limit = _WEIGHT_FREE + _WEIGHT_FOR_BYTE * len(data)

    def fail(self, reason: str, offset: int) -> int:
        """Refuse.  Raises MalformedMarshalError."""
        raise MalformedMarshalError(reason, offset)

    def take(self, count: int) -> int:
        """Step over bytes; answer where they begin."""
        start = self.at
        if self.size - start < count:
            self.fail(f"{count} bytes wanted, {self.size - start} left", start)
        self.at = start + count
        return start

    def number(self) -> int:
        """Read four bytes, signed."""
        start = self.take(4)
        value = self.data[start + 3]
        if value >= 128:
            value -= 256
        value = value * 256 + self.data[start + 2]
        value = value * 256 + self.data[start + 1]
        return value * 256 + self.data[start]

    def sized(self) -> int:
        """Read a count of things that take at least a byte each."""
        start = self.at
        count = self.number()
        if count < 0 or count > self.size - self.at:
            self.fail(f"a size of {count} does not fit in the {self.size - self.at} bytes left", start)
        return count

    def read(self, depth: int) -> int:
        """Walk over one object; answer what it is.  Its weight is in `self.weight`."""
        offset = self.at
        if depth >= _MAX_DEPTH:
            self.fail(f"more than {_MAX_DEPTH} objects within each other", offset)
        letter = self.data[self.take(1)]
        action = self.actions[letter & 127]
        place = -1
        if letter >= 128 and action != _REFERENCE:
            place = self.count
            self.count += 1
            self.numbered.append(_UNFINISHED)
        self.weight = 1
        found = self.walk(action, letter & 127, offset, depth)
        if place >= 0:
            self.numbered[place] = found
            if self.weight > _LIGHT:
                self.weights[place] = self.weight
        return found

    def walk(self, action: int, letter: int, offset: int, depth: int) -> int:
        """Walk over what follows a type byte; answer what it is."""
        if action == _SHORT_TEXT:
            self.take(self.data[self.take(1)])
            return _TEXT
        if action == _REFERENCE:
            return self.referred(offset)
        if action == _EMPTY:
            return _OTHER
        if action == _LONG_TEXT:
            self.take(self.sized())
            return _TEXT
        if action == _LONG_BYTES:
            self.take(self.sized())
            return _BYTES
        if action == _SHORT_TUPLE:
            return self.items(self.data[self.take(1)], depth)
        if action == _LONG_TUPLE:
            return self.items(self.sized(), depth)
        if action == _CODE_OBJECT:
            return self.code(depth)
        if action == _FIXED_4:
            self.take(4)
            return _OTHER
        if action == _FIXED_8:
            self.take(8)
            return _OTHER
        if action == _FIXED_16:
            self.take(16)
            return _OTHER
        if action == _DIGITS:
            return self.digits()
        if action == _FROZEN:
            if self.items(self.sized(), depth) == _WITH_CODE:
                self.fail("a frozenset with code in it", offset)
            return _OTHER
        name = kinds.NAMES.get(letter)
        return self.fail(f"no .pyc holds a {name}" if name else f"unknown type {chr(letter)!r}", offset)

    def items(self, count: int, depth: int) -> int:
        """Walk over the items of a tuple; answer what kind of tuple it is."""
        found = _NAMES
        weight = 1
        for index in range(count):  # noqa: B007  (named, so that it is a C number)
            start = self.at
            item = self.read(depth + 1)
            weight += self.weight
            if weight > self.limit:
                self.fail("references that make a structure far larger than the file", start)
            if item in (_CODE, _WITH_CODE):
                found = _WITH_CODE
            elif item != _TEXT and found == _NAMES:
                found = _TUPLE
        self.weight = weight
        return found

    def referred(self, offset: int) -> int:
        """Look up an earlier object."""
        number = self.number()
        if number < 0 or number >= self.count:
            self.fail(f"a reference to object {number}, of {self.count}", offset)
        found = self.numbered[number]
        if found == _UNFINISHED:
            self.fail(f"a reference to object {number} inside itself", offset)
        self.weight = _LIGHT
        if found != _TEXT and found != _BYTES:
            if number in self.weights:
                self.weight = self.weights[number]
        return found

    def digits(self) -> int:
        """Walk over the digits of a long int."""
        start = self.at
        count = self.number()
        if count < 0:
            count = -count
        if count > (self.size - self.at) // 2:
            self.fail(
                f"an int of {count} digits does not fit in the {self.size - self.at} bytes left",
                start,
            )
        self.take(2 * count)
        return _OTHER

    def code(self, depth: int) -> int:
        """Walk over the parts of a code object, in the order of `marshal_read.CODE_PARTS`."""
        self.take(20)  # five numbers
        self.part("co_code", _BYTES, depth)
        self.part("co_consts", _TUPLE, depth)
        self.part("co_names", _NAMES, depth)
        self.part("co_localsplusnames", _NAMES, depth)
        self.part("co_localspluskinds", _BYTES, depth)
        self.part("co_filename", _TEXT, depth)
        self.part("co_name", _TEXT, depth)
        self.part("co_qualname", _TEXT, depth)
        self.take(4)
        self.part("co_linetable", _BYTES, depth)
        self.part("co_exceptiontable", _BYTES, depth)
        self.weight = 1  # whoever walks over constants does not enter code objects
        return _CODE

    def part(self, name: str, wanted: int, depth: int) -> int:
        """Walk over one part of a code object, which must be of the wanted kind."""
        start = self.at
        found = self.read(depth + 1)
        if found == wanted or (wanted == _TUPLE and (found in (_NAMES, _WITH_CODE))):
            return 0
        return self.fail(f"{name} is of another type", start)


def check(data: bytes, start: int = 0) -> None:
    """Walk over one object, from `start` on; bytes after it are left alone.

    Raises MalformedMarshalError with the byte at which it is not what a compiler writes.
    """
    walk = Walk(data, start)
    try:
        walk.read(0)
    except RecursionError:
        raise MalformedMarshalError("objects within each other, deeper than this process can follow", walk.at) from None
