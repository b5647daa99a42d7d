"""Is the sharing of constants between changed and unchanged code what a full compile would find?

    check_sharing(linker, number, whole)      returns, or raises Refusal with what cannot be told

How most objects are written depends on nothing but their values and on who else refers to them, and the linker sees
both.  A few depend on more, and are looked at here: where one of them stands both in changed and in unchanged code,
everything is compiled.

- items of sets: their order in the file depends on whether anything else holds them (`_order_in_set` in marshal_write);
- equal sets, which may be one object or several;
- the qualified name of a class in a class, which is one object with an equal constant that was met before;
- words beyond ASCII, which are interned as constants only where they are names, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cutaway.cache import marshal_kinds as kind
from cutaway.incremental.refusal import Refusal

_STATIC = frozenset([kind.SHORT_ASCII_INTERNED, kind.ASCII_INTERNED, kind.INTERNED])
_GROUPS = frozenset([kind.SMALL_TUPLE, kind.TUPLE, kind.FROZENSET])
_WORDS = frozenset([kind.STRING, kind.INTERNED])


def check_sharing(linker: Any, number: int, whole: bool, kept: Iterable[int] = ()) -> None:
    """Compare what changed with what did not.

    In: the linker with all its replacements; the number of the stream of new code; whether the module's own body is
    new; the meetings of old code objects that stay in it without a replacement.  Raises Refusal.
    """
    old, new = linker.streams[0], linker.streams[number]
    wide = (old.wide_names or new.wide_names) and (old.wide_words or new.wide_words)
    if not (old.sets or new.sets or old.qualified or new.qualified or wide):
        return
    delicate = _delicate(old, linker.ids[0]) | _delicate(new, linker.ids[number])
    old_changed, new_changed = _changed(linker, number, whole, kept)
    changed = _ids(old, linker.ids[0], old_changed, 1) | _ids(new, linker.ids[number], new_changed, 1)
    if wide and any(
        stream.letter(meeting) in _WORDS
        for stream, marks in ((old, old_changed), (new, new_changed))
        for meeting in _marked(stream, marks, 1)
    ):
        raise Refusal("changed code has words beyond ASCII, and the module has names like that")
    suspects = delicate & changed
    if suspects and suspects & _ids(old, linker.ids[0], old_changed, 0):
        raise Refusal("changed and unchanged code share a set, an item of one, or a class's qualified name")


def _delicate(stream: Any, ids: Any) -> set[int]:
    found = {ids[one] for one in stream.qualified}
    for meeting in stream.sets:
        found.add(ids[stream.object[meeting]])
        if not all(_is_static(stream, inside) for inside in range(meeting + 1, stream.after[meeting])):
            found.update(_inside(stream, ids, meeting))
    return found


def _is_static(stream: Any, meeting: int) -> bool:
    """Answer whether an item is written with the same mark wherever it stands."""
    first = stream.first[stream.object[meeting]]
    letter = stream.letter(first)
    if letter == kind.INT:
        start = stream.at[first] + 1
        return -5 <= int.from_bytes(stream.owner[start : start + 4], "little", signed=True) <= 256
    return letter in _STATIC


def _inside(stream: Any, ids: Any, meeting: int) -> Iterator[int]:
    """Yield the numbers of all objects in a tuple or set, through references, too."""
    pending = [meeting]
    while pending:
        one = pending.pop()
        for inside in range(one + 1, stream.after[one]):
            found = stream.object[inside]
            yield ids[found]
            if stream.letter(inside) == kind.REF and stream.letter(stream.first[found]) in _GROUPS:
                pending.append(stream.first[found])


def _changed(linker: Any, number: int, whole: bool, kept: Iterable[int]) -> tuple[bytearray, bytearray]:
    """Mark the meetings of changed code, in the old and in the new stream."""
    old, new = linker.streams[0], linker.streams[number]
    old_spans = [(meeting, old.after[meeting], 0) for meeting in kept]
    new_spans: list[tuple[int, int, int]] = []
    for meeting, (stream, target) in linker.orders[0].items():
        if stream == number and old.letter(meeting) == kind.CODE:
            old_spans.append((meeting, old.after[meeting], 1))
            new_spans.append((target, new.after[target], 1))
    for meeting, (_, target) in linker.orders[number].items():
        old_spans.append((target, old.after[target], 0))
        new_spans.append((meeting, new.after[meeting], 0))
    marks = []
    for stream, spans in ((old, old_spans), (new, new_spans)):
        made = bytearray([whole]) * stream.count
        for start, stop, value in sorted(spans):
            made[start:stop] = bytes([value]) * (stop - start)
        marks.append(made)
    return marks[0], marks[1]


def _marked(stream: Any, marks: bytearray, value: int) -> Iterator[int]:
    meeting = marks.find(value)
    while meeting >= 0:
        yield meeting
        meeting = marks.find(value, meeting + 1)


def _ids(stream: Any, ids: Any, marks: bytearray, value: int) -> set[int]:
    found: set[int] = set()
    for meeting in _marked(stream, marks, value):
        one = stream.object[meeting]
        found.add(ids[one])
        if stream.letter(meeting) == kind.REF and stream.letter(stream.first[one]) in _GROUPS:
            found.update(_inside(stream, ids, stream.first[one]))
    return found
