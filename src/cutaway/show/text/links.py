"""Printer of the links between stages: for each source line, which items of which stage come from it.

listing("f.py", source, [tokens, tree, bytecode])  ->  2 │     return a + b
                                                           tokens    t12-t16
                                                           tree      n5-n8
                                                           bytecode  add@2-add@8
"""

from __future__ import annotations

from collections.abc import Sequence

from cutaway.show.text.listing import Item, Listing, items_of_line


def listing(filename: str, source: str, stages: Sequence[Listing]) -> Listing:
    """List the links of every source line that some stage has something for."""
    items: list[Item] = []
    for line in range(1, len(source.splitlines()) + 1):
        for stage in stages:
            refs = refs_of_line(stage, line)
            if refs:
                items.append(Item(f"{stage.stage:<9} {ranges(refs)}", line, {"stage": stage.stage, "refs": list(refs)}))
    return Listing("links", filename, tuple(items))


def refs_of_line(stage: Listing, line: int) -> list[str]:
    """Answer the refs of one stage's items for a line, each once, in order."""
    return list(dict.fromkeys(item.ref for item in items_of_line(stage, line) if item.ref))


def ranges(refs: Sequence[str]) -> str:
    """Shorten runs of refs that differ in their number only: t1 t2 t3 t7 -> "t1-3 t7"; add@0 add@2 -> "add@0-2"."""
    runs: list[list[str]] = []
    stems = list(dict.fromkeys(_stem(ref) for ref in refs))
    for ref in sorted(refs, key=lambda ref: (stems.index(_stem(ref)), _number(ref))):
        if runs and _follows(runs[-1][-1], ref):
            runs[-1].append(ref)
        else:
            runs.append([ref])
    return " ".join(run[0] if len(run) == 1 else f"{run[0]}-{_number(run[-1])}" for run in runs)


LONGEST_INSTRUCTION = 14
"""Offsets of neighbouring instructions differ by at most this much: prefixes, an instruction and its caches."""


def _follows(ref: str, following: str) -> bool:
    stem = _stem(ref)
    step = LONGEST_INSTRUCTION if stem.endswith("@") else 1
    return stem == _stem(following) and _number(following) - _number(ref) <= step


def _stem(ref: str) -> str:
    return ref.rstrip("0123456789")


def _number(ref: str) -> int:
    digits = ref[len(_stem(ref)) :]
    return int(digits) if digits else 0
