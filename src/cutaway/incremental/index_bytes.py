"""The definition index of a `.pyc`: an outline and what belongs to it <-> the bytes that the cache's record keeps.

    data = encode(edition, "app.py", 0)
    decode(data, code, "app.py", 0)  ->  the edition; None where it is of another file, level or format

 at  size
  0     8  b"OUTLINE" and the version of this format
  8     8  hash of everything from byte 16 on
 16     4  CO_FUTURE_* flags              20     4  statements up to the last future statement
 24     4  level of optimisation          28     4  size of the file's name
 32     4  number of rows                 36     4  number of rows for the module's own statements
 40        the file's name, the rows, the texts of the rows
Each row: kind, bits (1 one line, 2 loud), size of the name, line, lines, size, end line, end column, size of the head,
rows of the body (which follow), sizes of the other names, of the imports and of the indent, hashes of text, anchor and
head.
Lines of a class's statements count from the class.  Numbers are little-endian.
"""

from __future__ import annotations

from struct import Struct
from typing import Final

from cutaway.cache.digest import content_hash
from cutaway.incremental.edition import Edition
from cutaway.incremental.outline import Outline, Statement

SIGNATURE: Final = b"OUTLINE\x01"
_HEAD = Struct("<IIIIII")
_ROW = Struct("<BBHIIIIIIIHHB8s8s8s")
_ONE_LINE = 1
_LOUD = 2
_DEEPEST = 100
"""Blocks in blocks; the parser accepts no more levels of indentation."""


def encode(edition: Edition, filename: str, optimize: int) -> bytes:
    """Write an index.  In: the edition, the file's name and level with which it was compiled."""
    rows: list[bytes] = []
    texts: list[bytes] = []
    outline = edition.outline
    _write(list(zip(outline.lines, outline.statements, strict=True)), rows, texts)
    name = filename.encode("utf-8", "surrogatepass")
    head = _HEAD.pack(edition.flags, edition.futures, optimize, len(name), len(rows), len(outline.lines))
    rest = b"".join((head, name, *rows, *texts))
    return SIGNATURE + content_hash(rest) + rest


def _write(body: list[tuple[int, Statement]], rows: list[bytes], texts: list[bytes]) -> None:
    for line, statement in body:
        name = statement.name.encode()
        outer = " ".join(statement.outer).encode() if statement.outer else b""
        imports = " ".join(statement.imports).encode() if statement.imports else b""
        rows.append(
            _ROW.pack(
                statement.kind,
                _ONE_LINE * statement.one_line | _LOUD * statement.loud,
                len(name),
                line,
                statement.lines,
                statement.size,
                statement.end_line,
                statement.end_column,
                statement.head_size,
                len(statement.body),
                len(outer),
                len(imports),
                len(statement.indent),
                statement.digest,
                statement.anchor,
                statement.head,
            )
        )
        texts += name, outer, imports, statement.indent
        if statement.body:
            _write(list(statement.body), rows, texts)


def decode(data: bytes, code: bytes, filename: str, optimize: int) -> Edition | None:
    """Read an index.

    In: its bytes; the bytes of the code object to which it belongs; the file's name and the level of the compile to
    come.  Out: the edition, or None.
    """
    start = 16 + _HEAD.size
    if data[:8] != SIGNATURE or len(data) < start or content_hash(memoryview(data)[16:]) != data[8:16]:
        return None
    flags, futures, level, name_size, count, own = _HEAD.unpack_from(data, 16)
    if level != optimize or data[start : start + name_size] != filename.encode("utf-8", "surrogatepass"):
        return None
    reader = _Reader(data, start + name_size, count)
    body = reader.body(own, 0)
    return Edition(Outline([one for _, one in body], [line for line, _ in body]), code, flags, futures)


class _Reader:
    """Rows and texts, read in step; the hash has told that they are those that were written."""

    __slots__ = ("data", "pos", "rows")

    def __init__(self, data: bytes, start: int, count: int) -> None:
        self.data = data
        self.pos = start + count * _ROW.size
        self.rows = _ROW.iter_unpack(memoryview(data)[start : self.pos])

    def body(self, count: int, depth: int) -> list[tuple[int, Statement]]:
        """Read the rows of one body."""
        found: list[tuple[int, Statement]] = []
        for _ in range(count):
            (
                kind, bits, name_size, line, lines, size, end_line, end_column, head_size, inside, outer_size,
                imports_size, indent_size, digest, anchor, head,
            ) = next(self.rows)  # fmt: skip
            data, pos = self.data, self.pos
            name = data[pos : pos + name_size].decode()
            pos += name_size
            outer: tuple[str, ...] = ()
            imports: tuple[str, ...] = ()
            if outer_size:
                outer = tuple(data[pos : pos + outer_size].decode().split(" "))
                pos += outer_size
            if imports_size:
                imports = tuple(data[pos : pos + imports_size].decode().split(" "))
                pos += imports_size
            indent = data[pos : pos + indent_size]
            self.pos = pos + indent_size
            body = tuple(self.body(inside, depth + 1)) if inside and depth < _DEEPEST else ()
            found.append(
                (
                    line,
                    Statement(
                        kind, name, lines, size, digest, anchor, end_line, end_column, head_size, head,
                        bits & _ONE_LINE > 0, bits & _LOUD > 0, outer, imports, indent, body,
                    ),
                )
            )  # fmt: skip
        return found
