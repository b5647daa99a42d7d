"""The numbers of a Python version, and what stands for what in the book, as the compiled engine has them: as data.

    tables_text({"NOP": 1, ...}, {"CALL": ...})  ->  the Cython text of `enum OperandKind` and of `fill_tables`

In: the numbers of the book's entries and its fast forms.  Out: text for generate.py.  So loading the engine reads no
book, for which every start of a guest would pay.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cutaway.bytecode import book, opcodes, targets
from cutaway.bytecode.decode import BINARY_OPERATORS
from cutaway.bytecode.targets import Target
from cutaway.native.noting import noted_lines

KINDS = ("NUMBER", "CONSTANT", "NAME", "LOCAL", "JUMP", "JUMP_BACK", "BINARY", "COMPARE", "GLOBAL", "CALL", "NONE")
"""What an instruction's number can stand for."""
_LAST = ("RETURN_VALUE", "RAISE_VARARGS", "RERAISE", "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT")
"""What nothing follows but what is jumped to."""
_BY_NAME = {"BINARY_OP": "BINARY", "COMPARE_OP": "COMPARE", "LOAD_GLOBAL": "GLOBAL", "CALL": "CALL"}


def tables_text(numbers: Mapping[str, int], fast_forms: Collection[str]) -> str:
    """Write the tables.  In: entry name -> number; names of the entries with a fast form."""
    target = targets.current()
    uses = {use: numbers[entry.name] for entry in book.ENTRIES for use in entry.stands_for}
    lines = [
        *(_row(target, uses, opcode) for opcode in range(256) if target.ids[opcode] >= 0),
        f"binary_count = {len(target.binary_operators)}",
        f"compare_count = {len(target.compare_operators)}",
    ]
    for number in range(len(target.binary_operators)):
        entry = uses.get(("BINARY_OP", number)) or uses["BINARY_OP", None]
        lines.append(f"binary_entries[{number}] = {entry}")
    lines += [f"compare_entries[{k}] = {uses['COMPARE_OP', k]}" for k in range(len(target.compare_operators))]
    lines += [
        f"entry_load_global = {uses['LOAD_GLOBAL', 0]}",
        f"entry_load_global_callable = {uses['LOAD_GLOBAL', 1]}",
        f"entry_call = {uses['CALL', None]}",
        f"entry_call_keywords = {uses['CALL', 'keywords']}",
        f"opcode_extended_arg = {target.numbers[opcodes.EXTENDED_ARG]}",
        f"opcode_kw_names = {target.numbers[opcodes.KW_NAMES]}",
    ]
    lines += ["for number in range(256):", "    entry_behind[number] = <uint8_t>number"]
    for name in fast_forms:
        lines += [f"fast_forms[{numbers[name]}] = FAST_{name}", f"entry_behind[FAST_{name}] = {numbers[name]}"]
    lines += noted_lines(numbers, fast_forms)
    operators = [BINARY_OPERATORS[sign].__name__ for sign in target.binary_operators]
    head = [
        f"OPERATOR_NAMES = {operators!r}",
        "",
        "cdef enum OperandKind:",
        *(f"    OPERAND_{kind}" for kind in KINDS),
        "",
        "",
        "cdef void fill_tables() noexcept:",
        '    """Set the tables of code.pxi."""',
        "    global binary_count, compare_count, entry_load_global, entry_load_global_callable, entry_call",
        "    global entry_call_keywords, opcode_extended_arg, opcode_kw_names",
        "    cdef int number",
    ]
    return "\n".join([*head, *("    " + line for line in lines)])


def _row(target: Target, uses: Mapping[tuple[str, int | str | None], int], opcode: int) -> str:
    """The facts about one opcode number."""
    known = target.ids[opcode]
    name = opcodes.NAMES[known]
    entry = uses.get((name, None), 0)
    passed = name in ("CACHE", "EXTENDED_ARG")
    flags = f"{passed:d}, {name in _LAST:d}, {passed or name == 'PRECALL':d}"
    return (
        f"facts[{opcode}] = OpcodeFacts({entry}, {target.caches[known]}, OPERAND_{_kind(target, known, name)}, {flags})"
    )


def _kind(target: Target, known: int, name: str) -> str:
    """What the number of an instruction stands for: one of KINDS."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    if known in target.relative_jumps:
        return "JUMP_BACK" if known in target.backward_jumps else "JUMP"
    if known in target.operand_is_constant:
        return "CONSTANT"
    if known in target.operand_is_name:
        return "NAME"
    if known in target.operand_is_local or known in target.operand_is_cell:
        return "LOCAL"
    return "NUMBER" if target.takes_argument[known] else "NONE"
