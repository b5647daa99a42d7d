"""Printer of a run: each executed instruction with the value stack before and after it.

    listing("add.py", events)  ->  2  LOAD_FAST  0 (a)      ->  40
                                   4  LOAD_FAST  1 (b)      40  ->  40, 2
                                   6  BINARY_OP  0 (+)      40, 2  ->  42
                                  10  RETURN_VALUE          42  ->  gives 42

In: the events of cutaway.observe.trace.  A called function is indented below its caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from linecache import getlines
from types import CodeType

from cutaway.bytecode.instruction_bytes import decode
from cutaway.bytecode.opcodes import NAMES
from cutaway.bytecode.targets import Target, current
from cutaway.observe.trace import Event
from cutaway.show.text.bytecode import places_by_unit
from cutaway.show.text.listing import Item, Listing
from cutaway.show.text.operand import NameTables, explain

INDENT = "  "
WIDEST_STACK = 5


def listing(
    filename: str,
    events: Iterable[Event],
    only: Iterable[str] = (),
    limit: int = 0,
    target: Target | None = None,
) -> Listing:
    """List what was executed, in order.

    `only` names the instructions to show; none means all.  `limit` is how many the tracer would report at most.
    """
    target = target or current()
    wanted = frozenset(only)
    codes: dict[int, CodeSheet] = {}
    numbered: list[tuple[int, Event]] = []
    for event in events:
        if event[0] == "code":
            codes[event[1]] = CodeSheet(event[2], target)
        else:
            numbered.append((event[1], event))
    items: list[Item] = []
    for _, event in sorted(numbered, key=lambda pair: pair[0]):
        if event[0] == "call":
            if not wanted:
                items.append(_call_item(event, codes[event[3]]))
        elif not wanted or codes[event[3]].names[event[4] // 2] in wanted:
            items.append(_step_item(event, codes[event[3]]))
    steps = sum(event[0] == "step" for _, event in numbered)
    notes = (f"the first {limit} instructions; --limit N shows more",) if limit and steps >= limit else ()
    return Listing("trace", filename, tuple(items), notes, facts={"instructions": steps})


class CodeSheet:
    """What the printer needs of a code object: for each code unit the instruction's text, its name and its line."""

    __slots__ = ("code", "lines", "names", "source", "texts")

    def __init__(self, code: CodeType, target: Target) -> None:
        """Read a code object's instructions once; a prefix (EXTENDED_ARG) stands for the instruction behind it."""
        self.code = code
        self.source = [line.rstrip("\n") for line in getlines(code.co_filename)]
        self.lines = [place[0] for place in places_by_unit(code)]
        self.texts: dict[int, str] = {}
        self.names: dict[int, str] = {}
        tables = NameTables.of(code)
        for item in decode(code.co_code, target):
            meaning = explain(item.opcode, item.oparg, item.offset + item.size, tables, target)
            number = f" {item.oparg}" if target.takes_argument[item.opcode] else ""
            text = f"{NAMES[item.opcode]}{number}" + (f" ({meaning})" if meaning else "")
            for unit in range(item.offset, item.offset + item.size):
                self.texts[unit] = text
                self.names[unit] = NAMES[item.opcode]


def _call_item(event: Event, sheet: CodeSheet) -> Item:
    _, _, depth, _ = event
    name = sheet.code.co_qualname
    return Item(f"{INDENT * (depth - 1)}{name} runs", None, {"event": "call", "depth": depth, "name": name})


def _step_item(event: Event, sheet: CodeSheet) -> Item:
    _, _, depth, _, offset, before, after, outcome = event
    line = sheet.lines[offset // 2]
    shared = _shared(before, after)
    result = outcome or stack_text(after, shared)
    head = f"{INDENT * (depth - 1)}{offset:>6}  {sheet.texts[offset // 2]}"
    return Item(
        f"{head:<48} {stack_text(before, shared):<28} → {result}".rstrip(),
        line if line > 0 else None,
        {
            "event": "step",
            "depth": depth,
            "name": sheet.code.co_qualname,
            "offset": offset,
            "instruction": sheet.names[offset // 2],
            "before": list(before),
            "after": list(after),
            "outcome": outcome,
        },
        ref=f"{sheet.code.co_qualname}@{offset}",
        source=sheet.source[line - 1] if 0 < line <= len(sheet.source) else "",
    )


def _shared(before: tuple[str, ...], after: tuple[str, ...]) -> int:
    """Count the items at the bottom that lie under the instruction's own and that nothing happened to."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if old != new:
            break
        count += 1
    return max(0, min(count, len(before), len(after)) - 1)


def stack_text(values: tuple[str, ...], shared: int = 0) -> str:
    """Answer a stack on one line, deepest first; `shared` items at the bottom, and more than fit, are shown as `..`."""
    hidden = max(shared, len(values) - WIDEST_STACK)
    return ", ".join([*([".."] if hidden else []), *values[hidden:]])
