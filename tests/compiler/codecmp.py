"""Exact comparison of two code objects, with the place and the kind of every difference.

    list(differences(ours, theirs))   ->  [] means identical

`==` will not do: it leaves out co_stacksize, takes 1 for True and 0.0 for -0.0 in places, and never says where.
Instructions are compared without inline caches' contents, so code that has run already compares equal.
"""

from __future__ import annotations

import dis
import marshal
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

_FIELDS = (
    "co_name",
    "co_qualname",
    "co_filename",
    "co_firstlineno",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_flags",
    "co_names",
    "co_varnames",
    "co_cellvars",
    "co_freevars",
    "co_code",
    "co_stacksize",
    "co_exceptiontable",
    "co_linetable",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; `path` names the code object from the module inwards."""

    path: str
    field: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.path}.{self.field}: {self.ours[:200]} != {self.theirs[:200]}"


def nested(code: CodeType) -> Iterator[CodeType]:
    """Give a code object and all that are inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested(constant)


def differences(ours: CodeType, theirs: CodeType) -> Iterator[Difference]:
    """Give every difference between two code objects and those inside them, however deep."""
    to_compare = [(ours, theirs, f".{theirs.co_name}:{theirs.co_firstlineno}")]
    while to_compare:
        ours, theirs, path = to_compare.pop()
        yield from _own_differences(ours, theirs, path)
        for left, right in zip(ours.co_consts, theirs.co_consts, strict=False):
            if isinstance(left, CodeType) and isinstance(right, CodeType):
                to_compare.append((left, right, f"{path}.{right.co_name}:{right.co_firstlineno}"))
            elif constant_form(left) != constant_form(right):
                yield Difference(path, "co_consts", repr(left), repr(right))


def _own_differences(ours: CodeType, theirs: CodeType, path: str) -> Iterator[Difference]:
    for field in _FIELDS:
        left, right = getattr(ours, field), getattr(theirs, field)
        if left != right:
            show = _first_instruction if field == "co_code" else repr
            yield Difference(path, field, *_shown(show, left, right))
    if _local_kinds(ours) != _local_kinds(theirs):
        yield Difference(path, "localsplus", repr(_local_kinds(ours)), repr(_local_kinds(theirs)))
    if len(ours.co_consts) != len(theirs.co_consts):
        yield Difference(path, "len(co_consts)", repr(ours.co_consts), repr(theirs.co_consts))


def _shown(show: Any, left: Any, right: Any) -> tuple[str, str]:
    if show is repr:
        return repr(left), repr(right)
    start = next((i for i in range(0, min(len(left), len(right)), 2) if left[i : i + 2] != right[i : i + 2]), 0)
    return show(left, start), show(right, start)


def _first_instruction(code: bytes, start: int) -> str:
    if start >= len(code):
        return f"ends at {len(code)}"
    return f"{dis.opname[code[start]]} {code[start + 1]} at {start} of {len(code)}"


def constant_form(value: Any) -> Any:
    """Give a form of a constant in which types, signs of zero and nan payloads count."""
    if isinstance(value, float):
        return "float", struct.pack(">d", value)
    if isinstance(value, complex):
        return "complex", struct.pack(">dd", value.real, value.imag)
    if isinstance(value, tuple):
        return "tuple", tuple(constant_form(item) for item in value)
    if isinstance(value, frozenset):
        return "frozenset", frozenset(constant_form(item) for item in value)
    return type(value).__name__, value if not isinstance(value, CodeType) else value.co_name


def _local_kinds(code: CodeType) -> bytes:
    """Give the kind byte of each fast local, which only the marshalled form shows."""
    bare = code.replace(
        co_consts=(), co_names=(), co_filename="", co_name="", co_qualname="", co_linetable=b"", co_exceptiontable=b""
    )
    return marshal.dumps(bare, 2)[-40 - len(code.co_varnames + code.co_cellvars + code.co_freevars) :]
