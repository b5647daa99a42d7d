"""Code object -> bytes, in CPython's marshal format, version 4.

    dumps(code)  ->  b"\\xe3\\x00\\x00\\x00\\x00..."

The host's writer marks an object for later reference if its reference count happens to be above one, so the same code
gives different bytes on different days.  Ours marks what is met more than once in this code, and what CPython has one
copy of in the whole process (interned strings, small numbers, the empty tuple, ...).  So the same code gives the same
bytes always, and for code fresh from the compiler nearly always those of `python3 -m py_compile`.

How: one walk makes the list of byte pieces and notes where each object first stood and where it was met again; then
the references are numbered and the pieces joined.
Source: w_object and w_ref in Python/marshal.c; merge_const_one in Python/compile.c; intern_string_constants and
all_name_chars in Objects/codeobject.c.
"""

from __future__ import annotations

from struct import Struct
from sys import intern
from types import CodeType
from typing import Any

from cutaway.cache import marshal_kinds as kind
from cutaway.cache.variables import variables_of

_INT = Struct("<i").pack
_FLOAT = Struct("<d").pack
_COMPLEX = Struct("<dd").pack
_COUNTS = Struct("<iiiii").pack
_PLAIN = [bytes([number]) for number in range(128)]
_MARKED = [bytes([number | kind.FLAG_REF]) for number in range(128)]

_STATIC_NAMES = frozenset(["<module>", "<lambda>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"])
"""Names that CPython's compiler holds ready: one object each for the process, but not interned."""

_INTERNED_BY_IMPORTS = "*"
"""Strings of one character are one object each for the process; of those that are no names, this one is interned,
because some module of the standard library says `from m import *`."""


def dumps(value: object) -> bytes:
    """Write an object.

    In: a code object, or whatever a constant of one may be.  Out: its bytes.
    Raises ValueError, in CPython's words, for other types and for nesting deeper than CPython allows.
    """
    writer = _Writer(value)
    writer.write(value)
    return writer.joined()


def constant_key(value: Any) -> Any:
    """Give the key that two constants have in common where CPython's compiler keeps one object for both.

    Source: _PyCode_ConstantKey in Objects/codeobject.c.  Code objects and frozensets are told apart by identity: equal
    ones that CPython keeps apart (each place interns the strings of its own copy of a frozenset) must stay apart.
    """
    type_ = type(value)
    if type_ is str or type_ is int or type_ is bytes or value is None or value is Ellipsis:
        return value
    if type_ is tuple:
        return tuple([constant_key(item) for item in value])
    if type_ is bool:
        return bool, value
    if type_ is float and value == value:  # what is no number equals nothing, so each stays an object of its own
        return float, _FLOAT(value)
    if type_ is complex and value == value:
        return complex, _COMPLEX(value.real, value.imag)
    return type_, id(value)


class _Shared:
    """An object that may be met again: the piece with its type byte, and whether it gets a number."""

    __slots__ = ("piece", "type_byte", "marked", "number", "value")

    def __init__(self, piece: int, type_byte: int, marked: bool, value: object) -> None:
        self.piece = piece
        self.type_byte = type_byte
        self.marked = marked
        self.number = -1
        self.value = value


def _holders(code: CodeType) -> dict[Any, int]:
    """Count, for each constant in a code object, the tuples and sets that hold it.  Out: constant_key -> count."""
    counts: dict[Any, int] = {}
    to_visit: list[Any] = [(code,)]
    while to_visit:
        for item in to_visit.pop():
            key = constant_key(item)
            counts[key] = counts.get(key, 0) + 1
            if counts[key] > 1:
                continue
            if type(item) is CodeType:
                # Code objects with equal constants have one tuple for them.
                constants = constant_key(item.co_consts)
                if constants not in counts:
                    to_visit.append(item.co_consts)
                counts[constants] = counts.get(constants, 0) + 1
            elif type(item) in (tuple, frozenset):
                to_visit.append(item)
    return counts


def _letter_names(code: CodeType) -> frozenset[str]:
    """Find the names in a code object, and those inside it, that are one letter of Latin-1 beyond ASCII."""
    found: set[str] = set()
    to_visit = [code]
    while to_visit:
        code = to_visit.pop()
        found.update(code.co_names, code.co_varnames, code.co_cellvars, code.co_freevars, (code.co_name,))
        to_visit.extend(constant for constant in code.co_consts if type(constant) is CodeType)
    return frozenset(name for name in found if len(name) == 1 and "\x7f" < name <= "\xff")


