"""The verifier: what compilers make is accepted, and each rule has code that breaks it alone."""

from __future__ import annotations

import dis
import doctest
import importlib.util
import re
import sys
import types
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

import cutaway.bytecode.verify as verifier
from cutaway.base.errors import BytecodeError
from cutaway.bytecode import opcodes
from cutaway.bytecode.book import ENTRIES
from cutaway.bytecode.define import INSTRUCTIONS
from cutaway.bytecode.targets import current
from cutaway.bytecode.verify import kinds, tables, verify, verify_alone
from cutaway.bytecode.verify.rules import RULES, RejectedCodeError
from tests.bytecode.real_code import REAL_CODE

NUMBERS = {name: current().numbers[number] for name, number in opcodes.IDS.items() if number < opcodes.FIRST_PSEUDO}
CACHES = {name: current().caches[opcodes.IDS[name]] for name in NUMBERS}


def units(*instructions: str | tuple[str, int]) -> bytes:
    """Write instructions with their caches."""
    text = bytearray()
    for each in instructions:
        name, oparg = (each, 0) if isinstance(each, str) else each
        text += bytes((NUMBERS[name], oparg)) + bytes(2 * CACHES[name])
    return bytes(text)


def made(*instructions: str | tuple[str, int], **fields: object) -> types.CodeType:
    """A code object of `RESUME 0` and the given instructions, with room for three stack items."""
    fields.setdefault("co_stacksize", 3)
    base = (lambda: None).__code__
    return base.replace(co_code=units("RESUME", *instructions), co_linetable=b"", **fields)  # type: ignore[arg-type]


def functions() -> dict[str, types.CodeType]:
    """Code objects with cells, free variables and the ways of generators, to be bent."""

    def outer(x: int) -> Callable[[], int]:
        def inner() -> int:
            return x

        return inner

    def generator() -> object:
        got = yield 1
        return got

    def guarded(f: Callable[[], None]) -> None:
        try:
            f()
        except ValueError:
            f()

    return {f.__code__.co_name: f.__code__ for f in (outer, outer(1), generator, guarded)}


FUNCTIONS = functions()
PAIR = (("LOAD_CONST", 0), "RETURN_VALUE")


def bent(name: str, **fields: object) -> types.CodeType:
    return FUNCTIONS[name].replace(**fields)  # type: ignore[arg-type]


