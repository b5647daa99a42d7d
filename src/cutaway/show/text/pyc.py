"""Printer of a .pyc file: every range of bytes, what it is and what it means.

    listing(data, "greet.cpython-311.pyc")  ->    0-3    a7 0d 0d 0a              magic number   3495: Python 3.11
                                                  4-7    00 00 00 00              flags          0: compared with ...
                                                 16-212  e3 00 00 00 00 00 ..     code           <module>, line 1

What lies inside an object is indented below it.  The taking apart is done by cutaway.cache.explain.
"""

from __future__ import annotations

import re

from cutaway.cache.explain import Part, explain
from cutaway.show.text.listing import Item, Listing, as_text

SHOWN_BYTES = 8
INDENT = "  "


def listing(data: bytes, title: str) -> Listing:
    """List every part of a .pyc, those inside an object below it.

    Raises BytecodeError for data that is no .pyc of this Python, with the byte at which it stops being one.
    """
    items = tuple(_item(part, data) for part in explain(data))
    return Listing("pyc", title, items, notes=(f"{len(data)} bytes",), facts={"size": len(data)})


def render(data: bytes, title: str = "<bytes>", source: str = "") -> str:
    """Print every part of a .pyc."""
    return as_text(listing(data, title), source)


def _item(part: Part, data: bytes) -> Item:
    last = part.offset + part.size - 1
    begun = data[part.offset : part.offset + min(part.size, SHOWN_BYTES)].hex(" ")
    more = " .." if part.size > SHOWN_BYTES else ""
    name = f"{INDENT * part.depth}{part.role or 'the module'}"
    text = f"{part.offset:>5}-{last:<5} {begun + more:<26} {name:<26} {part.kind:<31} {part.meaning}"
    return Item(
        text.rstrip(),
        _line_of(part),
        {
            "offset": part.offset,
            "size": part.size,
            "depth": part.depth,
            "role": part.role,
            "kind": part.kind,
            "meaning": part.meaning,
        },
        ref=f"byte@{part.offset}",
    )


def _line_of(part: Part) -> int | None:
    """A code object belongs to the line that it begins on; what lies inside it has no line of its own."""
    found = re.search(r", line (\d+)$", part.meaning) if part.kind.startswith("code") else None
    return int(found[1]) if found else None
