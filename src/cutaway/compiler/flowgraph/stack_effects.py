"""How much each instruction, pseudo ones included, adds to the stack: effects while compiling.

    effect(LOAD_FAST, 0)        ->  1
    effect(FOR_ITER, 0)         ->  1        and jump_effect(FOR_ITER, 0) -> -1
    effect(BUILD_TUPLE, 3)      -> -2

The compiler's view, not the machine's: SETUP_* count what their handler finds on the stack, RETURN_GENERATOR nothing.
A test compares every entry with `dis.stack_effect`.  Source: stack_effect in Python/compile.c.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cutaway.bytecode import opcodes
from cutaway.bytecode.opcodes import IDS, NAMES

_BY_EFFECT: Final[dict[int, str]] = {
    -3: "STORE_SUBSCR",
    -2: "MAP_ADD DELETE_SUBSCR STORE_ATTR END_ASYNC_FOR MATCH_CLASS",
    -1: """POP_TOP SET_ADD LIST_APPEND BINARY_SUBSCR PRINT_EXPR RETURN_VALUE IMPORT_STAR POP_EXCEPT STORE_NAME
        DELETE_ATTR STORE_GLOBAL COMPARE_OP IS_OP CONTAINS_OP IMPORT_NAME JUMP_IF_FALSE_OR_POP JUMP_IF_TRUE_OR_POP
        POP_JUMP_FORWARD_IF_NONE POP_JUMP_BACKWARD_IF_NONE POP_JUMP_IF_NONE POP_JUMP_FORWARD_IF_NOT_NONE
        POP_JUMP_BACKWARD_IF_NOT_NONE POP_JUMP_IF_NOT_NONE POP_JUMP_FORWARD_IF_FALSE POP_JUMP_BACKWARD_IF_FALSE
        POP_JUMP_IF_FALSE POP_JUMP_FORWARD_IF_TRUE POP_JUMP_BACKWARD_IF_TRUE POP_JUMP_IF_TRUE PREP_RERAISE_STAR
        RERAISE STORE_FAST CALL STORE_DEREF LIST_EXTEND SET_UPDATE DICT_MERGE DICT_UPDATE BINARY_OP""",
    0: """NOP EXTENDED_ARG RESUME CACHE SWAP UNARY_POSITIVE UNARY_NEGATIVE UNARY_NOT UNARY_INVERT GET_ITER
        SETUP_ANNOTATIONS ASYNC_GEN_WRAP YIELD_VALUE POP_BLOCK DELETE_NAME SEND DELETE_GLOBAL LOAD_ATTR
        CHECK_EXC_MATCH CHECK_EG_MATCH JUMP_FORWARD JUMP_BACKWARD JUMP JUMP_BACKWARD_NO_INTERRUPT JUMP_NO_INTERRUPT
        SETUP_FINALLY SETUP_CLEANUP SETUP_WITH DELETE_FAST RETURN_GENERATOR KW_NAMES MAKE_CELL COPY_FREE_VARS
        DELETE_DEREF GET_AWAITABLE GET_AITER GET_YIELD_FROM_ITER LIST_TO_TUPLE""",
    1: """LOAD_BUILD_CLASS FOR_ITER LOAD_CONST LOAD_NAME IMPORT_FROM PUSH_EXC_INFO WITH_EXCEPT_START LOAD_FAST
        LOAD_CLOSURE LOAD_DEREF LOAD_CLASSDEREF BEFORE_ASYNC_WITH BEFORE_WITH GET_ANEXT LOAD_METHOD
        LOAD_ASSERTION_ERROR GET_LEN MATCH_MAPPING MATCH_SEQUENCE MATCH_KEYS COPY PUSH_NULL""",
}

_HAS_FORMAT_SPEC: Final = 0x4
"""Bit of FORMAT_VALUE's argument: a format specification lies on the stack."""

_BY_ARGUMENT: Final[dict[int, Callable[[int], int]]] = {
    opcodes.UNPACK_SEQUENCE: lambda oparg: oparg - 1,
    opcodes.UNPACK_EX: lambda oparg: (oparg & 0xFF) + (oparg >> 8),
    opcodes.BUILD_TUPLE: lambda oparg: 1 - oparg,
    opcodes.BUILD_LIST: lambda oparg: 1 - oparg,
    opcodes.BUILD_SET: lambda oparg: 1 - oparg,
    opcodes.BUILD_STRING: lambda oparg: 1 - oparg,
    opcodes.BUILD_MAP: lambda oparg: 1 - 2 * oparg,
    opcodes.BUILD_CONST_KEY_MAP: lambda oparg: -oparg,
    opcodes.BUILD_SLICE: lambda oparg: -2 if oparg == 3 else -1,
    opcodes.LOAD_GLOBAL: lambda oparg: 1 + (oparg & 1),
    opcodes.RAISE_VARARGS: lambda oparg: -oparg,
    opcodes.PRECALL: lambda oparg: -oparg,
    opcodes.CALL_FUNCTION_EX: lambda oparg: -2 - (oparg & 1),
    opcodes.MAKE_FUNCTION: lambda oparg: -(oparg & 0xF).bit_count(),
    opcodes.FORMAT_VALUE: lambda oparg: -1 if oparg & _HAS_FORMAT_SPEC else 0,
}

_WHEN_JUMPING: Final[dict[int, int]] = {
    opcodes.FOR_ITER: -1,
    opcodes.SEND: -1,
    opcodes.JUMP_IF_FALSE_OR_POP: 0,
    opcodes.JUMP_IF_TRUE_OR_POP: 0,
    opcodes.SETUP_FINALLY: 1,
    opcodes.SETUP_CLEANUP: 2,
    opcodes.SETUP_WITH: 1,
}
"""Where a jump, or the handler of a guarded stretch, finds another depth than the next instruction does."""

FIXED: list[int | None] = [None] * len(NAMES)
"""Indexed by id: the effect, or None where it depends on the argument."""

for _effect, _names in _BY_EFFECT.items():
    for _name in _names.split():
        FIXED[IDS[_name]] = _effect


def effect(opcode: int, oparg: int) -> int:
    """Give what an instruction adds when control goes on behind it.  Raises KeyError for an id without an entry."""
    fixed = FIXED[opcode]
    return _BY_ARGUMENT[opcode](oparg) if fixed is None else fixed


def jump_effect(opcode: int, oparg: int) -> int:
    """Give what an instruction has added when control arrives at its target."""
    jumping = _WHEN_JUMPING.get(opcode)
    return effect(opcode, oparg) if jumping is None else jumping