def without(code: types.CodeType, opname: str) -> bytes:
    """The code's bytes with one instruction made NOP."""
    text = bytearray(code.co_code)
    text[2 * next(i.offset // 2 for i in dis.get_instructions(code) if i.opname == opname)] = NUMBERS["NOP"]
    return bytes(text)


BREAKING: list[tuple[str, types.CodeType]] = [
    ("instructions", bent("guarded", co_code=b"\xff\x00")),
    ("instructions", made("CACHE", *PAIR)),
    ("instructions", made(*[("EXTENDED_ARG", 0)] * 4, *PAIR)),
    ("instructions", made(*PAIR, ("EXTENDED_ARG", 1))),
    ("operand", made(("LOAD_CONST", 200), "RETURN_VALUE")),
    ("operand", made(("LOAD_FAST", 0), "RETURN_VALUE")),
    ("operand", made(("LOAD_GLOBAL", 2), "RETURN_VALUE")),
    ("operand", made(PAIR[0], PAIR[0], ("BINARY_OP", 100), "RETURN_VALUE")),
    ("operand", made(PAIR[0], ("BUILD_SLICE", 1), "RETURN_VALUE")),
    ("operand", made(PAIR[0], ("SWAP", 1), "RETURN_VALUE")),
    ("end", made(PAIR[0])),
    ("end", bent("guarded", co_code=b"", co_exceptiontable=b"", co_linetable=b"")),
    ("jump", made(("JUMP_FORWARD", 100))),
    ("jump", made(("JUMP_BACKWARD", 2))),
    ("jump", made(("JUMP_FORWARD", 4), ("LOAD_GLOBAL", 0), "RETURN_VALUE", co_names=("a",))),
    ("cell", made(("LOAD_CLOSURE", 0), "RETURN_VALUE", co_varnames=("a",), co_nlocals=1)),
    ("cell", bent("inner", co_code=FUNCTIONS["inner"].co_code[:4] + units(("LOAD_FAST", 0), "RETURN_VALUE"))),
    ("opening", bent("inner", co_code=without(FUNCTIONS["inner"], "COPY_FREE_VARS"))),
    ("opening", bent("outer", co_code=without(FUNCTIONS["outer"], "MAKE_CELL"))),
    ("opening", bent("generator", co_code=without(FUNCTIONS["generator"], "RETURN_GENERATOR"))),
    ("opening", made(("RESUME", 0), *PAIR)),
    ("flags", bent("generator", co_flags=FUNCTIONS["generator"].co_flags | 0x80)),
    ("opening", bent("generator", co_flags=FUNCTIONS["generator"].co_flags & ~0x20)),
    ("opening", bent("guarded", co_flags=FUNCTIONS["guarded"].co_flags | 0x20)),
    ("suspension", made(PAIR[0], "YIELD_VALUE", ("RESUME", 1), "RETURN_VALUE")),
    ("suspension", bent("generator", co_code=FUNCTIONS["generator"].co_code.replace(bytes((NUMBERS["RESUME"], 1)),
                                                                                     bytes((NUMBERS["RESUME"], 2))))),
    ("keywords", made(("KW_NAMES", 0), *PAIR)),
    ("keywords", made("PUSH_NULL", PAIR[0], ("KW_NAMES", 1), ("PRECALL", 0), ("CALL", 0), "RETURN_VALUE",
                      co_consts=(None, ("a",)))),
    ("stack", made("POP_TOP", *PAIR)),
    ("stack", made(*[PAIR[0]] * 4, "RETURN_VALUE")),
    ("stack size", made(*PAIR, co_stacksize=1 << 20)),
    ("stack depth", made(PAIR[0], *PAIR)),
    ("stack depth", made(PAIR[0], ("POP_JUMP_FORWARD_IF_TRUE", 1), PAIR[0], *PAIR)),
    ("kind", made("PUSH_NULL", "RETURN_VALUE")),
    ("kind", made(PAIR[0], "POP_TOP", PAIR[0], PAIR[0], ("LIST_APPEND", 1), "RETURN_VALUE")),
    ("kind", made(PAIR[0], "PUSH_EXC_INFO", "POP_EXCEPT", "RETURN_VALUE", co_consts=(1,))),
    ("kind", made(PAIR[0], ("RERAISE", 0))),
    ("kind", made(PAIR[0], ("MAKE_FUNCTION", 0), "RETURN_VALUE")),
    ("function", made(PAIR[0], ("MAKE_FUNCTION", 0), "RETURN_VALUE", co_consts=(FUNCTIONS["inner"],))),
    ("handlers", bent("guarded", co_exceptiontable=b"\x00")),
    ("handlers", bent("guarded", co_exceptiontable=b"\x81\x7f")),
    ("handlers", bent("guarded", co_exceptiontable=bytes((0x81, 2, 1, 0)) * 2)),
    ("handlers", bent("guarded", co_exceptiontable=bytes((0x80, 1, 1, 0)))),
    ("handler depth", bent("guarded", co_exceptiontable=bytes((0x81, 1, 1, 4)))),
    ("handler depth", made(PAIR[0], "UNARY_NEGATIVE", "RETURN_VALUE", ("RERAISE", 0),
                           co_exceptiontable=bytes((0x82, 1, 4, 2)))),
    ("lines", bent("guarded", co_linetable=b"\x00")),
    ("lines", bent("guarded", co_linetable=b"\x80")),
    ("lines", bent("guarded", co_linetable=b"\xff" * 50)),
    ("lines", bent("guarded", co_linetable=b"\x80\xff")),
]  # fmt: skip


def uncompiled() -> types.SimpleNamespace:
    """The verifier from its Python text, whatever was built."""
    names = ("layout", "flow")
    kept = {name: importlib.import_module(f"{verifier.__name__}.{name}") for name in names}
    try:
        for name in names:
            where = Path(verifier.__file__).with_name(f"{name}.py")
            spec = importlib.util.spec_from_file_location(f"{verifier.__name__}.{name}", where)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[spec.name] = module
            spec.loader.exec_module(module)
        made = {name: sys.modules[f"{verifier.__name__}.{name}"] for name in names}
        return types.SimpleNamespace(verify=made["flow"].verify, **made)
    finally:
        sys.modules.update({f"{verifier.__name__}.{name}": module for name, module in kept.items()})


def answer(verify: Callable[[types.CodeType], None], code: types.CodeType) -> str:
    """What a verifier says of a code object; "" where it is accepted."""
    try:
        verify(code)
    except RejectedCodeError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("rule", "code"), BREAKING)
def test_each_rule_is_kept(rule: str, code: types.CodeType) -> None:
    with pytest.raises(RejectedCodeError) as caught:
        verify(code)
    error = caught.value
    assert error.rule == rule, str(error)
    assert error.code_name == code.co_qualname
    assert all(part in str(error) for part in (error.code_name, rule, str(error.offset)))
    with pytest.raises(RejectedCodeError) as again:
        uncompiled().verify(code)
    assert str(again.value) == str(error)


def test_rules_have_code_that_breaks_them() -> None:
    # Only marshal data can break the rules about kinds of variables and about caches; effort needs very large code.
    assert set(RULES) - {rule for rule, _ in BREAKING} == {"variables", "caches", "effort"}


def test_a_rejection_is_a_bytecode_error_and_a_system_error() -> None:
    assert issubclass(RejectedCodeError, BytecodeError)
    assert issubclass(RejectedCodeError, SystemError)


def test_functions_are_accepted() -> None:
    for code in FUNCTIONS.values():
        verify(code)


def test_real_code_is_accepted_compiled_and_not() -> None:
    pure = uncompiled()
    for code in REAL_CODE:
        verify(code)
        pure.verify(code)


def test_specialised_code_is_what_it_was() -> None:
    def f(items: list[int], *, start: int) -> int:
        for item in items:
            start += item if item > 2 else abs(item)
        return start

    fields: list[dict[str, Any]] = [{}, {"co_linetable": b"\x80" * 200}, {"co_stacksize": 1 << 17}]
    for each in fields:
        f.__code__ = f.__code__.replace(**each)
        before = answer(verify, f.__code__)
        for _ in range(50):
            f([1, 2, 3], start=0)
        assert "RESUME_QUICK" in {one.opname for one in dis.get_instructions(f, adaptive=True)}
        assert answer(verify, f.__code__) == before


def test_bent_tables_are_answered_the_same_compiled_and_not() -> None:
    random, pure = Random(1), uncompiled()
    answers: set[str] = set()
    for _ in range(1500):
        code = FUNCTIONS["guarded"]
        name = random.choice(("co_linetable", "co_linetable", "co_exceptiontable"))
        table = bytearray(getattr(code, name))
        for _ in range(random.choice((1, 1, 2))):
            at = random.randrange(len(table) + 1)
            table[at : at + random.choice((0, 1, 1, 2))] = random.randbytes(random.choice((0, 1, 1, 3, 9)))
        code = code.replace(**{name: bytes(table)})
        found = answer(verify, code)
        assert found == answer(pure.verify, code), (name, table)
        answers.add(found.partition("(rule")[2])
    assert {"", ": lines)", ": handlers)", ": handler depth)"} <= answers


def test_the_compiled_numbers_are_those_of_the_text() -> None:
    pure = uncompiled()
    for name in ("layout", "flow"):
        text = Path(verifier.__file__).with_name(f"{name}.pxd").read_text()
        numbers = re.findall(r"^    ([A-Z_]+) = (.+)$", text.partition("\ncdef enum:\n")[2], re.MULTILINE)
        assert len(numbers) > 20
        for constant, value in numbers:
            assert eval(value) == getattr(getattr(pure, name), constant), constant


def test_nested_code_is_checked() -> None:
    bad = made("POP_TOP", *PAIR)
    code = made(*PAIR, co_consts=(None, made(*PAIR, co_consts=(None, bad))))
    with pytest.raises(RejectedCodeError):
        verify(code)
    verify_alone(code)


def test_many_ways_end() -> None:
    source = "def f(a):\n" + "".join(
        f"    while a:\n        x = [a] if a else {{a}}\n        y{k} = x\n" for k in range(300)
    )
    verify(compile(source, "ways.py", "exec"))


def test_every_picture_of_an_instruction_is_the_same_but_of_load_global() -> None:
    pictures: dict[str, set[tuple[str, str]]] = {}
    for entry in ENTRIES:
        for name, _ in entry.stands_for:
            pictures.setdefault(name, set()).add((entry.picture, entry.jumped))
    assert [name for name, found in pictures.items() if len(found) > 1] == ["LOAD_GLOBAL"]


def test_kinds_name_items_of_the_book() -> None:
    items = {(entry.name, item.name) for entry in INSTRUCTIONS.values() for item in (*entry.inputs, *entry.outputs)}
    names = {name for _, name in items}
    assert set(kinds._NEEDED) | set(kinds._GIVEN) <= names | {"top", "deep"}
    assert set(kinds._NEEDED_BY) | set(kinds._GIVEN_BY) <= items


def test_special_numbers_are_those_of_the_table() -> None:
    scope = vars(uncompiled().flow)
    order = {name: k + 1 for k, name in enumerate(tables.SPECIAL)}
    for name in ("LOAD_CONST", "RETURN_VALUE", "BUILD_TUPLE", "COPY", "SWAP", "MAKE_FUNCTION", "RESUME", "LOAD_GLOBAL"):
        assert scope[name] == order[name]
    assert scope["IF_NOT_NONE"] == order["POP_JUMP_FORWARD_IF_NOT_NONE"]
    assert scope["IF_NOT_NONE_BACK"] == order["POP_JUMP_BACKWARD_IF_NOT_NONE"]


PAGE = Path(__file__).parents[2] / "docs" / "internals" / "verifier.md"


def test_the_page_lists_the_rules() -> None:
    text = PAGE.read_text()
    for name, meaning in RULES.items():
        assert f"| {name} | {meaning} |" in text, name


def test_the_page_says_what_happens() -> None:
    # The listing names the exception as a traceback does: by its module.
    result = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted
    assert not result.failed
