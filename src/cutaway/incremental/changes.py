"""Two versions of a source -> what became of each definition, and why some had to be compiled.

    comparison = compare(old_edition, new_source, "app.py", 0)
    comparison.changes[2]       Change("Shape.area", "method", "changed", (20, 22), (21, 25), "its text changed")

Compiles both ways, so that it can also say how much time was saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import process_time
from typing import NamedTuple, TypeVar

from cutaway.incremental.compiling import MODULE_BODY, names_compiled
from cutaway.incremental.edition import Edition
from cutaway.incremental.full import compile_whole
from cutaway.incremental.outline import CLASS, FUNCTION, Outline, Statement
from cutaway.incremental.recompile import Recompiled, recompile
from cutaway.incremental.refusal import Refusal

Result = TypeVar("Result")

Lines = tuple[int, int]
"""First and last line."""


class Change(NamedTuple):
    """What became of one definition."""

    name: str
    kind: str
    """function, method, class or module body"""
    state: str
    """added, changed, moved, removed or unchanged"""
    old_lines: Lines | None
    new_lines: Lines | None
    reason: str
    """Why it had to be compiled; empty where it had not."""


class Comparison(NamedTuple):
    """An edit."""

    changes: list[Change]
    whole: str
    """Why everything had to be compiled; empty where it had not."""
    seconds: float
    """CPU time of compiling what changed; of everything, where that had to be."""
    seconds_whole: float
    """CPU time of compiling everything."""


class _Place(NamedTuple):
    kind: str
    lines: Lines
    statement: Statement


def compare(old: Edition, source: bytes, filename: str, optimize: int) -> Comparison:
    """Compare a source with the version before.  Raises what `compile` raises."""
    made: Recompiled | None = None
    whole = ""
    try:
        made, seconds = _timed(lambda: recompile(old, source, filename, optimize))
    except Refusal as refusal:
        whole = str(refusal)
    except (SyntaxError, ValueError):
        whole = "new text is refused"
    (_, _, edition), seconds_whole = _timed(lambda: compile_whole(source, filename, optimize))
    if edition is None:
        return Comparison([], whole, seconds_whole, seconds_whole)
    compiled = set(names_compiled(made, old)) if made is not None else None
    reasons = _reasons(made, old) if made is not None else {}
    before, after = dict(_places(old.outline)), dict(_places(edition.outline))
    changes = [_module(old.outline, edition.outline, compiled, reasons, whole)]
    for key, place in after.items():
        changes.append(_change(key[0], before.get(key), place, compiled, reasons, whole))
    for key, place in before.items():
        if key not in after:
            changes.append(Change(key[0], place.kind, "removed", place.lines, None, ""))
    return Comparison(changes, whole, seconds_whole if made is None else seconds, seconds_whole)


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = process_time()
    return work(), process_time() - start


def _places(outline: Outline) -> Iterator[tuple[tuple[str, int], _Place]]:
    """Yield the definitions: ((qualified name, how many of that name came before), place)."""
    counts: dict[str, int] = {}
    pending = [("", line, statement) for line, statement in zip(outline.lines, outline.statements, strict=True)]
    pending.reverse()
    while pending:
        around, line, statement = pending.pop()
        if statement.kind not in (FUNCTION, CLASS):
            continue
        name = around + statement.name
        kind = "class" if statement.kind == CLASS else "method" if around else "function"
        number = counts[name] = counts.get(name, -1) + 1
        yield (name, number), _Place(kind, (line, line + statement.end_line), statement)
        pending.extend([(f"{name}.", line + offset, inside) for offset, inside in reversed(statement.body)])


def _reasons(made: Recompiled, old: Edition) -> dict[str, str]:
    """Say of bodies that were generated again why."""
    found: dict[str, str] = {}
    for path, reason in made.regenerated.items():
        names = []
        body = list(zip(old.outline.lines, old.outline.statements, strict=True))
        for index in path:
            statement = body[index][1]
            names.append(statement.name)
            body = list(statement.body)
        found[".".join(names) or MODULE_BODY] = reason
    return found


def _module(old: Outline, new: Outline, compiled: set[str] | None, reasons: dict[str, str], whole: str) -> Change:
    generated = compiled is None or MODULE_BODY in compiled
    ends = [_last_line(outline) for outline in (old, new)]
    state = "changed" if generated else "unchanged" if ends[0] == ends[1] else "moved"
    reason = (whole or reasons.get(MODULE_BODY, "")) if generated else ""
    return Change(MODULE_BODY, "module body", state, (1, ends[0]), (1, ends[1]), reason)


def _last_line(outline: Outline) -> int:
    return outline.lines[-1] + outline.statements[-1].end_line if outline.lines else 1


def _change(
    name: str, before: _Place | None, after: _Place, compiled: set[str] | None, reasons: dict[str, str], whole: str
) -> Change:
    lines = before.lines if before is not None else None
    if before is None:
        state, reason = "added", "it is new"
    elif before.statement.digest != after.statement.digest:
        state, reason = "changed", "its text changed"
        if after.kind == "class" and compiled is not None and name not in compiled:
            reason = ""
    else:
        state, reason = "unchanged" if before.lines == after.lines else "moved", ""
    if compiled is None:
        reason = reason or whole
    elif name in compiled:
        reason = reasons.get(name, "") or reason or "it stands in text that could not be matched"
    elif any(name.startswith(f"{fresh}.") for fresh in compiled - reasons.keys()):
        reason = reason or "the class around it is new text"
    return Change(name, after.kind, state, lines, after.lines, reason)
