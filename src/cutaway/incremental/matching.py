# cython: language_level=3, annotation_typing=False
"""The outline of an old source and a new text -> which statements still stand there, and where the text is new.

    pieces = Matcher(text).module(outline.statements)
    [Kept(0, ...), Kept(1, ...), Fresh(...), Kept(3, ...)]

Nothing is parsed: where a statement may begin, the hash of the text from there on is compared with that of the old
statement.  A statement that ended where a new logical line could begin still does so wherever it stands; what this
module guesses (where new text ends) is proved later, when the new text is parsed (`skeleton`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cutaway.cache.digest import content_hash
from cutaway.incremental.outline import CLASS, SKIP, Statement, anchor_of

_NEWLINE = 0x0A
_SPACE = 0x20
_TAB = 0x09
_FORM_FEED = 0x0C
_HASH = 0x23
_E = 0x65
_F = 0x66

_CONTINUES = re.compile(rb"(?:else|elif|except|finally)\b").match


class Kept(NamedTuple):
    """An old statement that stands in the new text."""

    old: int
    start: int
    line: int


class Fresh(NamedTuple):
    """New text: whole lines."""

    start: int
    stop: int
    line: int
    stop_line: int


class Opened(NamedTuple):
    """A class whose head still stands there, and whose body was looked into."""

    old: int
    start: int
    line: int
    pieces: list[Kept | Fresh | Opened]
    stop: int
    stop_line: int


Piece = Kept | Fresh | Opened


class Matcher:
    """One comparison."""

    __slots__ = ("text",)

    def __init__(self, text: bytes) -> None:
        """In: the new text, with \\n as newline."""
        self.text = text

    def module(self, statements: list[Statement]) -> list[Piece]:
        """Match a whole file against the statements of the module."""
        return _Body(self.text, statements, b"").match(0, 1)[0]


class _Body:
    """The comparison of one body: the module's or a class's.  Compiled where there is a C compiler (matching.pxd)."""

    def __init__(self, text: bytes, statements: list[Statement], indent: bytes) -> None:
        self.text = text
        self.data = text
        self.statements = statements
        self.indent = indent
        self.pieces: list[Piece] = []
        self.used: set[int] = set()
        self.expected = 0
        self._anchors: dict[bytes, list[int]] | None = None

    def match(self, pos: int, line: int) -> tuple[list[Piece], int, int]:
        """Match from a line on.  Out: the pieces, and where the body ends (offset and line)."""
        text, indent = self.text, self.indent
        size, depth, statements, used, pieces = len(text), len(indent), self.statements, self.used, self.pieces
        count = len(statements)
        while True:
            # What follows is hardly ever anything but an empty line or a statement: no call for them.
            while pos < size and self.data[pos] == _NEWLINE:
                pos += 1
                line += 1
            if pos < size and self.data[pos] in (_SPACE, _TAB, _FORM_FEED, _HASH):
                after = SKIP(text, pos).end()  # type: ignore[union-attr]
                if after != pos:
                    line += text.count(b"\n", pos, after)
                    pos = after
            if pos >= size or (depth and not text.startswith(indent, pos)):
                return pieces, pos, line
            first = self.data[pos + depth] if pos + depth < size else 0
            if first in (_SPACE, _TAB) or (first in (_E, _F) and _CONTINUES(text, pos + depth)):
                # This line belongs to the statement before, which so is another one.
                longer = self._longer_class(pos)
                if longer is not None:
                    pos, line = self._take(longer)
                    continue
                start, start_line = self._reopened(pos, line)
                pos, line = self._fresh(start, start_line, pos, line)
                continue
            expected = self.expected
            if expected < count and expected not in used:
                statement = statements[expected]
                length = statement.size
                if not statement.loud and content_hash(text[pos : pos + length]) == statement.digest:
                    pieces.append(Kept(expected, pos, line))
                    used.add(expected)
                    self.expected = expected + 1
                    pos += length
                    line += statement.lines
                    continue
            piece = self._found(pos, line)
            if piece is None:
                pos, line = self._fresh(pos, line, pos, line)
            else:
                pos, line = self._take(piece)

    def _take(self, piece: Kept | Opened) -> tuple[int, int]:
        self.pieces.append(piece)
        self.used.add(piece.old)
        self.expected = piece.old + 1
        if isinstance(piece, Opened):
            return piece.stop, piece.stop_line
        statement = self.statements[piece.old]
        return piece.start + statement.size, piece.line + statement.lines

    def _longer_class(self, pos: int) -> Opened | None:
        """Look into the class that ended here, but goes on.  Out: the class with what follows, if it is one."""
        last = self.pieces[-1] if self.pieces else None
        if not isinstance(last, Kept):
            return None
        opened = self._opened(last.old, last.start, last.line)
        if opened is None or opened.stop <= pos:
            return None
        self.pieces.pop()
        return opened

    def _reopened(self, pos: int, line: int) -> tuple[int, int]:
        """Take the last statement back.  Out: where it began."""
        if not self.pieces:
            return pos, line
        last = self.pieces.pop()
        if not isinstance(last, Fresh):
            self.used.discard(last.old)
            self.expected = last.old
        return last.start, last.line

    def _fresh(self, start: int, start_line: int, pos: int, line: int) -> tuple[int, int]:
        """Take text as new up to the next statement that is known.  Out: where that begins, or the body ends."""
        text, indent = self.text, self.indent
        found: Kept | Opened | None = None
        while True:
            decorated = text.startswith(b"@", pos + len(indent))
            next_line = _line_of_body(indent)(text, pos)
            if next_line is None:
                stop = len(text)
                line += text.count(b"\n", pos, stop)
                pos = stop
                break
            line += text.count(b"\n", pos, next_line.end())
            pos = next_line.end()
            if not text.startswith(indent, pos):
                break
            if decorated or text[pos + len(indent)] in b"])}" or _CONTINUES(text, pos + len(indent)):
                continue
            found = self._found(pos, line)
            if found is not None:
                break
        if self.pieces and isinstance(self.pieces[-1], Fresh):
            last = self.pieces.pop()
            start, start_line = last.start, last.line
        self.pieces.append(Fresh(start, pos, start_line, line))
        return self._take(found) if found is not None else (pos, line)

    def _found(self, pos: int, line: int) -> Kept | Opened | None:
        """Look for an old statement whose text begins here."""
        expected = self.expected
        if expected < len(self.statements) and expected not in self.used:
            piece = self._same(expected, pos, line)
            if piece is not None:
                return piece
        anchors = self._anchors
        if anchors is None:
            anchors = self._anchors = {}
            for index, statement in enumerate(self.statements):
                anchors.setdefault(statement.anchor, []).append(index)
        line_end = self.text.find(b"\n", pos) + 1 or len(self.text)
        for key in (anchor_of(self.text, pos), content_hash(self.text[pos:line_end])):
            for index in anchors.get(key, ()):
                if index not in self.used:
                    piece = self._same(index, pos, line)
                    if piece is not None:
                        return piece
        return None

    def _same(self, index: int, pos: int, line: int) -> Kept | Opened | None:
        statement = self.statements[index]
        text = self.text
        if not statement.loud and content_hash(text[pos : pos + statement.size]) == statement.digest:
            return Kept(index, pos, line)
        return self._opened(index, pos, line)

    def _opened(self, index: int, pos: int, line: int) -> Opened | None:
        """Look into a class whose head stands here."""
        statement = self.statements[index]
        text = self.text
        if statement.kind != CLASS or not statement.body:
            return None
        if content_hash(text[pos : pos + statement.head_size]) != statement.head:
            return None
        start = pos + statement.head_size
        inner = _Body(text, [inside for _, inside in statement.body], statement.indent)
        pieces, stop, stop_line = inner.match(start, line + text.count(b"\n", pos, start))
        if not pieces:
            return None  # the parser will say what is wrong
        return Opened(index, pos, line, pieces, stop, stop_line)


@cache
def _line_of_body(indent: bytes):  # type: ignore[no-untyped-def]
    """Make what finds the next line that stands no deeper than a body's statements."""
    return re.compile(rb"\n(?!" + re.escape(indent) + rb"[ \t])(?=[ \t\f]*[^\s#])").search
