"""Which instructions may end in a special method that a class defines in Python, and how the loop enters its frame.

    ENTERING["LOAD_ATTR"]  ->  Entering("is_guest_made(sp[-1])", "enter_attribute(tstate, frame, NAME, False)")

Before such an instruction is carried out as the book says, `guard` looks at the values that decide: where one is of a
class that a program defined, `call` may push the method's frame (enter_*.pxi, follow_ups.pxi).  In `call`, NAME stands
for the name that the instruction speaks of.  A guard asks first what the short way of its instruction asks anyhow.
"""

from __future__ import annotations

from dataclasses import dataclass

from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import Instruction


@dataclass(frozen=True, slots=True)
class Entering:
    """How one instruction may enter a frame: what the loop asks first, and the attempt."""

    guard: str
    call: str

    def arm(self) -> str:
        """The text of the loop that tries; it falls through where nothing is to be entered."""
        call = self.call.replace("NAME", "names[oparg]")
        return (
            f"if unlikely({self.guard}):\n"
            "    frame.stacktop = <int>(sp - frame.localsplus)\n"
            f"    to = {call}\n"
            "    if to is not NOT_ENTERED:\n"
            "        failed = to is NULL\n"
            "        break\n"
            "    frame.stacktop = -1"
        )


_TOP = "is_guest_made(sp[-1])"
_CONTAINER = "not is_container(sp[-2]) and is_guest_made(sp[-2])"
_BOTH = "one_is_guest_made(sp[-2], sp[-1])"
_OPERANDS = f"not are_numbers(sp[-2], sp[-1]) and {_BOTH}"
_TRUTH = Entering("not is_true_or_false(sp[-1]) and is_guest_made(sp[-1])", "enter_truth(tstate, frame)")

_BY_NAME = {
    **{f"UNARY_{which}": Entering(_TOP, f"enter_unary(tstate, frame, UNARY_{which})")
       for which in ("NEGATIVE", "POSITIVE", "INVERT")},
    **{f"COMPARE_OP_{how}": Entering(_BOTH, f"enter_compare(tstate, frame, Py_{how})")
       for how in ("LT", "LE", "EQ", "NE", "GT", "GE")},
    **{f"POP_JUMP_{way}_IF_{truth}": _TRUTH for way in ("FORWARD", "BACKWARD") for truth in ("TRUE", "FALSE")},
    "JUMP_IF_TRUE_OR_POP": _TRUTH,
    "JUMP_IF_FALSE_OR_POP": _TRUTH,
    "UNARY_NOT": _TRUTH,
    "CONTAINS_OP": Entering(_TOP, "enter_contains(tstate, frame)"),
    "BINARY_SUBSCR": Entering(_CONTAINER, "enter_item(tstate, frame)"),
    "STORE_SUBSCR": Entering(_CONTAINER, "enter_set_item(tstate, frame, False)"),
    "DELETE_SUBSCR": Entering(_CONTAINER, "enter_set_item(tstate, frame, True)"),
    "GET_ITER": Entering(_TOP, "enter_iter(tstate, frame)"),
    "FOR_ITER": Entering("asks_guest_next(sp[-1])", "enter_next(tstate, frame)"),
    "LOAD_ATTR": Entering(_TOP, "enter_attribute(tstate, frame, NAME, False)"),
    "LOAD_METHOD": Entering(_TOP, "enter_attribute(tstate, frame, NAME, True)"),
    "STORE_ATTR": Entering(_TOP, "enter_set_attribute(tstate, frame, NAME, False)"),
    "DELETE_ATTR": Entering(_TOP, "enter_set_attribute(tstate, frame, NAME, True)"),
}  # fmt: skip


def _entering(entry: Instruction) -> Entering | None:
    for name, detail in entry.stands_for:
        if name == "BINARY_OP":
            return Entering(_OPERANDS, f"enter_binary(tstate, frame, {'oparg' if detail is None else detail})")
    return _BY_NAME.get(entry.name)


ENTERING: dict[str, Entering] = {entry.name: found for entry in ENTRIES if (found := _entering(entry))}
"""By the name of an entry of the book."""


def dispatcher() -> str:
    """A function over all of them, for an engine that has no arms: `enter_instruction`."""
    lines = [
        "cdef Frame *enter_instruction(PyThreadState *tstate, Frame *frame, Word *word) noexcept:",
        '    """Push the frame of a special method that the instruction ends in; NOT_ENTERED where it does not."""',
        "    cdef int entry = entry_behind[word.op]",
        "    cdef int oparg = word.oparg",
    ]
    for name, found in ENTERING.items():
        call = found.call.replace("NAME", "tuple_item(frame.f_code.co_names, oparg)")
        lines += [f"    if entry == {name}:", f"        return {call}"]
    return "\n".join([*lines, "    return NOT_ENTERED"])
