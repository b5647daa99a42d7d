"""SyntaxErrors and SyntaxWarnings of the compile stage, with the fields that CPython gives them.

Two shapes exist in CPython and a guest can tell them apart by `error.args`:
    located_error   scopes and future statements: args is (message,), the place is set on attributes afterwards
    generation_error   code generation: args is (message, (filename, line, column, text, end line, end column))

Sources: `PyErr_SyntaxLocationObjectEx`, `err_programtext` (Python/errors.c); `compiler_error` (Python/compile.c).
"""

from __future__ import annotations

from cutaway.compiler.flowgraph.blocks import Location

_READ_SIZE = 999
"""CPython reads source lines through a buffer of this many bytes and reports the last piece of a longer line."""


def program_text(filename: str, line: int) -> str | None:
    """Fetch one source line for an error message.

    In: the file name as given to compile(), and a line number from 1.
    Out: the line with its newline, or None where there is no such file, line, or UTF-8 text.  Raises nothing.
    """
    if line <= 0:
        return None
    try:
        with open(filename, "rb") as stream:
            data = stream.read()
    except (OSError, ValueError):
        return None
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if line > len(lines) or (line == len(lines) and not lines[-1]):
        return None
    wanted = lines[line - 1] + (b"\n" if line < len(lines) else b"")
    piece = wanted[(len(wanted) - 1) // _READ_SIZE * _READ_SIZE :]
    try:
        return piece.partition(b"\0")[0].decode("utf-8")
    except UnicodeDecodeError:
        return None


def located_error(
    message: str, filename: str, line: int, column: int, end_line: int | None = None, end_column: int | None = None
) -> SyntaxError:
    """Make the error that the scope and future stages raise.

    In: columns count from 1 (that is, col_offset + 1); None ends where CPython leaves them open.
    Out: the exception, for the caller to raise.
    """
    error = SyntaxError(message)
    error.lineno = line
    error.offset = column if column >= 0 else None
    error.end_lineno = end_line
    error.end_offset = end_column
    error.filename = filename
    text = program_text(filename, line)
    if text is not None:
        error.text = text
    return error


def generation_error(message: str, filename: str, location: Location) -> SyntaxError:
    """Make the error that code generation raises at a location.  Out: the exception, for the caller to raise."""
    line, end_line, column, end_column = location
    text = program_text(filename, line)
    return SyntaxError(message, (filename, line, column + 1, text, end_line, end_column + 1))
