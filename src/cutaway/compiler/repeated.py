"""Code of short texts that `exec` and `eval` were given before: what did not change is not compiled again.

    code = repeated.find(key)       None where it is to be compiled
    repeated.keep(key, code)

`site` carries out the lines of .pth files twice in a virtual environment, and programs evaluate one line many times.
The text is parsed each time all the same: its errors, the parser's warnings and the audit event come as ever.  Not kept
are texts that the compiler warned about, and code with functions or classes in it, whose code objects a program can
tell apart.
"""

from __future__ import annotations

from types import CodeType

LONGEST = 1000
"""Characters of a text that is kept."""
MOST = 32
"""Texts that are kept."""

Key = tuple[str, str, int, int]
"""Text, mode, flags, level of optimisation."""

_kept: dict[Key, CodeType] = {}


def find(key: Key) -> CodeType | None:
    """Answer the code of a text, if it is kept."""
    return _kept.get(key)


def keep(key: Key, code: CodeType) -> None:
    """Keep the code of a text, where that can be done; the oldest goes where there are too many."""
    if len(key[0]) > LONGEST or any(type(constant) is CodeType for constant in code.co_consts):
        return
    if len(_kept) >= MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = code
