"""Printer of code objects: every instruction with its offset, its argument explained and its place in the source.

    listing(compile("x = 1", "f.py", "exec"))  ->  0  RESUME       0 (start)
                                                   2  LOAD_CONST   0 (1)         1:4-1:5
                                                   4  STORE_NAME   0 (x)         1:0-1:1
                                                   ...

Offsets count bytes, as co_code, f_lasti and `dis` do; `»` marks a place that something jumps to.  Inner code objects
follow as parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType

from cutaway.bytecode import exception_table, flags, line_table
from cutaway.bytecode.instruction_bytes import CodeInstruction, decode
from cutaway.bytecode.line_table import NO_LOCATION, Location
from cutaway.bytecode.opcodes import NAMES
from cutaway.bytecode.targets import Target, current
from cutaway.show.text.constant import shorten
from cutaway.show.text.listing import Item, Listing, as_text
from cutaway.show.text.operand import NameTables, explain, instruction_text, jump_target


def listing(code: CodeType, target: Target | None = None) -> Listing:
    """List a code object and, as parts, the code objects among its constants.

    Raises MalformedBytesError for a code object whose bytes or tables cannot be read.
    """
    target = target or current()
    instructions = decode(code.co_code, target)
    guards = exception_table.decode(code.co_exceptiontable)
    arrivals = {
        destination
        for item in instructions
        if (destination := jump_target(item.opcode, item.oparg, item.offset + item.size, target)) is not None
    } | {guard.target for guard in guards}
    places = list(places_by_unit(code))
    names = NameTables.of(code)
    items = tuple(_item(item, code.co_qualname, places, arrivals, names, target) for item in instructions)
    return Listing(
        "bytecode",
        title(code),
        items + tuple(_guard_item(guard) for guard in guards),
        notes=tuple(_notes(code)),
        parts=tuple(listing(inner, target) for inner in code.co_consts if isinstance(inner, CodeType)),
        facts={
            "name": code.co_qualname,
            "first_line": code.co_firstlineno,
            "stack": code.co_stacksize,
            "flags": list(flags.names_of(code.co_flags)),
            "constants": [shorten(value) for value in code.co_consts],
            "names": list(code.co_names),
            "locals": list(names.locals),
        },
    )


def render(code: CodeType, source: str = "", target: Target | None = None) -> str:
    """Print a code object and its inner ones beside the source."""
    return as_text(listing(code, target), source)


def title(code: CodeType) -> str:
    """Answer how a code object is headed: `brew(name), line 3`."""
    count = code.co_argcount + code.co_kwonlyargcount
    arguments = list(code.co_varnames[:count])
    if code.co_kwonlyargcount and not code.co_flags & flags.CO_VARARGS:
        arguments.insert(code.co_argcount, "*")
    if code.co_posonlyargcount:
        arguments.insert(code.co_posonlyargcount, "/")
    if code.co_flags & flags.CO_VARARGS:
        arguments.insert(len(arguments) - code.co_kwonlyargcount, f"*{code.co_varnames[count]}")
        count += 1
    if code.co_flags & flags.CO_VARKEYWORDS:
        arguments.append(f"**{code.co_varnames[count]}")
    is_function = code.co_flags & flags.CO_NEWLOCALS and code.co_flags & flags.CO_OPTIMIZED
    signature = f"({', '.join(arguments)})" if is_function else ""
    return f"{code.co_qualname}{signature}, line {code.co_firstlineno}"


def places_by_unit(code: CodeType) -> Iterator[Location]:
    """Yield the place in the source for each code unit of a code object."""
    for size, place in line_table.decode(code.co_linetable, code.co_firstlineno):
        for _ in range(size):
            yield place


def place_text(place: Location) -> str:
    """Answer a place as `1:4-1:5`, as the tree and the tokens write theirs; "" where the instruction has none."""
    line, end_line, column, end_column = place
    if line < 0:
        return ""
    return f"{line}:{column}-{end_line}:{end_column}" if column >= 0 else f"{line}"


def _notes(code: CodeType) -> Iterator[str]:
    yield f"stack {code.co_stacksize}, flags {' '.join(flags.names_of(code.co_flags)) or 'none'}"
    for word, names in (
        ("locals", code.co_varnames),
        ("cells", code.co_cellvars),
        ("free", code.co_freevars),
        ("names", code.co_names),
    ):
        if names:
            yield f"{word}: {', '.join(names)}"
    if code.co_consts:
        yield f"constants: {', '.join(shorten(value, 40) for value in code.co_consts)}"


def _item(
    item: CodeInstruction,
    owner: str,
    places: list[Location],
    arrivals: set[int],
    names: NameTables,
    target: Target,
) -> Item:
    following = item.offset + item.size
    place = places[item.offset] if item.offset < len(places) else NO_LOCATION
    meaning = explain(item.opcode, item.oparg, following, names, target)
    mark = "»" if item.offset in arrivals else " "
    text = instruction_text(item.opcode, item.oparg, meaning, target.takes_argument[item.opcode])
    destination = jump_target(item.opcode, item.oparg, following, target)
    return Item(
        f"{mark} {2 * item.offset:>4}  {text:<56} {place_text(place)}",
        place[0] if place[0] > 0 else None,
        {
            "offset": 2 * item.offset,
            "size": 2 * item.size,
            "instruction": NAMES[item.opcode],
            "argument": item.oparg if target.takes_argument[item.opcode] else None,
            "meaning": meaning,
            "jumps_to": None if destination is None else 2 * destination,
            "is_jumped_to": item.offset in arrivals,
            "place": list(place),
        },
        ref=f"{owner}@{2 * item.offset}",
    )


def _guard_item(guard: exception_table.Entry) -> Item:
    last = 2 * guard.end - 2
    words = (
        f"guard {2 * guard.start}-{last}: what it raises is handled at {2 * guard.target}, stack cut to {guard.depth}"
    )
    return Item(
        words + (", place of the raise kept" if guard.lasti else ""),
        None,
        {
            "guard": [2 * guard.start, 2 * guard.end],
            "handler": 2 * guard.target,
            "depth": guard.depth,
            "keeps_place": guard.lasti,
        },
    )
