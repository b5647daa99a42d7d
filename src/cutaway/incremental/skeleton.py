"""Pieces of a new text -> its new statements, parsed in their places, and the proof that the rest still means the same.

The parser is given a *skeleton* of the new text: as many lines, but of statements that are kept only a `pass` where
each run of them ends.  If the tree has each `pass` where it belongs, no new text reaches into kept text (an open
bracket, an open string, a decorator, an indented line) and none of the kept text into new text; so the statements of
the whole are those of the skeleton with the kept ones in the places of `pass`.

For bodies that must be generated again, the skeleton holds kept statements too, but of functions and classes only the
head, before a placeholder that declares and uses what the real body does with names of the outside.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cutaway.incremental.matching import Fresh, Kept, Opened, Piece
from cutaway.incremental.outline import CLASS, FUNCTION, OTHER, SKIP, Lines, Statement, place
from cutaway.incremental.refusal import Refusal

Path = tuple[int, ...]
"""Which body: the indexes of the old statements that lead to it; () for the module's."""


class Item(NamedTuple):
    """One statement of a new body."""

    old: int
    """Of the old statement that it is; -1 for a new one."""
    statement: Statement
    line: int
    opened: list[Item] | None = None
    """The statements of a class that was looked into."""


class Skeleton:
    """The text for the parser, as it grows line by line, and where what was put in must be found."""

    def __init__(
        self,
        text: bytes,
        regenerated: frozenset[Path],
        uses_class_cell: Callable[[Path], bool],
        taken_over: frozenset[int] = frozenset(),
    ) -> None:
        """In: the new text; bodies to be generated again; whether an old definition refers to its class's cell.

        And old statements of the module that are left out although its body is among those bodies.
        """
        self.taken_over = taken_over
        self.text = text
        self.regenerated = regenerated
        self.uses_class_cell = uses_class_cell
        self.parts: list[bytes] = []
        self.line = 1
        self.stubs: dict[tuple[int, str], Path] = {}
        """Line and name of each placeholder -> the old definition for which it stands."""
        self.ends: dict[tuple[int, str], tuple[int, int]] = {}

    def write(self, pieces: list[Piece], statements: list[Statement], path: Path, indent: bytes) -> None:
        """Add the pieces of one body."""
        whole = path in self.regenerated
        for position, piece in enumerate(pieces):
            if isinstance(piece, Fresh):
                self._copy(piece.line, piece.start, piece.stop)
                if self.text[piece.start : piece.stop].rstrip(b"\n").endswith(b"\\"):
                    raise Refusal("new text ends in a backslash")
            elif isinstance(piece, Opened):
                self._open(piece, statements[piece.old], (*path, piece.old))
            elif whole and (path or piece.old not in self.taken_over):
                self._keep(piece, statements[piece.old], (*path, piece.old))
            elif whole or position + 1 == len(pieces) or not isinstance(pieces[position + 1], Kept):
                self._put(piece.line + statements[piece.old].lines - 1, indent + b"pass\n")

    def _open(self, piece: Opened, old: Statement, path: Path) -> None:
        start = piece.start + old.head_size
        self._copy(piece.line, piece.start, start)
        self.write(piece.pieces, [inside for _, inside in old.body], path, old.indent)

    def _keep(self, piece: Kept, old: Statement, path: Path) -> None:
        """Add a statement of a body that is generated again."""
        if old.kind == OTHER:
            self._copy(piece.line, piece.start, piece.start + old.size)
            return
        placeholder = b"__class__" if self.uses_class_cell(path) else b"pass"
        if old.outer:
            if old.one_line:
                raise Refusal("a definition on one line declares a name global")
            names = ", ".join(old.outer).encode()
            indent = old.indent if old.kind == CLASS else self._body_indent(piece.start + old.head_size)
            placeholder = b"class _: global " + names + b"\n" + indent + placeholder
        elif not old.one_line:
            indent = old.indent if old.kind == CLASS else self._body_indent(piece.start + old.head_size)
        if not old.one_line:
            placeholder = indent + placeholder
        self._copy(piece.line, piece.start, piece.start + old.head_size)
        if self.line - piece.line + placeholder.count(b"\n") >= old.lines:
            raise Refusal("a definition that declares names global is too short for its placeholder")
        self.parts.append(placeholder + b"\n")
        self.line += placeholder.count(b"\n") + 1
        self.stubs[piece.line, old.name] = path
        self.ends[piece.line, old.name] = (piece.line + old.end_line, old.end_column)

    def _body_indent(self, start: int) -> bytes:
        stop = start
        while self.text[stop : stop + 1] in (b" ", b"\t"):
            stop += 1
        return self.text[start:stop]

    def _go_to(self, line: int) -> None:
        self.parts.append(b"\n" * (line - self.line))
        self.line = line

    def _put(self, line: int, text: bytes) -> None:
        self._go_to(line)
        self.parts.append(text)
        self.line += 1

    def _copy(self, line: int, start: int, stop: int) -> None:
        self._go_to(line)
        part = self.text[start:stop]
        self.parts.append(part)
        self.line += part.count(b"\n")

    def source(self) -> str:
        """Give the text for the parser."""
        return b"".join(self.parts).decode()

    def mend(self, nodes: list[ast.stmt]) -> None:
        """Give definitions of which a part is left out the ends that they have with it."""
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                line = node.decorator_list[0].lineno if node.decorator_list else node.lineno
                end = self.ends.get((line, node.name))
                if end is not None:
                    node.end_lineno, node.end_col_offset = end
                if isinstance(node, ast.ClassDef):
                    self.mend(node.body)


