"""Printer of what instructions met in a run, as a compiler would ask the native engine.

    listing("app.py", found)  ->  add, line 1          12  BINARY_OP 0 (+)    100 of 5000   int, int | str, str
                                                       24  POP_JUMP_... 8      taken 3, passed 97

In: for each code object that ran its exact counts and its slots (universe/profiling.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from types import CodeType

from cutaway.bytecode.targets import current
from cutaway.native.feedback import Told
from cutaway.show.text.listing import Fact, Item, Listing
from cutaway.show.text.trace import CodeSheet

Observed = tuple[CodeType, list[tuple[int, int]], list[Told]]
"""A code object, how often each instruction was carried out, and what those that are looked at met."""

NONE_OBSERVED = "no instruction was looked at: only the native engine collects feedback"


def listing(filename: str, found: Iterable[Observed], *, function: str = "") -> Listing:
    """List the instructions of a file's code objects that met something; with `function` of any file's, by name."""
    chosen = [
        each for each in found if (function in each[0].co_qualname if function else each[0].co_filename == filename)
    ]
    parts = [_of_code(*each) for each in sorted(chosen, key=lambda each: each[0].co_firstlineno) if each[2]]
    return Listing("feedback", filename, notes=() if parts else (NONE_OBSERVED,), parts=tuple(parts))


def _of_code(code: CodeType, hits: list[tuple[int, int]], slots: list[Told]) -> Listing:
    sheet = CodeSheet(code, current())
    times = dict(hits)
    items = tuple(_item(sheet, times.get(slot[0], slot[1]), slot) for slot in slots)
    facts: dict[str, Fact] = {"name": code.co_qualname, "file": code.co_filename, "line": code.co_firstlineno}
    return Listing("feedback", f"{code.co_qualname}, line {code.co_firstlineno}", items, facts=facts)


def _item(sheet: CodeSheet, carried_out: int, slot: Told) -> Item:
    offset, looked, taken, passed, met, more = slot
    line = sheet.lines[offset // 2]
    said = [" | ".join([*met, *(["more"] if more else [])])] if met else []
    said += [f"taken {taken}, passed {passed}"] if taken or passed else []
    head = f"{offset:>6}  {sheet.texts[offset // 2]}"
    seen = f"{looked} of {carried_out}" if looked != carried_out else str(looked)
    return Item(
        f"{head:<48} {seen:>14}  {', '.join(said)}".rstrip(),
        line if line > 0 else None,
        {
            "offset": offset,
            "instruction": sheet.names[offset // 2],
            "carried_out": carried_out,
            "looked_at": looked,
            "met": list(met),
            "more": more,
            "taken": taken,
            "passed": passed,
        },
        source=sheet.source[line - 1] if 0 < line <= len(sheet.source) else "",
    )
