"""What feedback notes of each instruction: the rows of `noted` that feedback.pxi goes by.

noted_lines({"GET_ITER": 63, ...}, {"LOAD_ATTR": ...})  ->  ["noted[63] = NOTES_TOP", ...]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_SINGLE = {
    "CONTAINS_OP": "PAIR",
    "BINARY_SUBSCR": "PAIR",
    "STORE_SUBSCR": "PAIR",
    "LOAD_ATTR": "TOP",
    "STORE_ATTR": "TOP",
    "LOAD_METHOD": "TOP",
    "GET_ITER": "TOP",
    "UNPACK_SEQUENCE": "TOP",
    "CALL": "CALLEE",
    "CALL_KEYWORDS": "CALLEE",
    "CALL_FUNCTION_EX": "SPREAD_CALLEE",
    "FOR_ITER": "LOOP",
    "JUMP_BACKWARD": "JUMP",
    "JUMP_IF_FALSE_OR_POP": "FALSE",
    "JUMP_IF_TRUE_OR_POP": "TRUE",
}
_FAMILIES = {"BINARY_OP": "PAIR", "COMPARE_OP": "PAIR", "UNARY_": "TOP"}


def noted_lines(numbers: Mapping[str, int], fast_forms: Iterable[str]) -> list[str]:
    """In: the numbers of the book's entries; names of those with a fast form, of which the same is noted."""
    fast = set(fast_forms)
    lines = []
    for name, number in numbers.items():
        kind = _kind(name)
        if kind:
            lines.append(f"noted[{number}] = NOTES_{kind}")
            lines += [f"noted[FAST_{name}] = NOTES_{kind}"] if name in fast else []
    return lines


def _kind(name: str) -> str:
    if name.startswith("POP_JUMP_"):
        return name.rpartition("_IF_")[2]
    for start, kind in _FAMILIES.items():
        if name.startswith(start):
            return kind
    return _SINGLE.get(name, "")
