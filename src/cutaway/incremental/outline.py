"""A source -> its outline: where each statement of the module and of its classes stands, and hashes of their texts.

    outline = outline_of(tree, text)          from the tree of a full compile
    outline.statements[3].name                "area"
    outline.lines[3]                          the line at which its text begins

The outline is all that is kept of an old source.  A *statement* here is a run of whole lines: what shares a line with
another belongs to the same one.  Blank lines and comments between statements belong to none, so they may change freely.
"""

from __future__ import annotations

import ast
import re
from itertools import accumulate
from typing import Final, NamedTuple

from cutaway.cache.digest import NO_HASH, content_hash
from cutaway.compiler.mangling import mangle

OTHER: Final = 0
FUNCTION: Final = 1
CLASS: Final = 2

SKIP: Final = re.compile(rb"(?:[ \t\f]*(?:#[^\n]*)?\n)*(?:[ \t\f]*(?:#[^\n]*)?\Z)?").match
"""What may stand between two statements: blank lines and comments."""

_PLAIN = (ast.Assign, ast.AugAssign, ast.Expr, ast.Import, ast.ImportFrom, ast.Delete)
_TEST = re.compile(rb"\b(?:if|and|or)\b").search
_NO_CODE = re.compile(rb"[ \t\f]*(?:#[^\n]*)?\n?\Z").match
_ESCAPE = re.compile(rb"\\[^\n\\'\"abfnrtv0-7xNuU]|\\[NuU]")
_STRING = re.compile(
    rb"""#[^\n]*|([A-Za-z]*)(\"{3}(?:[^"\\]|\\.|"(?!""))*"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    rb"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')""",
    re.DOTALL,
)
_NUMBER_BEFORE_WORD = re.compile(rb"(?<![\w.])\.?[0-9][0-9a-fA-FxXoObB_.]*(?:and|else|for|if|in|is|or|not)\b")


class Statement(NamedTuple):
    """One statement; nothing in it depends on where in the file it stands."""

    kind: int
    name: str
    lines: int
    """How many lines its text has."""
    size: int
    """How many bytes."""
    digest: bytes
    """Hash of the text."""
    anchor: bytes
    """Hash of the text's first two lines, or of its only one: by it the statement is found at another place."""
    end_line: int
    """Where the definition ends, in lines from its first."""
    end_column: int
    head_size: int
    """Bytes before the body; of a class, without the comments and blank lines that end it."""
    head: bytes
    """Hash of what stands before the body, without such comments and blank lines."""
    one_line: bool
    """The body stands on a line of the head."""
    loud: bool
    """Compiling it may issue a warning, which compiling it again must repeat."""
    plain: bool
    """Its code in the body around it does not jump and is all that its text stands for: no test, no loop, no block."""
    outer: tuple[str, ...]
    """Names that it declares `global`, as the module knows them: they change the code of the module's own body."""
    imports: tuple[str, ...]
    """Names that it imports into the module: a call of what belongs to one of them is compiled in another way."""
    indent: bytes
    """What each line of a class's body begins with."""
    body: tuple[tuple[int, Statement], ...]
    """A class's statements, each with its line, counted from the first of the class."""


class Outline(NamedTuple):
    """The statements of a module, and the line of each, counted from 1."""

    statements: list[Statement]
    lines: list[int]


class Lines:
    """Where each line of a text begins."""

    __slots__ = ("_first", "_starts", "text")

    def __init__(self, text: bytes, start: int = 0, stop: int | None = None, first: int = 1) -> None:
        """In: a text and a part of it that begins with a line, and that line's number."""
        self.text = text
        self._first = first
        part = text if stop is None and not start else text[start:stop]
        self._starts = list(accumulate(map(len, part.splitlines(keepends=True)), initial=start))

    def start(self, line: int) -> int:
        """Give the offset of a line, or of the end."""
        return self._starts[min(line - self._first, len(self._starts) - 1)]


def outline_of(tree: ast.Module, text: bytes) -> Outline:
    """Make the outline of a source.  In: its tree, not yet changed by any stage, and its text with \\n as newline."""
    lines = Lines(text)
    placed = place(tree.body, lines, 0, None)
    return Outline([statement for _, statement in placed], [line for line, _ in placed])


def place(body: list[ast.stmt], lines: Lines, start: int, class_name: str | None) -> list[tuple[int, Statement]]:
    """Group the nodes of a body into statements.

    In: the nodes, the lines of their text, the offset at which the text of the first may begin.
    Out: (line of the file, statement) for each.
    """
    found: list[tuple[int, Statement]] = []
    text = lines.text
    index = 0
    while index < len(body):
        skipped = SKIP(text, start)
        assert skipped is not None
        begin = skipped.end()
        group = [body[index]]
        last = _last_line(body[index], lines)
        index += 1
        while index < len(body) and _first_line(body[index]) <= last:
            last = max(last, _last_line(body[index], lines))
            group.append(body[index])
            index += 1
        start = lines.start(last + 1)
        # Counted back from the last line: an opening parenthesis of a decorator has no place in the tree.
        line = last + 1 - _count_lines(text, begin, start)
        found.append((line, _statement(group, lines, line, begin, start, class_name)))
    return found


def _count_lines(text: bytes, start: int, stop: int) -> int:
    count = text.count(b"\n", start, stop)
    return count if text[stop - 1 : stop] == b"\n" else count + 1


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", None)
    return decorators[0].lineno if decorators else node.lineno