def read_items(
    nodes: list[ast.stmt],
    pieces: list[Piece],
    statements: list[Statement],
    text: bytes,
    indent: bytes,
    class_name: str | None,
) -> list[Item]:
    """Find the new statements in the tree of a skeleton in which nothing is generated again.

    Out: all statements of the new body, in order.  Raises Refusal where the proof (see the module) fails.
    """
    rest = _Nodes(nodes)
    items: list[Item] = []
    for position, piece in enumerate(pieces):
        if isinstance(piece, Fresh):
            fresh = rest.until(piece.stop_line)
            # What ends below has lines that another body took for its own: an index of it would be wrong.
            if not fresh or any((node.end_lineno or 0) >= piece.stop_line for node in fresh):
                raise Refusal("new text reaches out of its place")
            placed = place(fresh, Lines(text, piece.start, piece.stop, piece.line), piece.start, class_name)
            # An empty line that ends in a backslash belongs to what follows it.
            if _after(placed, text, piece.start) < piece.stop:
                raise Refusal("new text ends in a backslash")
            items.extend([Item(-1, statement, line) for line, statement in placed])
        elif isinstance(piece, Opened):
            old = statements[piece.old]
            node = rest.next()
            if not isinstance(node, ast.ClassDef) or node.name != old.name:
                raise Refusal("a class's head does not end where it did")
            inner = read_items(node.body, piece.pieces, [inside for _, inside in old.body], text, old.indent, old.name)
            items.append(Item(piece.old, old, piece.line, inner))
        else:
            old = statements[piece.old]
            items.append(Item(piece.old, old, piece.line))
            if position + 1 == len(pieces) or not isinstance(pieces[position + 1], Kept):
                node = rest.next()
                where = (piece.line + old.lines - 1, len(indent))
                if not isinstance(node, ast.Pass) or (node.lineno, node.col_offset) != where:
                    raise Refusal("new text reaches into text that is kept")
    if rest.next() is not None:
        raise Refusal("new text reaches out of its place")
    return items


def _after(placed: list[tuple[int, Statement]], text: bytes, pos: int) -> int:
    """Give the place up to which text is some statements and what may stand between them."""
    for _, statement in placed:
        pos = SKIP(text, pos).end() + statement.size  # type: ignore[union-attr]
    return SKIP(text, pos).end()  # type: ignore[union-attr]


class _Nodes:
    """The nodes of a body, taken in order."""

    def __init__(self, nodes: list[ast.stmt]) -> None:
        self._nodes: Iterator[ast.stmt] = iter(nodes)
        self._ahead: ast.stmt | None = next(self._nodes, None)

    def next(self) -> ast.stmt | None:
        found = self._ahead
        self._ahead = next(self._nodes, None)
        return found

    def until(self, line: int) -> list[ast.stmt]:
        found = []
        while self._ahead is not None and self._ahead.lineno < line:
            found.append(self._ahead)
            self._ahead = next(self._nodes, None)
        return found


def is_definition(statement: Statement) -> bool:
    """Answer whether a statement is one function or class."""
    return statement.kind in (FUNCTION, CLASS)
