"""The instruction book: one small function per instruction, by family.

Importing this package fills `cutaway.bytecode.define.INSTRUCTIONS`; ENTRIES lists it in order.  A family's file holds
entries and *sentences*: module-level functions that several entries (or one long one) are written with.  Sentences are
plain Python of the same subset, so that the compiled loop can take them over as they stand.
"""

from __future__ import annotations

from cutaway.bytecode.book import (  # noqa: F401
    arithmetic,
    attributes,
    calls,
    containers,
    context,
    control_flow,
    exceptions,
    functions,
    generators,
    imports,
    matching,
    names,
    stack,
    unpacking,
    variables,
)
from cutaway.bytecode.define import INSTRUCTIONS, Instruction

ENTRIES: tuple[Instruction, ...] = tuple(INSTRUCTIONS.values())
FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(entry.family for entry in ENTRIES))
