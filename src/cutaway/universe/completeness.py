"""Does the prompt have a whole statement?

    is_complete("if x:\n", blank_line=False)               ->  False
    is_complete("if x:\n  y\n", blank_line=False)          ->  False   (a compound statement ends at an empty line)
    is_complete("if x:\n  y\n\n", blank_line=True)         ->  True
    is_complete("1 +\n", blank_line=False)                 ->  True    (no further line can put it right)

CPython's prompt parses while it reads; from text alone the same answer needs the rule of `statement_newline`
(Grammar/python.gram): a compound statement is followed by one NEWLINE more.
"""

from __future__ import annotations

import ast
from builtins import compile as host_compile

_ONLY_TREE = 0x400
_ALLOW_INCOMPLETE_INPUT = 0x4000
_COMPOUND = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.With,
    ast.AsyncWith,
    ast.Try,
    ast.TryStar,
    ast.Match,
)
_OPEN = ("was never closed", "unterminated triple-quoted", "unexpected EOF")
"""Complaints about input that an empty line does not end."""


def is_complete(text: str, *, blank_line: bool, flags: int = 0) -> bool:
    """Answer whether to compile what was typed so far; also true where only an error can come of it.

    In: the lines typed; whether the last of them is empty; the flags of `from __future__` statements typed before.
    """
    try:
        tree = host_compile(text, "<stdin>", "single", flags | _ONLY_TREE | _ALLOW_INCOMPLETE_INPUT, True)
    except SyntaxError as error:
        if "incomplete input" not in str(error):
            return True
        return blank_line and not _is_open(text, flags)
    except (ValueError, OverflowError, MemoryError, RecursionError):
        return True
    assert isinstance(tree, ast.Interactive)
    return blank_line or not isinstance(tree.body[0], _COMPOUND)


def _is_open(text: str, flags: int) -> bool:
    """Answer whether a bracket, a string or a backslash is still open."""
    try:
        host_compile(text, "<stdin>", "single", flags | _ONLY_TREE, True)
    except SyntaxError as error:
        return any(words in str(error) for words in _OPEN)
    return False
