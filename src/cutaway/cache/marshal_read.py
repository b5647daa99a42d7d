"""Marshal bytes -> object, for bytes that nobody vouches for.

    loads(dumps(code))      ->  an equal code object
    loads(b"\\xe3\\x00")      ->  MalformedMarshalError: marshal: 4 bytes wanted, 1 left (at byte 1)

Reads what may stand in a `.pyc` file, and nothing else: code objects and their constants.  Every length is checked
against the bytes that are there before anything is made, nesting is bounded, and what is no code object of this
Python is refused with the byte at which that shows.  Format: Python/marshal.c, version 4.

`watch` is called with each object that was read, innermost first; `explain` builds its table from that.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from sys import intern
from types import CodeType
from typing import Any, Final

from cutaway.cache import marshal_kinds as kinds
from cutaway.cache.malformed import MalformedMarshalError
from cutaway.cache.variables import split_variables

_unpack_int = struct.Struct("<i").unpack_from
_unpack_int64 = struct.Struct("<q").unpack_from
_unpack_float = struct.Struct("<d").unpack_from
_unpack_short = struct.Struct("<H").unpack_from

Watch = Callable[[int, int, int, str, str, Any], None]
"""(offset, end, depth, role, kind, value)"""

NUMBER: Final = "number"
"""The kind of those parts of a code object that are plain numbers, not objects."""

CODE_PARTS: Final = (
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_stacksize",
    "co_flags",
    "co_code",
    "co_consts",
    "co_names",
    "co_localsplusnames",
    "co_localspluskinds",
    "co_filename",
    "co_name",
    "co_qualname",
    "co_firstlineno",
    "co_linetable",
    "co_exceptiontable",
)
"""The fields of a code object in the order in which they are written."""

_NUMBERS: Final = frozenset(CODE_PARTS[:5]) | {"co_firstlineno"}
_PART_TYPES: Final[dict[str, type]] = {
    "co_code": bytes,
    "co_consts": tuple,
    "co_names": tuple,
    "co_localsplusnames": tuple,
    "co_localspluskinds": bytes,
    "co_filename": str,
    "co_name": str,
    "co_qualname": str,
    "co_linetable": bytes,
    "co_exceptiontable": bytes,
}


def loads(data: bytes, start: int = 0, watch: Watch | None = None) -> Any:
    """Read one object.

    In: bytes, the index to begin at, and perhaps a watcher.  Out: the object; bytes after it are left alone.
    Raises MalformedMarshalError for anything that a compiler does not write.
    """
    reader = _Reader(data, start, watch)
    try:
        return reader.read("", 0)
    except RecursionError:
        raise reader.fail("objects within each other, deeper than this process can follow", reader.at) from None


class _Unfinished:
    """Stands in `numbered` for an object whose parts are still being read."""


_UNFINISHED = _Unfinished()


class _Reader:
    def __init__(self, data: bytes, start: int, watch: Watch | None) -> None:
        self.data = data
        self.at = start
        self.watch = watch
        self.numbered: list[Any] = []

    def fail(self, reason: str, offset: int) -> MalformedMarshalError:
        return MalformedMarshalError(reason, offset)

    def take(self, count: int) -> int:
        """Step over `count` bytes; answer where they begin."""
        start = self.at
        if len(self.data) - start < count:
            raise self.fail(f"{count} bytes wanted, {len(self.data) - start} left", start)
        self.at = start + count
        return start

    def number(self) -> int:
        value: int = _unpack_int(self.data, self.take(4))[0]
        return value

    def size(self, unit: int = 1) -> int:
        """A count of things that take at least `unit` bytes each."""
        start = self.at
        count = self.number()
        if count < 0 or count * unit > len(self.data) - self.at:
            raise self.fail(f"a size of {count} does not fit in the {len(self.data) - self.at} bytes left", start)
        return count

    def read(self, role: str, depth: int) -> Any:
        """Read an object; `role` says what it is to what encloses it."""
        offset = self.at
        if depth >= kinds.MAX_DEPTH:
            raise self.fail(f"more than {kinds.MAX_DEPTH} objects within each other", offset)
        letter = self.data[self.take(1)]
        kind = letter & ~kinds.FLAG_REF
        place = -1
        if letter & kinds.FLAG_REF and kind != kinds.REF:
            place = len(self.numbered)
            self.numbered.append(_UNFINISHED)
        value = self.read_kind(kind, offset, depth)
        if place >= 0:
            self.numbered[place] = value
        if self.watch is not None:
            self.watch(offset, self.at, depth, role, kinds.NAMES[kind], value)
        return value

    def read_kind(self, kind: int, offset: int, depth: int) -> Any:
        if kind in _CONSTANT_VALUES:
            return _CONSTANT_VALUES[kind]
        if kind in (kinds.SHORT_ASCII, kinds.SHORT_ASCII_INTERNED):
            return self.text(self.data[self.take(1)], "ascii", kind == kinds.SHORT_ASCII_INTERNED)
        if kind in (kinds.ASCII, kinds.ASCII_INTERNED):
            return self.text(self.size(), "ascii", kind == kinds.ASCII_INTERNED)
        if kind in (kinds.STRING, kinds.INTERNED):
            return self.text(self.size(), "utf-8", kind == kinds.INTERNED)
        if kind == kinds.REF:
            return self.referred(offset)
        if kind == kinds.INT:
            return self.number()
        if kind == kinds.SMALL_TUPLE:
            return self.items(self.data[self.take(1)], depth)
        if kind == kinds.TUPLE:
            return self.items(self.size(), depth)
        if kind == kinds.BYTES:
            size = self.size()
            start = self.take(size)
            return self.data[start : start + size]
        if kind == kinds.CODE:
            return self.code(offset, depth)
        if kind == kinds.BINARY_FLOAT:
            return _unpack_float(self.data, self.take(8))[0]
        if kind == kinds.BINARY_COMPLEX:
            return complex(
                _unpack_float(self.data, self.take(8))[0],
                _unpack_float(self.data, self.take(8))[0],
            )
        if kind == kinds.LONG:
            return self.long()
        if kind == kinds.INT64:
            return _unpack_int64(self.data, self.take(8))[0]
        if kind == kinds.FROZENSET:
            size = self.size()
            try:
                return frozenset(self.items(size, depth))
            except TypeError:
                raise self.fail("a frozenset with an item that can not be hashed", offset) from None
        name = kinds.NAMES.get(kind)
        raise self.fail(f"no .pyc holds a {name}" if name else f"unknown type {chr(kind)!r}", offset)

    def text(self, size: int, encoding: str, interned: bool) -> str:
        start = self.take(size)
        try:
            text = self.data[start : start + size].decode(
                encoding, "strict" if encoding == "ascii" else "surrogatepass"
            )
        except UnicodeDecodeError as error:
            raise self.fail(f"text that is not {encoding}", start + error.start) from None
        return intern(text) if interned else text

    def referred(self, offset: int) -> Any:
        number = self.number()
        if not 0 <= number < len(self.numbered):
            raise self.fail(f"a reference to object {number}, of {len(self.numbered)}", offset)
        value = self.numbered[number]
        if value is _UNFINISHED:
            raise self.fail(f"a reference to object {number} inside itself", offset)
        return value

    def items(self, count: int, depth: int) -> tuple[Any, ...]:
        return tuple([self.read(f"[{i}]", depth + 1) for i in range(count)])

    def long(self) -> int:
        start = self.at
        count = self.number()
        size = abs(count)
        if size * 2 > len(self.data) - self.at:
            raise self.fail(f"an int of {size} digits does not fit in the {len(self.data) - self.at} bytes left", start)
        value = 0
        for i in range(size):
            digit = _unpack_short(self.data, self.take(2))[0]
            if digit >> kinds.LONG_DIGIT_BITS:
                raise self.fail("a digit of an int is out of range", self.at - 2)
            value |= digit << (i * kinds.LONG_DIGIT_BITS)
        if size and not value >> ((size - 1) * kinds.LONG_DIGIT_BITS):
            raise self.fail("an int with a leading zero digit", start)
        return value if count >= 0 else -value

    def code(self, offset: int, depth: int) -> CodeType:
        parts: dict[str, Any] = {}
        for name in CODE_PARTS:
            start = self.at
            if name in _NUMBERS:
                parts[name] = self.number()
                if self.watch is not None:
                    self.watch(start, self.at, depth + 1, name, NUMBER, parts[name])
                continue
            value: Any = self.read(name, depth + 1)
            if type(value) is not _PART_TYPES[name]:
                raise self.fail(f"{name} is a {type(value).__name__}", start)
            if name in ("co_names", "co_localsplusnames") and not _all_names(value):
                raise self.fail(f"{name} holds something else than names", start)
            parts[name] = value
        return self.make_code(parts, offset)

    def make_code(self, parts: dict[str, Any], offset: int) -> CodeType:
        names, variable_kinds = parts["co_localsplusnames"], parts["co_localspluskinds"]
        if len(names) != len(variable_kinds):
            raise self.fail(f"{len(names)} names and {len(variable_kinds)} kinds of local variables", offset)
        variables, cells, free = split_variables(names, variable_kinds)
        try:
            return CodeType(
                parts["co_argcount"],
                parts["co_posonlyargcount"],
                parts["co_kwonlyargcount"],
                len(variables),
                parts["co_stacksize"],
                parts["co_flags"],
                parts["co_code"],
                parts["co_consts"],
                parts["co_names"],
                variables,
                parts["co_filename"],
                parts["co_name"],
                parts["co_qualname"],
                parts["co_firstlineno"],
                parts["co_linetable"],
                parts["co_exceptiontable"],
                free,
                cells,
            )
        except (ValueError, TypeError, OverflowError, SystemError) as error:
            raise self.fail(f"no code object: {error}", offset) from None


def _all_names(values: Any) -> bool:
    return all(type(value) is str for value in values)


_CONSTANT_VALUES: Final[dict[int, Any]] = {
    kinds.NONE: None,
    kinds.TRUE: True,
    kinds.FALSE: False,
    kinds.ELLIPSIS: ...,
}