def _last_line(node: ast.stmt, lines: Lines) -> int:
    """Give the last line that belongs to a node: a line that a backslash joins to it does."""
    last = node.end_lineno or node.lineno
    while lines.text[lines.start(last) : lines.start(last + 1)].endswith(b"\\\n"):
        last += 1
    return last


def _statement(
    group: list[ast.stmt], lines: Lines, line: int, start: int, stop: int, class_name: str | None
) -> Statement:
    node = group[0]
    text = lines.text[start:stop]
    kind, name, head_size, head, one_line = OTHER, "", 0, NO_HASH, False
    indent: bytes = b""
    body: tuple[tuple[int, Statement], ...] = ()
    if (
        len(group) == 1
        and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and _first_line(node) == line
    ):
        kind = CLASS if type(node) is ast.ClassDef else FUNCTION
        name = node.name
        one_line = _is_on_line_of_head(node, lines)
        body_line = _first_line(node.body[0])
        head_size = lines.start(body_line) - start + (node.body[0].col_offset if one_line else 0)
        head_text = _without_comments(text[:head_size], one_line)
        head = content_hash(head_text)
        if kind == CLASS:
            head_size = len(head_text)
        if kind == CLASS and not one_line:
            inner = place(node.body, lines, start + head_size, node.name)
            indent = _white_space(lines.text, lines.start(inner[0][0]))
            body = tuple([(at - line, statement) for at, statement in inner])
    loud = any(statement.loud for _, statement in body) if body else may_warn(text)
    if body and not loud:
        loud = may_warn(text[:head_size])
    return Statement(
        kind,
        name,
        _count_lines(text, 0, len(text)),
        len(text),
        content_hash(text),
        anchor_of(text),
        (group[-1].end_lineno or line) - line,
        group[-1].end_col_offset or 0,
        head_size,
        head,
        one_line,
        loud,
        not _TEST(text if kind == OTHER else text[:head_size])
        and (kind != OTHER or all(isinstance(node, _PLAIN) for node in group)),
        _outer_names(group, class_name) if b"global" in text else (),
        _imports(group) if class_name is None and kind == OTHER and b"import" in text else (),
        indent,
        body,
    )


def _white_space(text: bytes, start: int) -> bytes:
    stop = start
    while text[stop : stop + 1] in (b" ", b"\t"):
        stop += 1
    return text[start:stop]


def _is_on_line_of_head(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, lines: Lines) -> bool:
    """Answer whether something other than white space stands before the body on its first line."""
    first = node.body[0]
    if getattr(first, "decorator_list", None):
        return False
    start = lines.start(first.lineno)
    return bool(lines.text[start : start + first.col_offset].strip())


def _without_comments(head: bytes, one_line: bool) -> bytes:
    if one_line:
        return head
    parts = head.splitlines(keepends=True)
    while parts and _NO_CODE(parts[-1]):
        parts.pop()
    return b"".join(parts)


def anchor_of(text: bytes, start: int = 0) -> bytes:
    """Hash a text's first two lines, or its only one."""
    first = text.find(b"\n", start) + 1
    second = text.find(b"\n", first) + 1 if first else 0
    return content_hash(text[start : second or len(text)])


def may_warn(text: bytes) -> bool:
    """Answer whether the parser may issue a warning about a text: an unknown escape, a number that ends in a word."""
    if _NUMBER_BEFORE_WORD.search(text):
        return True
    if not _ESCAPE.search(text):
        return False
    for found in _STRING.finditer(text):
        prefix = (found[1] or b"").lower()
        if found[2] is None or b"r" in prefix:
            continue
        # Pairs of backslashes stand for themselves, whatever follows.
        escape = _ESCAPE.search(found[2].replace(b"\\\\", b""))
        if escape and (b"b" in prefix or escape[0] not in (b"\\N", b"\\u", b"\\U") or _unknown(found[2])):
            return True
    return False


def _unknown(literal: bytes) -> bool:
    return re.search(rb"\\[^\n\\'\"abfnrtv0-7xNuU]", literal.replace(b"\\\\", b"")) is not None


def _outer_names(group: list[ast.stmt], class_name: str | None) -> tuple[str, ...]:
    """Collect the names that are declared global somewhere in some nodes."""
    found: set[str] = set()
    pending: list[tuple[ast.AST, str | None]] = [(node, class_name) for node in group]
    while pending:
        node, around = pending.pop()
        if isinstance(node, ast.Global):
            found.update([mangle(around, name) for name in node.names])
        elif isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            inside = node.name if isinstance(node, ast.ClassDef) else around
            pending.extend([(child, inside) for child in _children(node)])
    return tuple(sorted(found))


def _children(node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            found.append(value)
        elif isinstance(value, list):
            found.extend([item for item in value if isinstance(item, ast.AST)])
    return found


def _imports(group: list[ast.stmt]) -> tuple[str, ...]:
    """Collect the names that some nodes of the module's body import."""
    found: set[str] = set()
    pending: list[ast.AST] = list(group)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.update([(alias.asname or alias.name).partition(".")[0] for alias in node.names])
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr):
            pending.extend(_children(node))
    return tuple(sorted(found - {"*"}))


def imported_names(statements: list[Statement]) -> frozenset[str]:
    """Give the names that a module imports."""
    return frozenset([name for statement in statements if statement.imports for name in statement.imports])
