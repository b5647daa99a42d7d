"""Valid code objects, bent at random.

    mutated(code, Random(7))  ->  (another code object of the same program, ["opcode 12 of f", ...]), or None

One code object of the program, itself or among its constants, is changed in one to four ways.  None: the host's own
constructor refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from types import CodeType
from typing import Any

from cutaway.bytecode import exception_table, opcodes
from cutaway.bytecode.malformed import MalformedBytesError
from cutaway.bytecode.targets import current

Fields = dict[str, Any]
CODES = [number for number in current().numbers if number >= 0]
EXTENDED = current().numbers[opcodes.EXTENDED_ARG]
LARGE = (255, 256, 4096, 1 << 16, 1 << 20, 1 << 24)
"""From 1 << 27 on the host goes round for ever making room for the frame, before any of ours hears of the call."""


def mutated(code: CodeType, random: Random) -> tuple[CodeType, list[str]] | None:
    """Bend one code object of a program.  In: the program, a source of chance."""
    places = list(paths(code))
    path = random.choice(places)
    chain = [code]
    for index in path:
        chain.append(chain[-1].co_consts[index])
    victim = chain[-1]
    fields: Fields = {}
    told: list[str] = []
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        way = random.choices(list(WAYS), list(WAYS.values()))[0]
        told.append(f"{way.__name__} of {victim.co_qualname}: {way(victim, fields, random)}")
    try:
        bent = victim.replace(**fields)
    except (ValueError, TypeError, OverflowError, SystemError):
        return None
    for holder, index in zip(reversed(chain[:-1]), reversed(path), strict=True):
        consts = holder.co_consts
        bent = holder.replace(co_consts=(*consts[:index], bent, *consts[index + 1 :]))
    return bent, told


def paths(code: CodeType) -> list[tuple[int, ...]]:
    """Where the code objects of a program are: indices of constants, one inside the other."""
    found: list[tuple[int, ...]] = [()]
    for index, constant in enumerate(code.co_consts):
        if isinstance(constant, CodeType):
            found += [(index, *rest) for rest in paths(constant)]
    return found


def units_of(victim: CodeType, fields: Fields) -> bytearray:
    return bytearray(fields.get("co_code", victim.co_code) or bytes(2))  # all may have been removed already


def starts(text: bytes) -> list[int]:
    """Where instructions begin, as far as that can be said."""
    found, at = [], 0
    while at < len(text) // 2:
        found.append(at)
        opcode = current().ids[text[2 * at]]
        at += 1 + (current().caches[opcode] if opcode >= 0 else 0)
    return found


def any_oparg(random: Random, victim: CodeType) -> int:
    return random.choice((0, 1, 2, 3, 4, random.randrange(16), random.randrange(256), len(victim.co_consts)))


def opcode(victim: CodeType, fields: Fields, random: Random) -> str:
    """Another opcode, its caches and all."""
    text = units_of(victim, fields)
    at = random.choice(starts(text) or [0])
    number = random.choice(CODES)
    old, new = current().ids[text[2 * at]], current().ids[number]
    old_size = 1 + (current().caches[old] if old >= 0 else 0)
    text[2 * at : 2 * (at + old_size)] = bytes((number, text[2 * at + 1])) + bytes(2 * current().caches[new])
    fields["co_code"] = bytes(text)
    return f"{opcodes.NAMES[new]} at {at}"


def opcode_in_place(victim: CodeType, fields: Fields, random: Random) -> str:
    """Another opcode of the same size, so that jumps and tables stay what they were."""
    text = units_of(victim, fields)
    at = random.choice(starts(text) or [0])
    old = current().ids[text[2 * at]]
    size = current().caches[old] if old >= 0 else 0
    alike = [number for number in CODES if current().caches[current().ids[number]] == size]
    text[2 * at] = random.choice(alike)
    fields["co_code"] = bytes(text)
    return f"{opcodes.NAMES[current().ids[text[2 * at]]]} at {at}"


def oparg(victim: CodeType, fields: Fields, random: Random) -> str:
    text = units_of(victim, fields)
    at = random.choice(starts(text) or [0])
    text[2 * at + 1] = min(255, any_oparg(random, victim)) if random.random() < 0.6 else (
        (text[2 * at + 1] + random.choice((-2, -1, 1, 2))) % 256)  # fmt: skip
    fields["co_code"] = bytes(text)
    return f"{text[2 * at + 1]} at {at}"


def prefix(victim: CodeType, fields: Fields, random: Random) -> str:
    """An EXTENDED_ARG in front."""
    text = units_of(victim, fields)
    at = random.choice(starts(text) or [0])
    count = random.choice((1, 1, 2, 3, 4))
    text[2 * at : 2 * at] = bytes((EXTENDED, random.choice((0, 0, 1, 127, 255)))) * count
    fields["co_code"] = bytes(text)
    return f"{count} at {at}"


def removal(victim: CodeType, fields: Fields, random: Random) -> str:
    text = units_of(victim, fields)
    at = random.randrange(len(text) // 2 or 1)
    count = random.choice((1, 1, 2, 5))
    del text[2 * at : 2 * (at + count)]
    fields["co_code"] = bytes(text)
    if random.random() < 0.8:
        fields["co_linetable"] = b""  # which would speak of more than is left
    return f"{count} at {at}"


def insertion(victim: CodeType, fields: Fields, random: Random) -> str:
    text = units_of(victim, fields)
    at = random.choice(starts(text) or [0])
    number = random.choice(CODES)
    caches = current().caches[current().ids[number]]
    text[2 * at : 2 * at] = bytes((number, min(255, any_oparg(random, victim)))) + bytes(2 * caches)
    fields["co_code"] = bytes(text)
    return f"{opcodes.NAMES[current().ids[number]]} at {at}"


def exchange(victim: CodeType, fields: Fields, random: Random) -> str:
    """Two instructions of the same size change places."""
    text = units_of(victim, fields)
    places = starts(text) or [0]
    one, other = random.choice(places), random.choice(places)
    text[2 * one : 2 * one + 2], text[2 * other : 2 * other + 2] = (
        text[2 * other : 2 * other + 2],
        text[2 * one : 2 * one + 2],
    )
    fields["co_code"] = bytes(text)
    return f"{one} and {other}"


def bit(victim: CodeType, fields: Fields, random: Random) -> str:
    text = units_of(victim, fields)
    at = random.randrange(len(text) or 1)
    if text:
        text[at] ^= 1 << random.randrange(8)
    fields["co_code"] = bytes(text)
    return f"byte {at}"


def constant(victim: CodeType, fields: Fields, random: Random) -> str:
    consts = list(fields.get("co_consts", victim.co_consts))
    if not consts:
        return "none"
    at = random.randrange(len(consts))
    others = (None, 0, -1, 1 << 70, 2.5, "text", b"bytes", (), ("a",), ("a", "b", "c"), (1, 2), ..., frozenset({1}))
    consts[at] = random.choice((*others, random.choice(consts)))
    if random.random() < 0.1:
        del consts[at]
    fields["co_consts"] = tuple(consts)
    return f"{at}"


def name(victim: CodeType, fields: Fields, random: Random) -> str:
    names = list(fields.get("co_names", victim.co_names))
    random.shuffle(names)
    fields["co_names"] = tuple(names[: len(names) - random.choice((0, 0, 0, 1))])
    return "shuffled"


def stack_size(victim: CodeType, fields: Fields, random: Random) -> str:
    size = max(0, victim.co_stacksize + random.choice((-2, -1, 1, 2)))
    fields["co_stacksize"] = random.choice((size, size, 0, random.choice(LARGE)))
    return str(fields["co_stacksize"])


def flag(victim: CodeType, fields: Fields, random: Random) -> str:
    fields["co_flags"] = fields.get("co_flags", victim.co_flags) ^ 1 << random.choice(
        (*range(10), random.randrange(28))
    )
    return hex(fields["co_flags"])


def handler(victim: CodeType, fields: Fields, random: Random) -> str:
    """An entry of the exception table, or the whole."""
    table = fields.get("co_exceptiontable", victim.co_exceptiontable)
    try:
        entries = [list(entry) for entry in exception_table.decode(table)]
    except MalformedBytesError:
        return "none"
    if not entries or random.random() < 0.1:
        entries.append([1, len(victim.co_code) // 2, random.randrange(len(victim.co_code) // 2 or 1), 0, False])
    entry = random.choice(entries)
    field = random.randrange(5)
    entry[field] = not entry[4] if field == 4 else max(0, entry[field] + random.choice((-3, -2, -1, 1, 2, 3)))
    try:
        fields["co_exceptiontable"] = exception_table.encode(exception_table.Entry(*entry) for entry in entries)  # type: ignore[arg-type]
    except ValueError:
        return "none"
    return str(entry)


def table_byte(victim: CodeType, fields: Fields, random: Random) -> str:
    """A byte of the exception table or the line table."""
    field = random.choice(("co_exceptiontable", "co_linetable"))
    table = bytearray(fields.get(field, getattr(victim, field)))
    if table:
        table[random.randrange(len(table))] = random.randrange(256)
        if random.random() < 0.2:
            del table[random.randrange(len(table)) :]
        if random.random() < 0.1:
            table += bytes(table)
    fields[field] = bytes(table)
    return field


def variables(victim: CodeType, fields: Fields, random: Random) -> str:
    """Variables of another kind, order or number; other parameters."""
    names = {
        field: list(fields.get(field, getattr(victim, field)))
        for field in ("co_varnames", "co_cellvars", "co_freevars")
    }
    every = [each for group in names.values() for each in group]
    if every and random.random() < 0.7:
        moved = random.choice(every)
        source, to = random.choice(list(names)), random.choice(list(names))
        if moved in names[source] and random.random() < 0.8:
            names[source].remove(moved)
        names[to].insert(random.randrange(len(names[to]) + 1), moved)
        fields |= {field: tuple(group) for field, group in names.items()}
        fields["co_nlocals"] = len(names["co_varnames"])
        return f"{moved} to {to}"
    field = random.choice(("co_argcount", "co_posonlyargcount", "co_kwonlyargcount"))
    fields[field] = max(0, getattr(victim, field) + random.choice((-1, 1, 2)))
    return f"{field} {fields[field]}"


WAYS: dict[Callable[[CodeType, Fields, Random], str], float] = {
    opcode: 2, opcode_in_place: 4, oparg: 4, prefix: 1, removal: 1, insertion: 2, exchange: 2, bit: 1, constant: 2,
    name: 1, stack_size: 1, flag: 1.5, handler: 1.5, table_byte: 1, variables: 1.5,
}  # fmt: skip


def described(told: Sequence[str]) -> str:
    """All that was done, in one line."""
    return "; ".join(told)
