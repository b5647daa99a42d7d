"""The definition index of a `.pyc`: an outline and what belongs to it <-> the bytes that the cache's record keeps.

    data = encode(edition, "app.py", 0)
    decode(data, code, "app.py", 0)  ->  the edition; None where it is of another file, level or format

 at  size
  0     8  b"OUTLINE" and the version of this format
  8     8  hash of everything from byte 16 on
 16     4  CO_FUTURE_* flags              20     4  statements up to the last future statement
 24     4  level of optimisation          28     4  size of the file's name
 32     4  number of the module's own statements
 36        the file's name, the lines of these statements (4 bytes each), the statements
Each statement is a row and what belongs to it: kind, bits (1 one line, 2 loud, 4 plain), size of the name, line, lines,
size, end line, end column, size of the head, statements of the body, sizes of the other names, of the imports and of
the indent, hashes of text, anchor and head; then name, other names, imports, indent; then the statements of the body.
Lines of a class's statements count from the class; the line in a row of the module's own is zero, so that the bytes of
a statement that only moved are the same and need not be written again.  Numbers are little-endian.
"""

from __future__ import annotations

from struct import Struct, pack, unpack_from
from typing import Final

from cutaway.cache.digest import content_hash
from cutaway.incremental.edition import Edition
from cutaway.incremental.outline import Outline, Statement

SIGNATURE: Final = b"OUTLINE\x02"
_HEAD = Struct("<IIIII")
_ROW = Struct("<BBHIIIIIIIHHB8s8s8s")
_ONE_LINE = 1
_LOUD = 2
_PLAIN = 4
_DEEPEST = 100
"""Blocks in blocks; the parser accepts no more levels of indentation."""


def encode(edition: Edition, filename: str, optimize: int) -> bytes:
    """Write an index.  In: the edition, the file's name and level with which it was compiled."""
    lines = edition.outline.lines
    name = filename.encode("utf-8", "surrogatepass")
    head = _HEAD.pack(edition.flags, edition.futures, optimize, len(name), len(lines))
    rest = b"".join((head, name, pack(f"<{len(lines)}I", *lines), *edition.rows))
    return SIGNATURE + content_hash(rest) + rest


def decode(data: bytes, code: bytes, filename: str, optimize: int) -> Edition | None:
    """Read an index.

    In: its bytes; the bytes of the code object to which it belongs; the file's name and the level of the compile to
    come.  Out: the edition, or None.
    """
    start = 16 + _HEAD.size
    if data[:8] != SIGNATURE or len(data) < start or content_hash(memoryview(data)[16:]) != data[8:16]:
        return None
    flags, futures, level, name_size, count = _HEAD.unpack_from(data, 16)
    if level != optimize or data[start : start + name_size] != filename.encode("utf-8", "surrogatepass"):
        return None
    start += name_size
    lines = list(unpack_from(f"<{count}I", data, start))
    reader = _Reader(data, start + 4 * count)
    statements: list[Statement] = []
    rows: list[bytes] = []
    for _ in range(count):
        before = reader.pos
        statements.append(reader.statement(0)[1])
        rows.append(data[before : reader.pos])
    return Edition(Outline(statements, lines), code, flags, futures, rows)


class _Reader:
    """Statements, read one after the other; the hash has told that they are those that were written."""

    __slots__ = ("data", "pos")

    def __init__(self, data: bytes, pos: int) -> None:
        self.data = data
        self.pos = pos

    def statement(self, depth: int) -> tuple[int, Statement]:
        """Read a statement and its body.  Out: the line in its row, and the statement."""
        data, pos = self.data, self.pos
        (
            kind, bits, name_size, line, lines, size, end_line, end_column, head_size, inside, outer_size,
            imports_size, indent_size, digest, anchor, head,
        ) = _ROW.unpack_from(data, pos)  # fmt: skip
        pos += _ROW.size
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
        body = tuple([self.statement(depth + 1) for _ in range(inside)]) if inside and depth < _DEEPEST else ()
        return line, Statement(
            kind, name, lines, size, digest, anchor, end_line, end_column, head_size, head,
            bits & _ONE_LINE > 0, bits & _LOUD > 0, bits & _PLAIN > 0, outer, imports, indent, body,
        )  # fmt: skip


def row_of(statement: Statement, line: int = 0) -> bytes:
    """Write a statement and its body.  In: the line for its row."""
    name = statement.name.encode()
    outer = " ".join(statement.outer).encode() if statement.outer else b""
    imports = " ".join(statement.imports).encode() if statement.imports else b""
    row = _ROW.pack(
        statement.kind,
        _ONE_LINE * statement.one_line | _LOUD * statement.loud | _PLAIN * statement.plain,
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
    texts = row + name + outer + imports + statement.indent
    return b"".join((texts, *[row_of(inside, at) for at, inside in statement.body])) if statement.body else texts
