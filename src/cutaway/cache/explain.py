"""Every byte range of a `.pyc` file with its meaning, for `cutaway show pyc`.

explain(data)  ->  [Part(0, 4, 0, "magic number", "3495 \\\\r\\\\n", "Python 3.11"), ...]
"""

from __future__ import annotations

import datetime
from types import CodeType
from typing import Any, NamedTuple

from cutaway.bytecode import targets
from cutaway.cache import marshal_read
from cutaway.cache.header import HEADER_SIZE, PycHeader, read_header
from cutaway.cache.marshal_kinds import FLAG_REF, NAMES, REF
from cutaway.cache.marshal_read import NUMBER

_REFERENCE = NAMES[REF]


class Part(NamedTuple):
    """One range of bytes: where, how deep in the structure, what role it plays, of what kind it is, and its meaning."""

    offset: int
    size: int
    depth: int
    role: str
    kind: str
    meaning: str


def explain(data: bytes) -> list[Part]:
    """Take a `.pyc` apart.

    In: the whole file.  Out: the parts, each enclosing part before what it encloses.
    Raises an error of `header` or MalformedMarshalError with the byte at which it is no `.pyc` of this Python.
    """
    found = read_header(data)
    parts = [
        Part(0, 4, 0, "magic number", NUMBER, f"{targets.current().magic_number}: Python {targets.current().name}"),
        Part(4, 4, 0, "flags", NUMBER, _flags_text(found)),
    ]
    if found.kind != "timestamp":
        parts.append(Part(8, 8, 0, "source hash", "SipHash-1-3", found.source_hash.hex()))
    else:
        moment = datetime.datetime.fromtimestamp(found.mtime, datetime.UTC)
        parts.append(Part(8, 4, 0, "source time", "seconds", f"{found.mtime}: {moment:%Y-%m-%d %H:%M:%S} UTC"))
        parts.append(Part(12, 4, 0, "source size", "bytes", str(found.size)))
    return parts + _objects(data)


def _objects(data: bytes) -> list[Part]:
    """List the marshal objects; one that is referred to and its references show its number."""
    objects: list[Part] = []

    def watch(offset: int, end: int, depth: int, role: str, kind: str, value: Any) -> None:
        objects.append(Part(offset, end - offset, depth, role, kind, _meaning(value)))

    marshal_read.loads(data, HEADER_SIZE, watch)
    # They come innermost first; by place, and the enclosing one first where two begin together.
    objects.sort(key=lambda part: (part.offset, part.depth))
    references = {part.offset: _number_at(data, part.offset + 1) for part in objects if part.kind == _REFERENCE}
    wanted = frozenset(references.values())
    number = 0
    for index, part in enumerate(objects):
        if part.offset in references:
            objects[index] = part._replace(meaning=f"#{references[part.offset]}: {part.meaning}")
        elif part.kind != NUMBER and data[part.offset] & FLAG_REF:
            if number in wanted:
                objects[index] = part._replace(kind=f"{part.kind} #{number}")
            number += 1
    return objects


def _number_at(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 4], "little")


def _flags_text(found: PycHeader) -> str:
    if found.kind == "timestamp":
        return "0: compared with the time and size of the source"
    if found.kind == "checked-hash":
        return "3: compared with the hash of the source"
    return "1: by hash, never compared"


def _meaning(value: Any) -> str:
    if isinstance(value, CodeType):
        return f"{value.co_qualname}, line {value.co_firstlineno}"
    if isinstance(value, tuple):
        return f"{len(value)} items"
    text = repr(value)
    return text if len(text) <= 72 else text[:69] + "..."
