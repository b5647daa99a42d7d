"""Printer of an instruction's handlers: from the book's entry to the C of its part of the native loop.

listing("BINARY_SUBSCR")  ->  instruction         the entry of the book
                              plain handler       what the plain engine calls
                              native helper       the entry as a function in Cython
                              part of the loop    the arm of the native loop that calls it
                              fast form           the part that stands in for it, where there is one

All of it is made anew from the book, so it is there without a compiler; only the C is what the build left.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import Instruction
from cutaway.native import c_text
from cutaway.native.entry_text import EntryText
from cutaway.native.fast_forms import FAST_FORMS
from cutaway.native.generate import book_arm_of, fast_arm_of, threaded
from cutaway.show.text import derived, instruction
from cutaway.show.text.listing import Item, Listing

NO_C = "the C is made where the engine is built and is not installed; in a checkout `make native` leaves it in build/"


def listing(name: str, *, with_c: bool = False) -> Listing:
    """List what becomes of each entry of an instruction; `with_c`: the C too.

    Raises LookupError where the book has no such instruction, with the names that come near.
    """
    entries = instruction.entries_for(name)
    if not entries:
        raise LookupError(f"the instruction book has no entry for {name}{_nearest(name)}")
    path = c_text.find_c() if with_c else None
    notes = (NO_C,) if with_c and path is None else ()
    c = path.read_text(encoding="utf-8") if path else ""
    parts = [part for entry in entries for part in _of_entry(entry, c)]
    if notes:
        parts.append(Listing("C", name.upper(), notes=notes))
    return Listing("handler", name.upper(), parts=(instruction.listing(name), *parts))


def _nearest(name: str) -> str:
    known = {entry.name for entry in ENTRIES} | {name for entry in ENTRIES for name, _ in entry.stands_for}
    near = difflib.get_close_matches(name.upper(), sorted(known), n=4, cutoff=0.5)
    return f"; did you mean {', '.join(near)}?" if near else "; docs/reference/instructions.md lists all"


def _of_entry(entry: Instruction, c: str) -> list[Listing]:
    text = EntryText(entry)
    made = [
        *derived.of_entry(entry),
        _text("part of the loop", entry.name, threaded(entry.name, book_arm_of(text))),
    ]
    if c:
        made += [_text("C of the helper", entry.name, c_text.helper_in(c, entry.name))]
        made += [_text("C of the part", entry.name, c_text.part_in(c, entry.name))]
    if entry.name not in FAST_FORMS:
        return made
    form = f"FAST_{entry.name}"
    body = fast_arm_of(entry.name)
    made.append(_text("fast form", form, threaded(form, body), *_where_defined(body)))
    if c:
        made.append(_text("C of the fast form", form, c_text.part_in(c, form)))
    return made


def _where_defined(text: str) -> list[str]:
    """Which file of the native room defines what a fast form calls."""
    called = set(re.findall(r"\b([a-z_]+)\(", text))
    notes = []
    for path in sorted(Path(c_text.__file__).parent.glob("*.pxi")):
        defined = re.findall(r"^cdef (?:inline )?[\w ]+?\*?(\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
        if here := [name for name in dict.fromkeys(defined) if name in called]:
            notes.append(f"{', '.join(here)}: native/{path.name}")
    return notes


def _text(stage: str, name: str, text: str, *notes: str) -> Listing:
    return Listing(stage, name, tuple(Item(f"  {line}") for line in text.splitlines()), notes)
