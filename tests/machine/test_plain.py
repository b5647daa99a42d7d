"""Deriving handlers from the book: what they look like, and that they keep the book's places."""

from __future__ import annotations

import ast

import pytest

from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import INSTRUCTIONS, NULL, Instruction
from cutaway.machine.plain import HANDLERS, derived_tree


def text(name: str) -> list[str]:
    return ast.unparse(derived_tree(INSTRUCTIONS[name])).splitlines()[1:]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_handler_keeps_file_and_line(entry: Instruction) -> None:
    handler, body = HANDLERS[entry.name].__code__, entry.function.__code__
    assert handler.co_filename == body.co_filename
    assert handler.co_firstlineno >= body.co_firstlineno
    assert handler.co_varnames[:4] == ("machine", "frame", "oparg", "operand")


def test_plain_body_pops_and_pushes() -> None:
    assert text("BINARY_SUBSCR") == [
        "    stack = frame.stack",
        "    key = stack.pop()",
        "    container = stack.pop()",
        "    stack.append(container[key])",
        "    return None",
    ]


def test_jump_that_keeps_its_condition() -> None:
    assert text("JUMP_IF_FALSE_OR_POP")[2:] == [
        "    if not condition:",
        "        stack.append(condition)",
        "        frame.pc = oparg",
        "    return None",
    ]


class StackOnly:
    """As much of a frame as handlers of plain entries touch."""

    def __init__(self, *stack: object) -> None:
        self.stack = list(stack)
        self.variables: dict[int, object] = {}
        self.pc = 0


@pytest.mark.parametrize(
    ("name", "oparg", "before", "after"),
    [
        ("SWAP", 2, (1, 2), [2, 1]),
        ("SWAP", 4, (0, 1, 2, 3, 4), [0, 4, 2, 3, 1]),
        ("COPY", 3, (1, 2, 3), [1, 2, 3, 1]),
        ("POP_TOP", 0, (1, 2), [1]),
        ("PUSH_NULL", 0, (), [NULL]),
        ("BUILD_MAP", 2, (0, "a", 1, "b", 2), [0, {"a": 1, "b": 2}]),
        ("BUILD_CONST_KEY_MAP", 2, (1, 2, ("a", "b")), [{"a": 1, "b": 2}]),
        ("BUILD_SLICE", 2, (1, 2), [slice(1, 2)]),
        ("LIST_APPEND", 2, ([1], 8, 9), [[1, 9], 8]),
        ("MAP_ADD", 1, ({}, "k", "v"), [{"k": "v"}]),
        ("UNPACK_SEQUENCE", 3, (iter("abc"),), ["c", "b", "a"]),
        ("FORMAT_VALUE", 2, ("é",), ["'é'"]),
        ("FORMAT_VALUE", 7, ("é", ">8"), ["  '\\xe9'"]),
        ("IS_OP", 1, (None, None), [False]),
        ("MATCH_KEYS", 0, ({"a": 1}, ("a",)), [{"a": 1}, ("a",), (1,)]),
        ("MATCH_KEYS", 0, ({"a": 1}, ("b",)), [{"a": 1}, ("b",), None]),
        ("MATCH_SEQUENCE", 0, ("text",), ["text", False]),
        ("JUMP_IF_TRUE_OR_POP", 9, (1,), [1]),
        ("JUMP_IF_TRUE_OR_POP", 9, (0,), []),
    ],
)
def test_handlers_on_a_stack(name: str, oparg: int, before: tuple[object, ...], after: list[object]) -> None:
    frame = StackOnly(*before)
    assert HANDLERS[name](None, frame, oparg, None) is None
    assert frame.stack == after


def test_unpacking_with_a_star() -> None:
    frame = StackOnly(range(6))
    HANDLERS["UNPACK_EX"](None, frame, 1 | 2 << 8, None)
    assert frame.stack == [5, 4, [1, 2, 3], 0]
