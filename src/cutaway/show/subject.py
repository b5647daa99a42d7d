"""The file that `cutaway show` looks at: read once, as source or as bytecode.

subject = read("app.py")        subject.source, subject.tree(), ...
subject = read("app.pyc")       subject.is_bytecode; source found through the .pyc's name where it still exists
"""

from __future__ import annotations

import io
import os
import sys
import tokenize
from dataclasses import dataclass
from pathlib import Path

from cutaway.base.errors import CutawayError
from cutaway.compiler.parse import parse

BYTECODE_SUFFIX = ".pyc"
SOURCE_SUFFIXES = (".py", ".pyw")


class SubjectError(CutawayError):
    """The file cannot be looked at; the text is python's own where python has one."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A file to look at: its name as the user wrote it, its bytes, and its source text ("" where there is none)."""

    name: str
    data: bytes
    source: str
    is_bytecode: bool
    optimize: int = 0


def read(name: str, optimize: int = 0, *, as_bytecode: bool = False) -> Subject:
    """Read a file; `-` is the standard input.

    A file is bytecode if its name ends in .pyc, or, with `as_bytecode`, if it does not end in .py.

    Raises SubjectError for a file that cannot be opened, SyntaxError for source that cannot be decoded.
    """
    if name == "-":
        return from_bytes("<stdin>", sys.stdin.buffer.read(), optimize)
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise SubjectError(
            f"can't open file {os.path.abspath(name)!r}: [Errno {error.errno}] {error.strerror}"
        ) from None
    if name.endswith(BYTECODE_SUFFIX) or (as_bytecode and not name.endswith(SOURCE_SUFFIXES)):
        return Subject(name, data, source_of_cached(name), True, optimize)
    return from_bytes(name, data, optimize)


def from_bytes(name: str, data: bytes, optimize: int = 0) -> Subject:
    """Make a subject of source bytes.  Raises SyntaxError for an unknown or wrong encoding."""
    return Subject(name, data, decode_source(data, name), False, optimize)


def decode_source(data: bytes, name: str) -> str:
    """Decode source as the language says: by its mark, its coding line, or as UTF-8; line ends become newlines.

    Raises SyntaxError for an unknown or wrong encoding.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return io.TextIOWrapper(io.BytesIO(data), encoding, newline=None).read()
    except (SyntaxError, UnicodeDecodeError) as problem:
        parse(data, name, "exec")  # raises: the parser says it in python's own words
        raise SyntaxError(str(problem), (name, 1, 1, None)) from None


def source_of_cached(name: str) -> str:
    """Find the source text that a file in __pycache__ was made from; "" where it is not there any more."""
    path = Path(name)
    stem = path.name.split(".")[0]
    folder = path.parent.parent if path.parent.name == "__pycache__" else path.parent
    source = folder / f"{stem}.py"
    try:
        return decode_source(source.read_bytes(), str(source))
    except (OSError, SyntaxError):
        return ""
