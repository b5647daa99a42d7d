"""Printer of the instruction book: one entry, with what is derived from it.

listing("BINARY_SUBSCR")  ->  family   containers
                              stack    container, key -- item
                              grows by -1
                              (the body, as the book has it)
"""

from __future__ import annotations

import inspect

from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import Instruction
from cutaway.bytecode.opcodes import IDS
from cutaway.bytecode.targets import Target, current
from cutaway.show.text.listing import Item, Listing, as_text


def entries_for(name: str) -> list[Instruction]:
    """Find the entries of the book that bear a name or stand for a use of the instruction with that name."""
    wanted = name.upper()
    return [
        entry
        for entry in ENTRIES
        if entry.name == wanted or any(instruction == wanted for instruction, _ in entry.stands_for)
    ]


def listing(name: str, target: Target | None = None) -> Listing:
    """List every entry of the book for an instruction.

    Raises LookupError where the book has none.
    """
    entries = entries_for(name)
    if not entries:
        raise LookupError(f"the instruction book has no entry for {name}; docs/reference/instructions.md lists all")
    target = target or current()
    if len(entries) == 1:
        return _entry_listing(entries[0], target)
    parts = tuple(_entry_listing(entry, target) for entry in entries)
    return Listing("instruction", name.upper(), parts=parts, notes=(f"{len(parts)} entries, one for each use",))


def render(name: str) -> str:
    """Print the entries of an instruction."""
    return as_text(listing(name))


def stack_text(entry: Instruction) -> str:
    """Answer an entry's stack picture, both ways where a jump has two."""
    return f"{entry.picture}   or, jumping: {entry.jumped}" if entry.jumped else entry.picture


def uses_text(entry: Instruction) -> str:
    """Answer which uses of which instructions an entry stands for: `BINARY_OP 0`, `CALL with keywords`."""
    words = []
    for name, detail in entry.stands_for:
        match detail:
            case None:
                words.append(name)
            case str():
                words.append(f"{name} with {detail}")
            case number:
                words.append(f"{name} {number}")
    return ", ".join(words)


def body_of(entry: Instruction) -> list[str]:
    """Answer the lines of an entry as the book has them, decorator included."""
    return inspect.getsource(entry.function).rstrip().splitlines()


def _entry_listing(entry: Instruction, target: Target) -> Listing:
    numbers = [target.numbers[IDS[name]] for name, _ in entry.stands_for if name in IDS]
    summary = " ".join(entry.summary.split())
    rows = [
        ("family", entry.family),
        ("stands for", uses_text(entry)),
        ("number", ", ".join(str(number) for number in dict.fromkeys(numbers))),
        ("stack", stack_text(entry)),
    ]
    items = [Item(f"{word:<11} {text}", None, {word.replace(" ", "_"): text}) for word, text in rows]
    items += [Item(""), *(Item(f"  {line}") for line in body_of(entry))]
    return Listing("instruction", entry.name, tuple(items), notes=(summary,), facts={"summary": summary})
