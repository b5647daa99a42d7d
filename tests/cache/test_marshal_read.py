"""Our reader: what CPython reads, and a clean refusal of everything else."""

from __future__ import annotations

import marshal
import random
import sysconfig
from pathlib import Path

import pytest

from cutaway.base.errors import BytecodeError
from cutaway.cache.marshal_read import MalformedMarshalError, loads
from cutaway.cache.marshal_write import dumps

SOURCE = """
'''doc'''
import os.path as p
def f(a, /, b=2**70, *c, d=1.5, **e):
    def g(): return a, b, 'x y', {1: 2}, a in {'q', 3.5}
    return g, (1, (2j, b'bytes', ...)), 'é'
class C: x: int = -1
"""
DATA = dumps(compile(SOURCE, "sample.py", "exec"))


def test_reads_what_the_host_reads() -> None:
    for name in ("ast", "argparse", "typing", "inspect"):
        path = Path(sysconfig.get_path("stdlib")) / f"{name}.py"
        code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        for data in (marshal.dumps(code), dumps(code), marshal.dumps(code, 2)):
            assert loads(data) == code


@pytest.mark.parametrize("version", range(5))
def test_all_versions_of_the_format(version: int) -> None:
    value = (1, -(2**40), "é", "a", "a", b"b", None, True, ..., frozenset([1]))
    assert loads(marshal.dumps(value, version)) == value


def test_starts_where_told_and_leaves_the_rest() -> None:
    assert loads(b"..." + dumps((1, 2)) + b"rest", 3) == (1, 2)


def test_every_truncation_is_refused() -> None:
    for size in range(len(DATA)):
        with pytest.raises(MalformedMarshalError) as caught:
            loads(DATA[:size])
        assert caught.value.offset is not None
        assert 0 <= caught.value.offset <= size
        assert f"(at byte {caught.value.offset})" in str(caught.value)


def test_every_changed_byte_is_refused_or_read() -> None:
    chance = random.Random(311)
    refused = 0
    for place in range(len(DATA)):
        for value in (0, 0xFF, DATA[place] ^ 0x80, chance.randrange(256)):
            changed = bytearray(DATA)
            changed[place] = value
            try:
                loads(bytes(changed))
            except BytecodeError:
                refused += 1
    assert refused > len(DATA) // 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "1 bytes wanted, 0 left"),
        (b"?", "unknown type '?'"),
        (b"0", "no .pyc holds a null"),
        (b"(\xff\xff\xff\x7f", "does not fit"),
        (b"(\xff\xff\xff\xff", "does not fit"),
        (b"s\xff\xff\xff\x7f", "does not fit"),
        (b"l\xff\xff\xff\x7f", "does not fit"),
        (b"l\x01\x00\x00\x00\x00\x80", "digit"),
        (b"r\x00\x00\x00\x00", "a reference to object 0, of 0"),
        (b"\xa9\x01r\x00\x00\x00\x00", "inside itself"),
        (b"z\x01\xff", "not ascii"),
        (b"u\x01\x00\x00\x00\xff", "not utf-8"),
        (b">\x01\x00\x00\x00[\x00\x00\x00\x00", "list"),
        (b")\x01" * 5000 + b"N", "within each other"),
    ],
)
def test_refusals_say_why(data: bytes, reason: str) -> None:
    with pytest.raises(MalformedMarshalError, match=reason.replace("?", r"\?")):
        loads(data)


def test_code_objects_are_checked() -> None:
    code = compile("def f(a): return a", "f.py", "exec")
    data = marshal.dumps(code.co_consts[0], 2)
    kinds = data.index(b"s\x01\x00\x00\x00 ")
    with pytest.raises(MalformedMarshalError, match="1 names and 2 kinds"):
        loads(data[: kinds + 1] + b"\x02\x00\x00\x00  " + data[kinds + 6 :])
    with pytest.raises(MalformedMarshalError, match="no code object"):
        loads(b"c" + b"\xff\xff\xff\xff" + data[5:])
