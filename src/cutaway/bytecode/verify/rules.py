"""The rules that a code object must keep to be run, each with a name.

    RULES["stack depth"]  ->  "the stack has one depth at each place where ways meet"
    raise RejectedCodeError(code, 14, "POP_TOP", "stack", "1 item wanted, 0 there")

docs/internals/verifier.md shows the table; a test holds the page to it.
"""

from __future__ import annotations

from types import CodeType

from cutaway.base.errors import BytecodeError

RULES: dict[str, str] = {
    "instructions": "the code is a row of whole instructions of this Python, with at most three EXTENDED_ARG each",
    "caches": "each instruction is followed by as many inline cache entries as it has, inside the code",
    "operand": "an operand is in the range that its instruction has: constant, name, variable, operator, count",
    "end": "no way leads off the end of the code",
    "jump": "a jump leads to the beginning of an instruction that may be jumped to",
    "variables": "local variables come first, then cells, then free variables, and all parameters are local variables",
    "opening": "the code opens with COPY_FREE_VARS for all free variables (if any), MAKE_CELL for each cell once,"
    " RETURN_GENERATOR and POP_TOP (in a generator), RESUME 0; these stand nowhere else and are neither jumped to"
    " nor guarded",
    "cell": "LOAD_CLOSURE, LOAD_DEREF, LOAD_CLASSDEREF, STORE_DEREF, DELETE_DEREF and MAKE_CELL speak of a cell or free"
    " variable, STORE_FAST and DELETE_FAST of neither",
    "flags": "one of GENERATOR, COROUTINE and ASYNC_GENERATOR at most, and exactly where RETURN_GENERATOR is;"
    " LOAD_CLASSDEREF only where there is a namespace (no OPTIMIZED)",
    "suspension": "YIELD_VALUE stands in a generator and is followed by RESUME; RESUME 2 and 3 have what is waited for"
    " below the value sent",
    "keywords": "KW_NAMES names a tuple of str and is followed by its call, which has at least as many arguments",
    "stack": "an instruction finds as many items on the stack as it takes, and co_stacksize has room for what it puts",
    "stack size": "co_stacksize is no larger than the code can use by more than a margin",
    "stack depth": "the stack has one depth at each place where ways meet, and is empty when a value is returned",
    "kind": "each stack item is of the kind that its instruction relies on: NULL, cell, list, set or dict being built,"
    " exception, saved position, code, tuple, closure",
    "function": "MAKE_FUNCTION is given a closure of exactly as many cells as its code has free variables",
    "handlers": "the exception table is whole, ordered and without overlap; its ends are beginnings of instructions",
    "handler depth": "a handler's stack is never deeper than what a guarded instruction leaves of it",
    "lines": "the line table is whole and covers no more than the code",
    "effort": "checking comes to an end in a time that is in proportion to the code",
}

SHOWN_NAME = 200


class RejectedCodeError(BytecodeError, SystemError):
    """A code object that breaks a rule: no machine should run it.

    A BytecodeError for who embeds the machine; for the guest a SystemError, as CPython raises of bad bytecode.
    `code_name` is the code object's qualified name, `offset` the byte of co_code where it was met, `instruction` the
    instruction there, `rule` a key of RULES, `problem` what was found.
    """

    def __init__(self, code: CodeType, offset: int, instruction: str, rule: str, problem: str) -> None:
        """In: see above."""
        name = code.co_qualname[:SHOWN_NAME]
        place = f"{instruction} at byte {offset}" if instruction else f"byte {offset}"
        super().__init__(f"code object {name} is rejected: {place}: {problem} (rule: {rule})")
        self.code_name = name
        self.offset = offset
        self.instruction = instruction
        self.rule = rule
        self.problem = problem

    def __reduce__(self) -> tuple[object, ...]:
        """Be copied and pickled as what is said, for the code object may be neither."""
        return BytecodeError, (self.reason,)
