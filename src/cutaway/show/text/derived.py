"""Printer of what is derived from an instruction's definition: the handler of either engine.

listing("BINARY_SUBSCR")  ->  plain:   stack = frame.stack
                                       key = stack.pop()
                                       ...
                              native:  cdef inline int do_BINARY_SUBSCR(...): ...
"""

from __future__ import annotations

import ast

from cutaway.bytecode.define import Instruction
from cutaway.machine.plain import derived_tree
from cutaway.native.entry_text import EntryText
from cutaway.show.text.instruction import entries_for
from cutaway.show.text.listing import Item, Listing


def listings(name: str) -> tuple[Listing, ...]:
    """List, for each entry of an instruction, the plain engine's handler and the native engine's helper."""
    return tuple(made for entry in entries_for(name) for made in of_entry(entry))


def of_entry(entry: Instruction) -> tuple[Listing, Listing]:
    """List what either engine makes of one entry."""
    return _plain(entry), _native(entry)


def _plain(entry: Instruction) -> Listing:
    return _text_listing("plain handler", entry, ast.unparse(derived_tree(entry)))


def _native(entry: Instruction) -> Listing:
    text = EntryText(entry)
    return _text_listing("native helper", entry, text.text, f"made as: {text.way}")


def _text_listing(stage: str, entry: Instruction, text: str, *notes: str) -> Listing:
    return Listing(stage, entry.name, tuple(Item(f"  {line}") for line in text.strip().splitlines()), notes)
