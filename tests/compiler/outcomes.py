"""What a compiler makes of a source: a code object, or an exception with every field, and the warnings on the way."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from types import CodeType
from typing import Any

from cutaway.compiler import compile_source
from tests.compiler.codecmp import differences


@dataclass(frozen=True)
class Outcome:
    """`result` is the code object or the exception's fields; `warnings` what was issued, with line and file."""

    result: Any
    warnings: list[tuple[str, str, int, str]]


def outcome(
    compiler: Any, source: Any, mode: str = "exec", flags: int = 0, optimize: int = -1, action: str = "always"
) -> Outcome:
    """Run a compiler with the signature of `builtins.compile`."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter(action)  # type: ignore[arg-type]
        try:
            result: Any = compiler(source, "<source>", mode, flags, True, optimize)
        except Exception as error:
            result = fields(error)
    issued = [(str(item.message), item.category.__name__, item.lineno, item.filename) for item in caught]
    return Outcome(result, issued)


def fields(error: Exception) -> tuple[Any, ...]:
    """Give everything about an exception that a program can see."""
    place: tuple[Any, ...] = ()
    if isinstance(error, SyntaxError):
        place = (error.msg, error.filename, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text)
    return (type(error), error.args, *place, repr(error.__cause__), repr(error.__context__))


def assert_same(source: Any, mode: str = "exec", flags: int = 0, optimize: int = -1, action: str = "always") -> Outcome:
    """Check that our compiler does with a source what the host's does.  Out: what it did."""
    theirs = outcome(compile, source, mode, flags, optimize, action)
    ours = outcome(compile_source, source, mode, flags, optimize, action)
    if isinstance(theirs.result, CodeType) and isinstance(ours.result, CodeType):
        assert [str(difference) for difference in differences(ours.result, theirs.result)] == []
    else:
        assert ours.result == theirs.result
    assert ours.warnings == theirs.warnings
    return ours
