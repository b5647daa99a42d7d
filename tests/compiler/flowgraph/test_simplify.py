"""The rewrites of `simplify`, one by one: instructions before, instructions after (NOPs that can go are gone)."""

from __future__ import annotations

import itertools

import pytest

from cutaway.bytecode.opcodes import NOP, SWAP
from cutaway.compiler.flowgraph.blocks import Block, Instruction
from cutaway.compiler.flowgraph.passes.simplify import simplify
from cutaway.compiler.flowgraph.rewrites.swaps import simplify_swaps
from tests.compiler.flowgraph.graph_text import graph, same

CONSTANTS = (None, 0, 1, "x")

END = """
        z: no_fallthrough
            9 RETURN_VALUE
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1 LOAD_CONST 2; 1 POP_JUMP_IF_TRUE z", "1 JUMP z"),
        ("1 LOAD_CONST 1; 1 POP_JUMP_IF_TRUE z", "1 NOP"),
        ("1 LOAD_CONST 1; 1 POP_JUMP_IF_FALSE z", "1 JUMP z"),
        ("1 LOAD_CONST 1; 1 JUMP_IF_FALSE_OR_POP z", "1 LOAD_CONST 1; 1 JUMP z"),
        ("1 LOAD_CONST 2; 1 JUMP_IF_FALSE_OR_POP z", "1 NOP"),
        ("1 LOAD_CONST 2; 1 JUMP_IF_TRUE_OR_POP z", "1 LOAD_CONST 2; 1 JUMP z"),
        ("1 LOAD_CONST 0; 1 IS_OP 0; 1 POP_JUMP_IF_FALSE z", "1 POP_JUMP_IF_NOT_NONE z"),
        ("1 LOAD_CONST 0; 1 IS_OP 0; 1 POP_JUMP_IF_TRUE z", "1 POP_JUMP_IF_NONE z"),
        ("1 LOAD_CONST 0; 1 IS_OP 1; 1 POP_JUMP_IF_FALSE z", "1 POP_JUMP_IF_NONE z"),
        ("1 LOAD_CONST 0; 1 IS_OP 1; 1 POP_JUMP_IF_TRUE z", "1 POP_JUMP_IF_NOT_NONE z"),
        ("1 LOAD_CONST 1; 1 IS_OP 0; 1 POP_JUMP_IF_TRUE z", "1 LOAD_CONST 1; 1 IS_OP; 1 POP_JUMP_IF_TRUE z"),
        ("1 LOAD_CONST 0; 1 IS_OP 0", "1 LOAD_CONST; 1 IS_OP"),
        ("1 BUILD_TUPLE 1; 1 UNPACK_SEQUENCE 1; 1 GET_ITER", "1 GET_ITER"),
        ("1 BUILD_TUPLE 2; 1 UNPACK_SEQUENCE 2; 1 GET_ITER", "1 SWAP 2; 1 GET_ITER"),
        ("1 BUILD_TUPLE 3; 1 UNPACK_SEQUENCE 3; 1 GET_ITER", "1 SWAP 3; 1 GET_ITER"),
        ("1 BUILD_TUPLE 2; 1 UNPACK_SEQUENCE 3", "1 BUILD_TUPLE 2; 1 UNPACK_SEQUENCE 3"),
        ("1 LOAD_CONST 1; 1 LOAD_CONST 3; 1 BUILD_TUPLE 2", "1 LOAD_CONST 4"),
        ("1 LOAD_FAST 1; 1 LOAD_CONST 3; 1 BUILD_TUPLE 2", "1 LOAD_FAST 1; 1 LOAD_CONST 3; 1 BUILD_TUPLE 2"),
        ("1 PUSH_NULL; 1 LOAD_GLOBAL 6", "1 LOAD_GLOBAL 7"),
        ("1 PUSH_NULL; 1 LOAD_NAME 6", "1 PUSH_NULL; 1 LOAD_NAME 6"),
        ("1 SWAP 1; 1 GET_ITER", "1 GET_ITER"),
        ("1 SWAP 2; 1 STORE_FAST 1; 1 STORE_FAST 2", "1 STORE_FAST 2; 1 STORE_FAST 1"),
        ("1 SWAP 2; 1 STORE_FAST 1; 1 STORE_FAST 1", "1 SWAP 2; 1 STORE_FAST 1; 1 STORE_FAST 1"),
        (
            "1 SWAP 3; 1 STORE_FAST 1; 1 STORE_FAST 2; 1 STORE_FAST 2",
            "1 SWAP 3; 1 STORE_FAST 1; 1 STORE_FAST 2; 1 STORE_FAST 2",
        ),
        ("1 SWAP 2; 1 STORE_FAST 1; 2 STORE_FAST 2", "1 SWAP 2; 1 STORE_FAST 1; 2 STORE_FAST 2"),
        ("1 SWAP 2; 1 POP_TOP; 1 STORE_NAME 2", "1 SWAP 2; 1 POP_TOP; 1 STORE_NAME 2"),
        ("1 SWAP 3; 1 POP_TOP; 1 STORE_FAST 2; 1 STORE_FAST 3", "1 STORE_FAST 3; 1 STORE_FAST 2; 1 POP_TOP"),
    ],
)
def test_rewrite(before: str, after: str) -> None:
    flow = graph(_block("a", before) + END, CONSTANTS)
    simplify(flow)
    always = " no_fallthrough" if after.endswith(" JUMP z") else ""
    # The text form names blocks by number: z is the second, b.
    expected = _block(f"a:{always}".rstrip(":"), after).replace(" z", " b") + END.replace("z:", "b:")
    assert same(flow, "\n".join([line.removeprefix("        ") for line in expected.splitlines()]))


def test_folded_tuples_share_one_constant() -> None:
    pair = "1 LOAD_CONST 1; 1 LOAD_CONST 2; 1 BUILD_TUPLE 2"
    flow = graph(_block("a", f"{pair}; {pair}") + END, CONSTANTS)
    simplify(flow)
    assert flow.constants == [*CONSTANTS, (0, 1)]


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        ("JUMP", "JUMP", "JUMP z"),
        ("POP_JUMP_IF_TRUE", "JUMP", "POP_JUMP_IF_TRUE z"),
        ("POP_JUMP_IF_NONE", "JUMP", "POP_JUMP_IF_NONE z"),
        ("JUMP_IF_FALSE_OR_POP", "JUMP_IF_FALSE_OR_POP", "JUMP_IF_FALSE_OR_POP z"),
        ("JUMP_IF_FALSE_OR_POP", "POP_JUMP_IF_FALSE", "POP_JUMP_IF_FALSE z"),
        ("JUMP_IF_FALSE_OR_POP", "JUMP_IF_TRUE_OR_POP", "POP_JUMP_IF_FALSE y"),
        ("JUMP_IF_TRUE_OR_POP", "POP_JUMP_IF_FALSE", "POP_JUMP_IF_TRUE y"),
        ("POP_JUMP_IF_TRUE", "POP_JUMP_IF_TRUE", "POP_JUMP_IF_TRUE x"),
    ],
)
def test_jump_to_jump(first: str, second: str, after: str) -> None:
    flow = graph(f"""
        a:
            1 {first} x
        x:
            1 {second} z
        y:
            1 POP_TOP
        z:
            1 RETURN_VALUE
    """)
    simplify(flow)
    threaded = flow.entry.instructions[0]
    expected, target = after.split()
    assert threaded.target is not None
    assert "axyz"[threaded.target.number] == target
    assert same(graph(f"a:\n    1 {expected} a"), f"a:\n    1 {expected} a")


def test_jump_to_jump_of_another_line_stays() -> None:
    flow = graph("a:\n    1 JUMP b\nb:\n    2 JUMP c\nc:\n    2 RETURN_VALUE")
    simplify(flow)
    assert same(flow, "a:\n    1 JUMP b\nb:\n    2 JUMP c\nc:\n    2 RETURN_VALUE")


@pytest.mark.parametrize("swaps", list(itertools.product([2, 3, 4], repeat=3)))
def test_shortened_swaps_have_the_same_effect(swaps: tuple[int, ...]) -> None:
    flow = graph("a:\n    1 GET_ITER")
    block = Block(0)
    block.instructions = [Instruction(SWAP, oparg) for oparg in swaps]
    simplify_swaps(flow, block, 0)
    written = [instruction.oparg for instruction in block.instructions if instruction.opcode != NOP]
    assert _swapped(written) == _swapped(list(swaps))
    assert len(written) <= len(swaps)


def _swapped(swaps: list[int]) -> list[int]:
    stack = list(range(4))
    for oparg in swaps:
        stack[0], stack[oparg - 1] = stack[oparg - 1], stack[0]
    return stack


def _block(name: str, instructions: str) -> str:
    lines = [f"            {instruction.strip()}" for instruction in instructions.split(";") if instruction.strip()]
    return "\n".join([f"        {name}:" if ":" not in name else f"        {name}", *lines])
