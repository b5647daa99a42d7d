"""Printer of the links between stages: for each source line, which items of which stage come from it.

listing("f.py", source, [tokens, tree, bytecode])  ->  2 │     return a + b
                                                           tokens    t12-t16
                                                           tree      n5-n8
                                                           bytecode  add@2-add@8
"""

from __future__ import annotations

from collections.abc import Sequence

from cutaway.show.text.listing import Item, Listing, all_items


def listing(filename: str, source: str, stages: Sequence[Listing]) -> Listing:
    """List the links of every source line that some stage has something for."""
    refs = [refs_by_line(stage) for stage in stages]
    items: list[Item] = []
    for line in range(1, len(source.splitlines()) + 1):
        for stage, by_line in zip(stages, refs, strict=True):
            found = list(by_line.get(line, ()))
            if found:
                items.append(Item(f"{stage.stage:<9} {ranges(found)}", line, {"stage": stage.stage, "refs": [*found]}))
    return Listing("links", filename, tuple(items))


def refs_by_line(stage: Listing) -> dict[int, dict[str, None]]:
    """Answer, for each line, the refs of one stage's items, each once, in order."""
    found: dict[int, dict[str, None]] = {}
    for item in all_items(stage):
        if item.ref and item.line is not None:
            found.setdefault(item.line, {})[item.ref] = None
    return found


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
