"""What instructions met, as the host reads it.

    native.collect_feedback(True)           before the guest's code first runs
    ...
    feedback(code)[0]                       Slot(offset=24, instruction='CALL', times=2, met=((<class 'A'>,),), ...)

How slots are filled, and what they cost: feedback.pxi and docs/internals/feedback.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import CodeType

from cutaway.bytecode import opcodes, targets
from cutaway.native.substrate import feedback_of


@dataclass(frozen=True, slots=True)
class Slot:
    """What one instruction met."""

    offset: int
    instruction: str
    times: int
    """How often it was looked at; a full slot has 100 and is not looked at any more."""
    taken: int
    passed: int
    """A branch: how often it jumped, and did not.  Their sum may be less than `times`: where neither could be seen."""
    met: tuple[tuple[object, ...], ...]
    """Each combination once: types of the operands, or whom a call reached; None for what is gone since."""
    more: bool
    """Were there more combinations than there is room for?"""


def feedback(code: CodeType) -> list[Slot]:
    """The slots of a guest's code object that have something, by offset.  Raises TypeError for other code."""
    numbers = targets.current().ids
    text = code.co_code
    return [
        Slot(offset, opcodes.NAMES[numbers[text[offset]]], times, taken, passed, tuple(met), more)
        for offset, times, taken, passed, more, met in feedback_of(code)
    ]


_NAME, _MODULE = type.__dict__["__qualname__"].__get__, type.__dict__["__module__"].__get__

Told = tuple[int, int, int, int, list[str], bool]
"""A slot in words: its offset, times, taken, passed, met ("int, str"), more."""


def told(code: CodeType) -> list[Told]:
    """The slots of a code object as another process can read them.  No code of the guest's runs meanwhile."""
    return [
        (
            slot.offset,
            slot.times,
            slot.taken,
            slot.passed,
            [", ".join(map(_word, each)) for each in slot.met],
            slot.more,
        )
        for slot in feedback(code)
    ]


def _word(one: object) -> str:
    if isinstance(one, CodeType):
        return one.co_qualname
    if not issubclass(type(one), type):
        return "something gone" if one is None else str(getattr(one, "__qualname__", type(one).__name__))
    name, module = _NAME(one), _MODULE(one)
    return name if module == "builtins" or type(module) is not str else f"{module}.{name}"
