"""A source and what the cache has of the version before -> bytes for the cache, and what had to be compiled.

    made = compile_edited(source, "app.py", 0, Previous(pyc_body, definitions))
    made.body           the code object's bytes, as a full compile would write them
    made.definitions    the index for the next time
    made.report         what was compiled, and why everything was, where it was

Never wrong: whatever stands in the way of compiling only what changed makes this a full compile, with that as reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from marshal import loads
from sys import audit
from types import CodeType
from typing import NamedTuple

from cutaway.incremental.edition import Edition
from cutaway.incremental.full import compile_whole
from cutaway.incremental.index_bytes import decode, encode
from cutaway.incremental.outline import OTHER, Statement
from cutaway.incremental.recompile import Recompiled, recompile
from cutaway.incremental.refusal import Refusal

EVENT = "cutaway.compile"
"""The audit event of a compile for the cache: file name, whether it was whole, names compiled, the reason."""

MODULE_BODY = "<module>"

_REMEMBERED = 4
_recent: dict[tuple[bytes, str, int], Edition] = {}
"""The last few editions by their index, file name and level: who saves a file again and again waits for no reading."""


class Previous(NamedTuple):
    """What the cache has of the version before: both from the same record."""

    body: bytes
    """The .pyc without its header."""
    definitions: bytes


class Report(NamedTuple):
    """What a compile did."""

    whole: bool
    reason: str
    """Why everything was compiled; empty where it was not."""
    compiled: tuple[str, ...]
    """Names of what was compiled: definitions, and bodies that were generated again."""
    definitions: int
    """How many functions, methods, classes and module bodies there are."""


class Made(NamedTuple):
    """What came of a compile."""

    body: bytes
    definitions: bytes
    report: Report
    code: CodeType | None
    """The code object, where one was made; else it is to be loaded from the bytes."""

    def code_object(self) -> CodeType:
        """Give the module's code object."""
        code: CodeType = self.code if self.code is not None else loads(self.body)
        return code


def compile_edited(source: bytes, filename: str, optimize: int, previous: Previous | None = None) -> Made:
    """Compile a source for the cache.

    In: its bytes, the file's name, the level of optimisation, what the cache has.  Raises what `compile` raises.
    """
    reason = "there is no index of definitions of the version before"
    if previous is not None and previous.definitions:
        old = _recalled(previous, filename, optimize) or decode(previous.definitions, previous.body, filename, optimize)
        if old is None:
            reason = "the index of definitions is of another file name, level or format"
        else:
            try:
                return _told(filename, _partly(old, source, filename, optimize))
            except Refusal as refusal:
                reason = str(refusal)
            except (SyntaxError, ValueError, RecursionError, OverflowError):
                # Whatever is wrong shows again, with its right place, when everything is compiled.
                reason = "new text is refused"
    code, body, edition = compile_whole(source, filename, optimize)
    index = b"" if edition is None else _indexed(edition, filename, optimize)
    count = 1 if edition is None else 1 + count_definitions(edition.outline.statements)
    return _told(filename, Made(body, index, Report(True, reason, (MODULE_BODY,), count), code))


def _partly(old: Edition, source: bytes, filename: str, optimize: int) -> Made:
    made = recompile(old, source, filename, optimize)
    edition = made.edition
    report = Report(False, "", tuple(names_compiled(made, old)), 1 + count_definitions(edition.outline.statements))
    return Made(edition.code, _indexed(edition, filename, optimize), report, None)


def _indexed(edition: Edition, filename: str, optimize: int) -> bytes:
    index = encode(edition, filename, optimize)
    _recent[index, filename, optimize] = edition
    for key in list(_recent)[:-_REMEMBERED]:
        _recent.pop(key, None)
    return index


def _recalled(previous: Previous, filename: str, optimize: int) -> Edition | None:
    """Give the edition that an index was written from, where this process did so lately."""
    edition = _recent.pop((previous.definitions, filename, optimize), None)
    return edition if edition is not None and edition.code == previous.body else None


def _told(filename: str, made: Made) -> Made:
    report = made.report
    audit(EVENT, filename, report.whole, report.compiled, report.reason)
    return made


def count_definitions(statements: list[Statement] | tuple[Statement, ...]) -> int:
    """Count the functions, methods and classes of an outline."""
    return sum(
        [
            1 + (count_definitions([inside for _, inside in statement.body]) if statement.body else 0)
            for statement in statements
            if statement.kind != OTHER
        ]
    )


def names_compiled(made: Recompiled, old: Edition) -> Iterator[str]:
    """Yield the names of new definitions, and of bodies that were generated again."""
    for path in sorted(made.regenerated):
        if not path:
            yield MODULE_BODY
            continue
        names = []
        statement = old.outline.statements[path[0]]
        names.append(statement.name)
        for index in path[1:]:
            statement = statement.body[index][1]
            names.append(statement.name)
        yield ".".join(names)
    for path in made.compiled:
        items = made.items
        names = []
        for position in path:
            item = items[position]
            names.append(item.statement.name)
            items = item.opened or []
        if names[-1]:
            yield ".".join(names)
