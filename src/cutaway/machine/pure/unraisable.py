"""Telling sys.unraisablehook of exceptions that nobody can catch."""

from __future__ import annotations

import sys
from typing import Any, Final, NoReturn


def _unraisable_arguments_type() -> Any:
    """The type of what sys.unraisablehook is given; it has no name, so one is provoked."""
    seen: list[Any] = []

    class Failing:
        def __del__(self) -> NoReturn:
            raise ValueError

    before = sys.unraisablehook
    sys.unraisablehook = lambda arguments: seen.append(type(arguments))
    try:
        Failing()
    finally:
        sys.unraisablehook = before
    return seen[0]


_UNRAISABLE: Final = _unraisable_arguments_type()


def report_unraisable(exc: BaseException, where: Any) -> None:
    """Tell sys.unraisablehook of an exception that nobody can catch."""
    sys.unraisablehook(_UNRAISABLE((type(exc), exc, exc.__traceback__, None, where)))
