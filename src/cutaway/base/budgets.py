"""Budgets of a run: how many instructions, how much memory, how long, how deep; as values and as people write them.

    checked(instructions=1_000_000, seconds=5)          ->  Budgets(instructions=1000000, seconds=5.0)
    parsed({"--max-memory": "256M", "--timeout": "5s"}) ->  Budgets(memory=268435456, seconds=5.0)

What is None is not bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

INSTRUCTIONS, MEMORY, TIMEOUT, DEPTH = "--max-instructions", "--max-memory", "--timeout", "--max-depth"
VARIABLES = {
    INSTRUCTIONS: "CUTAWAY_MAX_INSTRUCTIONS",
    MEMORY: "CUTAWAY_MAX_MEMORY",
    TIMEOUT: "CUTAWAY_TIMEOUT",
    DEPTH: "CUTAWAY_MAX_DEPTH",
}
"""Options of `cutaway run`, and the variables that carry them to the guest's process and to those that it starts."""

EXIT_CODE = 124
"""Of a process that a budget ended, as of timeout(1)."""

_SIZES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_SPANS = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_MOST = 1 << 60
_ENDLESS = float("inf")


class Budgets(NamedTuple):
    """What a guest may use."""

    instructions: int | None = None
    memory: int | None = None
    seconds: float | None = None
    depth: int | None = None

    def __bool__(self) -> bool:
        """Is anything bounded?"""
        return any(bound is not None for bound in self)


def checked(
    instructions: int | None = None,
    memory: int | None = None,
    seconds: float | None = None,
    depth: int | None = None,
    *,
    called: tuple[str, str, str, str] = ("max_instructions", "max_memory", "timeout", "max_depth"),
) -> Budgets:
    """Answer budgets whose values make sense.

    In: the values, and what they are called where they were given.  Raises ValueError with a sentence that says which
    makes no sense, and why.
    """
    for name, value in ((called[0], instructions), (called[1], memory), (called[3], depth)):
        if value is None:
            continue
        if type(value) is not int:
            raise ValueError(f"{name} must be a whole number, not {value!r}")
        _refuse_small(name, value)
    if seconds is not None:
        if type(seconds) not in (int, float) or not -_ENDLESS < seconds < _ENDLESS:
            raise ValueError(f"{called[2]} must be a number of seconds, not {seconds!r}")
        _refuse_small(called[2], seconds)
    return Budgets(instructions, memory, None if seconds is None else float(seconds), depth)


def parsed(texts: Mapping[str, str]) -> Budgets:
    """Read budgets as a person writes them.

    In: option -> text, such as "256M" bytes or "5s", "300ms", "2m"; empty texts are left out.
    Raises ValueError with a sentence that names the option.
    """
    return checked(
        _whole(INSTRUCTIONS, texts.get(INSTRUCTIONS, "")),
        _sized(MEMORY, texts.get(MEMORY, "")),
        _timed(TIMEOUT, texts.get(TIMEOUT, "")),
        _whole(DEPTH, texts.get(DEPTH, "")),
        called=(INSTRUCTIONS, MEMORY, TIMEOUT, DEPTH),
    )


def _refuse_small(name: str, value: float) -> None:
    if value <= 0:
        raise ValueError(f"{name} must be above zero, not {value!r}: a budget of nothing runs nothing")
    if value > _MOST:
        raise ValueError(f"{name} is too large: {value!r}; leave it out for no bound")


def _whole(option: str, text: str) -> int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{option} must be a whole number such as 1000000, not {text!r}") from None


def _sized(option: str, text: str) -> int | None:
    if not text:
        return None
    number = text.rstrip("KMGTkmgt")
    unit = text[len(number) :].upper()
    try:
        return int(float(number) * _SIZES[unit])
    except (ValueError, KeyError, OverflowError):
        raise ValueError(f"{option} must be a number of bytes such as 256M or 1G, not {text!r}") from None


def _timed(option: str, text: str) -> float | None:
    if not text:
        return None
    number = text.rstrip("msh")
    try:
        return float(number) * _SPANS[text[len(number) :]]
    except (ValueError, KeyError):
        raise ValueError(f"{option} must be a time such as 5s, 300ms or 2m, not {text!r}") from None
