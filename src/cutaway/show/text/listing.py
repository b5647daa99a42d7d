"""The one form that every printer gives its stage: a Listing of Items, each linked to a line of the source.

    tokens.listing(...) -> Listing(stage="tokens", title="hello.py", items=(Item("1:0-1:5 NAME", line=1), ...))

    as_text(listing, source)   -> the text that the command prints and the golden files hold
    as_data(listing)           -> the same as plain data, for --json

The line number is the link: every stage prints the source line that its items come from, so that the same line can be
followed from stage to stage (`cutaway show all FILE --line N`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

Fact = str | int | float | bool | None | list["Fact"] | dict[str, "Fact"]
"""What --json can say."""

MARGIN = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a listing: `text` for the reader, `facts` for programs, `line` of the source that it comes from.

    `ref` names it for the links between stages: t14 (a token), n7 (a node), add@2 (the instruction at 2 of add).
    `source` is the line's text where it is of another file than the rest.
    """

    text: str
    line: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    ref: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one stage made of one thing (a file, a code object, a pass).

    `notes` are lines under the title; `parts` the listings of what lies inside (inner code objects, passes).
    `shows_refs` puts the items' refs into the margin; a stage whose text names its items anyway leaves it out.
    """

    stage: str
    title: str
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[Listing, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    shows_refs: bool = False


def as_text(listing: Listing, source: str = "") -> str:
    """Print a listing and its parts, each item beside the source line that it comes from.

    A source line is printed once for each run of items that come from it; `source` may be empty (a .pyc without its
    source), then only the line's number is shown.
    """
    return "\n".join(_lines(listing, source.splitlines())) + "\n"


def _lines(listing: Listing, source: list[str]) -> Iterator[str]:
    """Yield the lines of a listing; one that only holds others together has no heading of its own."""
    has_heading = bool(listing.items or listing.notes or not listing.parts)
    if has_heading:
        yield f"── {listing.stage} ── {listing.title}"
    for note in listing.notes:
        yield f"   {note}"
    shown = ""
    for item in listing.items:
        heading = _source_line(item, source)
        if heading and heading != shown:
            shown = heading
            yield heading
        yield f"{item.ref if listing.shows_refs else '':>{MARGIN}} · {item.text}".rstrip()
    for number, part in enumerate(listing.parts):
        if has_heading or number:
            yield ""
        yield from _lines(part, source)


def _source_line(item: Item, source: list[str]) -> str:
    """Answer the line under which an item is printed; "" for an item that comes from no line."""
    if item.line is None:
        return ""
    text = item.source or (source[item.line - 1] if 0 < item.line <= len(source) else "")
    return f"{item.line:>{MARGIN}} │ {text}".rstrip()


def as_data(listing: Listing) -> dict[str, Fact]:
    """Answer the listing as plain data: {"stage", "title", ..., "items": [{"line", "text", ...}], "parts": [...]}."""
    data: dict[str, Fact] = {"stage": listing.stage, "title": listing.title, **listing.facts}
    if listing.notes:
        data["notes"] = list(listing.notes)
    data["items"] = [{"line": item.line, "ref": item.ref, "text": item.text, **item.facts} for item in listing.items]
    if listing.parts:
        data["parts"] = [as_data(part) for part in listing.parts]
    return data


def only_lines(listing: Listing, lines: Iterable[int]) -> Listing:
    """Answer the listing with the items of these source lines only; parts that have none left are dropped."""
    wanted = frozenset(lines)
    parts = (only_lines(part, wanted) for part in listing.parts)
    items = tuple(item for item in listing.items if item.line in wanted)
    return replace(
        listing,
        items=items,
        notes=listing.notes if items else (),
        parts=tuple(part for part in parts if part.items or part.parts),
    )


def only_named(listing: Listing, word: str) -> Listing:
    """Answer the listing with the parts about code whose name contains `word` (at any depth), each with its parts."""
    if word in str(listing.facts.get("name", "")):
        return listing
    parts = (only_named(part, word) for part in listing.parts)
    return replace(listing, items=(), notes=(), parts=tuple(part for part in parts if part.items or part.parts))


def all_items(listing: Listing) -> Iterator[Item]:
    """Yield the items of a listing, then those of its parts, in order."""
    yield from listing.items
    for part in listing.parts:
        yield from all_items(part)
