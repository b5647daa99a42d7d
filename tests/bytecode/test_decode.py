"""Decoding against dis, on real code objects."""

from __future__ import annotations

import ast
import dis
import inspect
import textwrap
import types
from collections.abc import Iterator

import pytest

from cutaway.bytecode.decode import decode
from cutaway.bytecode.malformed import MalformedBytesError


def codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes(constant)


@pytest.mark.parametrize("module", [ast, dis, inspect, textwrap], ids=lambda module: module.__name__)
def test_rows_agree_with_dis(module: types.ModuleType) -> None:
    compiled = compile(inspect.getsource(module), module.__file__ or "", "exec")
    for code in codes(compiled):
        decoded = decode(code)
        for each in dis.get_instructions(code):
            row = decoded.rows[each.offset // 2]
            assert each.opname in [name for name, _ in row.entry.stands_for]
            if each.opcode in dis.hasjrel:
                assert each.argval // 2 <= row.oparg
                assert decoded.rows[row.oparg].entry.name != "EXTENDED_ARG"
            elif each.opname != "EXTENDED_ARG":
                assert row.oparg == (each.arg or 0)
            if each.opname != "KW_NAMES" and (each.opcode in dis.hasconst or each.opcode in dis.hasname):
                assert row.operand is each.argval or row.operand == each.argval
        for guard, expected in zip(decoded.guards, dis._parse_exception_table(code), strict=True):
            assert (2 * guard.start, 2 * guard.end, 2 * guard.target) == (expected.start, expected.end, expected.target)
            assert decoded.guard_of(guard.start) == guard


def test_keyword_names_reach_their_call() -> None:
    code = compile("f(1, a=2, b=3)", "<test>", "eval")
    rows = [row for row in decode(code).rows if row.entry.name.startswith("CALL")]
    assert [(row.entry.name, row.oparg, row.operand) for row in rows] == [("CALL_KEYWORDS", 3, ("a", "b"))]


def test_quick_way_steps_over_what_call_was_told() -> None:
    decoded = decode(compile("f(a=1)", "<test>", "eval"))
    names, at = [], 0
    while True:
        row = decoded.rows[at]
        names.append(row.entry.name)
        if row.entry.name == "RETURN_VALUE":
            break
        at = row.quick
    assert names == ["RESUME", "PUSH_NULL", "LOAD_NAME", "LOAD_CONST", "CALL_KEYWORDS", "RETURN_VALUE"]


@pytest.mark.parametrize(
    ("bytecode", "reason"),
    [
        (bytes([dis.opmap["LOAD_CONST"], 200]), "item 200 of a table"),
        (bytes([dis.opmap["JUMP_FORWARD"], 9]), "outside the code"),
        (bytes([dis.EXTENDED_ARG, 9]), "ends inside an instruction"),
        (bytes([dis.opmap["LOAD_GLOBAL"], 0]), "ends inside an instruction"),
    ],
)
def test_malformed_code_is_refused(bytecode: bytes, reason: str) -> None:
    code = (lambda: len).__code__.replace(co_code=bytecode)
    with pytest.raises(MalformedBytesError, match=reason):
        decode(code)
