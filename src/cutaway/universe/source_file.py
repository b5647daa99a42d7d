"""The text of a program file, or the SyntaxError with which CPython refuses its bytes.

    text_to_compile(b"# coding: latin-1\nx = '\xe9'\n", "app.py")   ->   "# coding: latin-1\nx = 'é'\n"

A file that is run is read line by line in CPython, and so its complaints differ from those of compile() over the same
bytes.  Rules: `decoding_fgets`, `check_coding_spec`, `ensure_utf8` (Parser/tokenizer.c).
"""

from __future__ import annotations

from _codecs import lookup
from builtins import compile as host_compile

BOM_UTF8 = b"\xef\xbb\xbf"
_COOKIE = rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)"
_BLANK_START = b"#\r\n"
_PEP = "https://peps.python.org/pep-0263/"


def text_to_compile(data: bytes, filename: str) -> str | bytes:
    """Answer what to give to the compiler: bytes where the compiler itself knows the encoding, else text.

    In: the file's bytes and its name for messages.  Raises SyntaxError with CPython's message.
    """
    encoding = _declared_encoding(data)
    if encoding is None and not data.startswith(BOM_UTF8):
        _require_utf8(data, filename)
    elif encoding is not None and encoding != "utf-8":
        if data.startswith(BOM_UTF8):
            raise SyntaxError(f"encoding problem: {encoding} with BOM")
        return _decoded(data, encoding, filename)
    _refuse_null(data, filename)
    return data


def _declared_encoding(data: bytes) -> str | None:
    """Find the coding comment in the first two lines.  Out: its name, common spellings made one."""
    for line in data.removeprefix(BOM_UTF8).split(b"\n", 2)[:2]:
        if b"coding" in line:  # seldom: most files need no regular expressions
            from re import ASCII, match

            cookie = match(_COOKIE, line, ASCII)
            if cookie:
                return _normal_name(cookie[1].decode("ascii"))
        rest = line.lstrip(b" \t\f")
        if rest and rest[0] not in _BLANK_START:
            return None
    return None


def _normal_name(name: str) -> str:
    """Make the spellings of UTF-8 and Latin-1 one, as `get_normal_name` (Parser/tokenizer.c) does."""
    start = name[:12].lower().replace("_", "-")
    if start == "utf-8" or start.startswith("utf-8-"):
        return "utf-8"
    if start in ("latin-1", "iso-8859-1", "iso-latin-1") or start.startswith(
        ("latin-1-", "iso-8859-1-", "iso-latin-1-")
    ):
        return "iso-8859-1"
    return name


def _require_utf8(data: bytes, filename: str) -> None:
    """Refuse bytes that are no UTF-8 where no encoding is declared."""
    place = _first_undecodable(data)
    if place is None:
        return
    _refuse_null(data[:place], filename)  # what comes first is complained about
    line = data.count(b"\n", 0, place) + 1
    raise SyntaxError(
        f"Non-UTF-8 code starting with '\\x{data[place]:02x}' in file {filename} on line {line}, "
        f"but no encoding declared; see {_PEP} for details"
    )


def _first_undecodable(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _decoded(data: bytes, encoding: str, filename: str) -> str:
    """Decode by a declared codec; any failure of the codec is a problem of the encoding, as in CPython."""
    try:
        codec = lookup(encoding)
        if not codec._is_text_encoding:
            raise LookupError(encoding)
        text = codec.decode(data)[0]
    except (LookupError, UnicodeError):
        raise SyntaxError(f"encoding problem: {encoding}") from None
    _refuse_null(text.encode("utf-8", "surrogatepass"), filename)
    return text


def _refuse_null(data: bytes, filename: str) -> None:
    """Refuse a null byte, showing its line up to it."""
    place = data.find(b"\0")
    if place < 0:
        return
    line = data.count(b"\n", 0, place) + 1
    shown = data[data.rfind(b"\n", 0, place) + 1 : place].removeprefix(BOM_UTF8).decode("utf-8", "replace")
    raise SyntaxError("source code cannot contain null bytes", (filename, line, 0, shown, line, 0))


def place_as_in_file(error: SyntaxError, text: str | bytes) -> None:
    """Correct the place of a complaint about a file that is run: CPython reads such a file line by line.

    In: the error as compile() made it; what was compiled.
    """
    if isinstance(text, str):
        _show_decoded_line(error, text)
    elif error.end_offset == -1 and error.msg.startswith("expected ") and _is_at_end(error, text):
        # The parser misses something at the end, where the tokenizer's buffer is empty: no column is left.
        _place(error, error.text, 0, -1)


def _is_at_end(error: SyntaxError, text: bytes) -> bool:
    lines = text.splitlines()
    return error.lineno == len(lines) and error.offset == len(lines[-1].decode("utf-8", "replace")) + 1


def _show_decoded_line(error: SyntaxError, text: str) -> None:
    """Show the decoded line; the error's line was read from the file again as if that were UTF-8."""
    try:
        host_compile(text, "", "exec", 0, True)
    except SyntaxError as same:
        if same.lineno == error.lineno:
            _place(error, same.text, same.offset, same.end_offset)
    except (ValueError, MemoryError, RecursionError):
        return


def _place(error: SyntaxError, text: str | None, offset: int | None, end_offset: int | None) -> None:
    """Give an error another line and other columns, in its attributes and in its arguments."""
    error.text, error.offset, error.end_offset = text, offset, end_offset
    error.args = (error.msg, (error.filename, error.lineno, offset, text, error.end_lineno, end_offset))
