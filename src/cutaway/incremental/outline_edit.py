"""The statements of an edited source -> its outline: what is kept is taken over, classes around it are made anew."""

from __future__ import annotations

from cutaway.cache.digest import content_hash
from cutaway.incremental.outline import SKIP, Outline, Statement, anchor_of
from cutaway.incremental.skeleton import Item


def new_outline(items: list[Item], text: bytes) -> Outline:
    """Make the outline of the new text.  In: its statements, in order, and the text."""
    statements: list[Statement] = []
    lines: list[int] = []
    pos = 0
    for item in items:
        pos = SKIP(text, pos).end()  # type: ignore[union-attr]
        statement = item.statement
        if item.opened is not None:
            statement = _class_of(item, text, pos)
        statements.append(statement)
        lines.append(item.line)
        pos += statement.size
    return Outline(statements, lines)


def _class_of(item: Item, text: bytes, start: int) -> Statement:
    """Describe a class whose body changed.  In: the class, the text, and where in it the class begins."""
    assert item.opened is not None
    old = item.statement
    body: list[tuple[int, Statement]] = []
    pos = start + old.head_size
    outer: set[str] = set()
    for inside in item.opened:
        pos = SKIP(text, pos).end()  # type: ignore[union-attr]
        statement = _class_of(inside, text, pos) if inside.opened is not None else inside.statement
        body.append((inside.line - item.line, statement))
        pos += statement.size
        outer.update(statement.outer)
    whole = text[start:pos]
    last_line, last = body[-1]
    return old._replace(
        lines=whole.count(b"\n"),
        size=len(whole),
        digest=content_hash(whole),
        anchor=anchor_of(whole),
        end_line=last_line + last.end_line,
        end_column=last.end_column,
        loud=any(statement.loud for _, statement in body) or (old.loud and not any(one.loud for _, one in old.body)),
        outer=tuple(sorted(outer)),
        body=tuple(body),
    )