class _Writer:
    """One run of `dumps`: the pieces of the result, and what was met so far."""

    __slots__ = (
        "_pieces",
        "_meetings",
        "_interned",
        "_strings",
        "_constants",
        "_depth",
        "_whole",
        "_holders",
        "_letter_names",
    )

    def __init__(self, whole: object, holders: dict[Any, int] | None = None) -> None:
        """In: the object to be written, for `_holders` to look at; or, for an item of a set in it, what that found."""
        self._whole = whole
        self._holders = holders
        self._letter_names: frozenset[str] | None = None
        self._pieces: list[bytes] = []
        self._meetings: list[tuple[int, _Shared]] = []
        """Every meeting with an object that can be shared, in order: (piece, object)."""
        self._interned: dict[str, _Shared] = {}
        self._strings: dict[Any, _Shared] = {}
        self._constants: dict[Any, _Shared] = {}
        self._depth = 0

    def joined(self) -> bytes:
        """Number what is referred to.  Out: the bytes."""
        pieces = self._pieces
        if type(self._whole) is CodeType:
            self._meetings[0][1].marked = True  # whoever has it written holds it, too
        count = 0
        for piece, shared in self._meetings:
            if piece != shared.piece:
                pieces[piece] = b"r" + _INT(shared.number)
            elif shared.marked:
                pieces[piece] = _MARKED[shared.type_byte]
                shared.number = count
                count += 1
        return b"".join(pieces)

    def _meet(self, table: dict[Any, _Shared], key: Any, type_byte: int, marked: bool, value: object) -> bool:
        """Note a meeting.  Out: whether it is the first, so that the object's contents must follow."""
        place = len(self._pieces)
        shared = table.get(key)
        if shared is None:
            shared = table[key] = _Shared(place, type_byte, marked, value)
            self._meetings.append((place, shared))
            self._pieces.append(_PLAIN[type_byte])
            return True
        self._meet_again(shared)
        return False

    def _meet_again(self, shared: _Shared) -> None:
        shared.marked = True
        self._meetings.append((len(self._pieces), shared))
        self._pieces.append(b"")

    def write(self, value: Any) -> None:
        """Write a constant, whatever its type."""
        type_ = type(value)
        if value is None:
            self._pieces.append(b"N")
        elif type_ is str:
            self._constant_string(value)
        elif type_ is int:
            self._int(value)
        elif type_ is tuple:
            self._tuple(value)
        elif type_ is CodeType:
            self._code(value)
        elif type_ is bool:
            self._pieces.append(b"T" if value else b"F")
        elif type_ is bytes:
            self._bytes(value)
        elif value is Ellipsis:
            self._pieces.append(b".")
        elif type_ is float:
            if self._meet(self._constants, constant_key(value), kind.BINARY_FLOAT, False, value):
                self._pieces.append(_FLOAT(value))
        elif type_ is complex:
            if self._meet(self._constants, constant_key(value), kind.BINARY_COMPLEX, False, value):
                self._pieces.append(_COMPLEX(value.real, value.imag))
        elif type_ is frozenset or type_ is set:
            self._set(value, kind.FROZENSET if type_ is frozenset else kind.SET)
        else:
            self._unusual(value)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth >= kind.MAX_DEPTH:
            raise ValueError("object too deeply nested to marshal")

    def _constant_string(self, text: str) -> None:
        if text.isascii():
            interned = not text or text.replace("_", "a").isalnum() or text == _INTERNED_BY_IMPORTS
        else:
            # Not for what it says, but an identifier (in the names of keyword arguments) is interned anyway.
            # Of a Latin-1 letter there is one object, so a name of that one letter interns the constant as well.
            interned = intern(text[:1] + text[1:]) is text if len(text) > 1 else text in self._letters()
        if interned:
            self._name(text)
        else:
            self._string(text, text, len(text) == 1 and text <= "\xff")

    def _letters(self) -> frozenset[str]:
        if self._letter_names is None:
            self._letter_names = _letter_names(self._whole) if type(self._whole) is CodeType else frozenset()
        return self._letter_names

    def _name(self, text: str) -> None:
        """Write an interned string."""
        if not text.isascii():
            if self._meet(self._interned, text, kind.INTERNED, True, text):
                self._long_text(text)
        elif len(text) < 256:
            if self._meet(self._interned, text, kind.SHORT_ASCII_INTERNED, True, text):
                self._pieces.append(_PLAIN_LENGTH[len(text)] + text.encode())
        elif self._meet(self._interned, text, kind.ASCII_INTERNED, True, text):
            self._long_text(text)

    def _string(self, key: Any, text: str, marked: bool) -> None:
        """Write a string that is not interned."""
        if not text.isascii():
            if self._meet(self._strings, key, kind.STRING, marked, text):
                self._long_text(text)
        elif len(text) < 256:
            if self._meet(self._strings, key, kind.SHORT_ASCII, marked, text):
                self._pieces.append(_PLAIN_LENGTH[len(text)] + text.encode())
        elif self._meet(self._strings, key, kind.ASCII, marked, text):
            self._long_text(text)

    def _long_text(self, text: str) -> None:
        encoded = text.encode("utf-8", "surrogatepass")
        self._pieces.append(_INT(len(encoded)) + encoded)

    def _int(self, value: int) -> None:
        if -0x80000000 <= value <= 0x7FFFFFFF:
            # CPython has one object for each of the small numbers.
            if self._meet(self._constants, value, kind.INT, -5 <= value <= 256, value):
                self._pieces.append(_INT(value))
        elif self._meet(self._constants, value, kind.LONG, False, value):
            magnitude = abs(value)
            size = (magnitude.bit_length() + 14) // 15
            digits = [(magnitude >> 15 * place & 0x7FFF).to_bytes(2, "little") for place in range(size)]
            self._pieces.append(_INT(size if value > 0 else -size) + b"".join(digits))

    def _bytes(self, value: bytes) -> None:
        if self._meet(self._constants, value, kind.BYTES, len(value) < 2, value):
            self._pieces.append(_INT(len(value)) + value)

    def _open_tuple(self, value: tuple[object, ...], key: Any) -> bool:
        """Write a tuple's type and length.  Out: whether its items must follow."""
        size = len(value)
        if size < 256:
            if self._meet(self._constants, key, kind.SMALL_TUPLE, size == 0, value):
                self._pieces.append(_PLAIN_LENGTH[size])
                return True
        elif self._meet(self._constants, key, kind.TUPLE, False, value):
            self._pieces.append(_INT(size))
            return True
        return False

    def _tuple(self, value: tuple[object, ...]) -> None:
        if self._open_tuple(value, constant_key(value)):
            self._items(value)

    def _items(self, items: Any) -> None:
        self._deeper()
        for item in items:
            self.write(item)
        self._depth -= 1

    def _names(self, value: tuple[str, ...]) -> None:
        """Write a tuple of names; a constant of equal value is the same object in CPython."""
        if self._open_tuple(value, value):
            for name in value:
                self._name(name)

    def _set(self, value: Any, type_byte: int) -> None:
        if self._meet(self._constants, (type(value), id(value)), type_byte, False, value):
            self._pieces.append(_INT(len(value)))
            self._deeper()
            for item in sorted(value, key=self._order_in_set):
                place = len(self._meetings)
                self.write(item)
                if place < len(self._meetings):
                    self._meetings[place][1].marked = True  # CPython's sorting holds each item once more
            self._depth -= 1

    def _order_in_set(self, item: object) -> bytes:
        """Give an item's own bytes, by which CPython sorts: so the order does not change with the hashes of strings.

        Their first is higher for an item that something else in the code object holds, too.
        """
        if self._holders is None:
            self._holders = _holders(self._whole) if type(self._whole) is CodeType else {}
        alone = _Writer(item, self._holders)
        alone.write(item)
        for _, shared in alone._meetings:
            if self._holders.get(constant_key(shared.value), 0) > 1:
                shared.marked = True
        return alone.joined()

    def _unusual(self, value: Any) -> None:
        """Write what no compiler makes, but a program can put into `co_consts` and CPython's marshal accepts."""
        key = (type(value), id(value))
        if value is StopIteration:
            self._pieces.append(b"S")
        elif type(value) is list:
            if self._meet(self._constants, key, kind.LIST, False, value):
                self._pieces.append(_INT(len(value)))
                self._items(value)
        elif type(value) is dict:
            if self._meet(self._constants, key, kind.DICT, False, value):
                self._items([part for item in value.items() for part in item])
                self._pieces.append(b"0")
        else:
            try:
                data = bytes(memoryview(value))
            except TypeError:
                raise ValueError("unmarshallable object") from None
            if self._meet(self._constants, key, kind.BYTES, False, value):
                self._pieces.append(_INT(len(data)) + data)

    def _code(self, code: CodeType) -> None:
        if not self._meet(self._constants, (CodeType, id(code)), kind.CODE, False, code):
            return
        self._deeper()
        pieces = self._pieces
        pieces.append(
            _COUNTS(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_stacksize, code.co_flags)
        )
        instructions = code.co_code
        # A code object makes these bytes when it is asked and then holds them: never shared, always marked.
        self._meet(self._constants, (id(code), "co_code"), kind.BYTES, True, instructions)
        pieces.append(_INT(len(instructions)) + instructions)
        self._tuple(code.co_consts)
        self._names(code.co_names)
        names, kinds = variables_of(code)
        self._names(names)
        if kinds:
            pieces.append(b"s" + _INT(len(kinds)) + kinds)  # made for this code object alone
        else:
            self._bytes(kinds)
        self._string((code.co_filename, "co_filename"), code.co_filename, True)
        self._code_name(code.co_name)
        self._qualified_name(code)
        pieces.append(_INT(code.co_firstlineno))
        self._bytes(code.co_linetable)
        self._bytes(code.co_exceptiontable)
        self._depth -= 1

    def _code_name(self, name: str) -> None:
        if name in _STATIC_NAMES:
            self._string((name, "co_name"), name, True)
        else:
            self._name(name)

    def _qualified_name(self, code: CodeType) -> None:
        """Write `co_qualname`: the name itself, or a string made for this code object.

        A class body loads that string as a constant, which then is the same object.
        """
        text = code.co_qualname
        if text == code.co_name:
            self._code_name(text)
            return
        constant = self._strings.get(text)
        if constant is not None and constant.value is text:
            self._meet_again(constant)
        else:
            self._string((id(text), "co_qualname"), text, False)


_PLAIN_LENGTH = [bytes([length]) for length in range(256)]
