"""What a stack slot may hold, as a set of bits, and what the items of the book's stack pictures are.

    needed("LIST_APPEND", "target")  ->  LIST            given("PUSH_EXC_INFO", "previous")  ->  EXCEPTION | NONE

A value's bits say all that it may be: ways that meet are merged by `|`.  Above the bits is a detail, one more than a
tuple's size or a code object's number of free variables; 0 is unknown.
"""

from __future__ import annotations

NULL = 1
OBJECT = 2
"""Any object, of which no more is known."""
NONE = 4
EXCEPTION = 8
POSITION = 16
"""An int that says at which instruction something was raised."""
CELL = 32
LIST = 64
SET = 128
DICT = 256
TUPLE = 512
CLOSURE = 1024
"""A tuple of nothing but cells."""
CODE = 2048
CONSTANT = 4096
"""A constant that nobody has looked at yet; the detail is its number."""

BITS = 8191
DETAIL_SHIFT = 13
LARGEST_DETAIL = (1 << 17) - 1

ANYTHING = BITS
ANY_OBJECT = BITS & ~NULL

NAMES = {
    NULL: "NULL",
    OBJECT: "object",
    NONE: "None",
    EXCEPTION: "exception",
    POSITION: "saved position",
    CELL: "cell",
    LIST: "list being built",
    SET: "set being built",
    DICT: "dict being built",
    TUPLE: "tuple",
    CLOSURE: "closure",
    CODE: "code object",
    CONSTANT: "constant",
}

_HANDLED = EXCEPTION | NONE

_NEEDED: dict[str, int] = {
    "exc": EXCEPTION,
    "original": EXCEPTION,
    "exceptions": LIST,
    "previous": _HANDLED,
    "lasti": POSITION,
    "closure": CLOSURE,
    "code": CODE,
    "defaults": TUPLE | CLOSURE,
    "kwdefaults": DICT,
    "annotations": TUPLE | CLOSURE,
    "ignored_null": NULL,
    "method_or_null": ANYTHING,
    # Moved or left alone, and never looked at:
    "ignored": ANYTHING,
    "ignored_iterator": ANYTHING,
    "between": ANYTHING,
    "below": ANYTHING,
    "deep": ANYTHING,
    "top": ANYTHING,
}
_NEEDED_BY: dict[tuple[str, str], int] = {
    ("CHECK_EG_MATCH", "exc"): _HANDLED,
    ("LIST_APPEND", "target"): LIST,
    ("LIST_EXTEND", "target"): LIST,
    ("LIST_TO_TUPLE", "items"): LIST,
    ("SET_ADD", "target"): SET,
    ("SET_UPDATE", "target"): SET,
    ("MAP_ADD", "target"): DICT,
    ("DICT_UPDATE", "target"): DICT,
    ("DICT_MERGE", "target"): DICT,
}
_GIVEN: dict[str, int] = {
    "null": NULL,
    "method_or_null": OBJECT | NULL,
    "cell": CELL,
    "previous": _HANDLED,
    "current": EXCEPTION,
}
_GIVEN_BY: dict[tuple[str, str], int] = {
    ("CHECK_EG_MATCH", "rest"): _HANDLED,
    ("CHECK_EG_MATCH", "match"): _HANDLED,
    ("PREP_RERAISE_STAR", "exc"): _HANDLED,
    ("BUILD_LIST", "result"): LIST,
    ("BUILD_SET", "result"): SET,
    ("BUILD_MAP", "result"): DICT,
    ("BUILD_CONST_KEY_MAP", "result"): DICT,
    ("BUILD_TUPLE", "result"): TUPLE,
    ("LIST_TO_TUPLE", "result"): TUPLE,
}


def needed(entry: str, item: str) -> int:
    """The kinds that an entry of the book can take as one of its inputs.  In: the names of both."""
    return _NEEDED_BY.get((entry, item), _NEEDED.get(item, ANY_OBJECT))


def given(entry: str, item: str) -> int:
    """The kind of one of an entry's results.  In: the names of both."""
    return _GIVEN_BY.get((entry, item), _GIVEN.get(item, OBJECT))


def describe(value: int) -> str:
    """Name what a slot may hold."""
    if value & BITS == ANY_OBJECT:
        return "object"
    return " or ".join([name for bit, name in NAMES.items() if value & bit]) or "nothing"
