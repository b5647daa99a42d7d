"""Every byte of a .pyc explained once."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cutaway.base.errors import BytecodeError
from cutaway.cache.explain import explain
from cutaway.cache.header import PycHeader
from cutaway.cache.marshal_write import dumps

CODE = dumps(compile("def f(a, b=1): return a, 'x y', b\nclass C: y = (1, 2.5)", "a.py", "exec"))


@pytest.mark.parametrize(
    "header", [PycHeader.of_timestamp(1700000000, 50), PycHeader.of_hash(b"abcdefgh", checked=True)]
)
def test_the_parts_cover_the_file(header: PycHeader) -> None:
    data = header.to_bytes() + CODE
    parts = explain(data)
    outermost = [part for part in parts if part.depth == 0]
    at = 0
    for part in outermost:
        assert part.offset == at
        at += part.size
    assert at == len(data)
    for part in parts:
        end = part.offset + part.size
        inside = [each for each in parts if each.depth == part.depth + 1 and part.offset <= each.offset < end]
        assert all(each.offset + each.size <= end for each in inside)
        for left, right in pairwise(inside):
            assert left.offset + left.size == right.offset


def test_what_it_says() -> None:
    parts = explain(PycHeader.of_timestamp(1700000000, 50).to_bytes() + CODE)
    said = {(part.role, part.meaning) for part in parts}
    assert ("magic number", "3495: Python 3.11") in said
    assert ("source time", "1700000000: 2023-11-14 22:13:20 UTC") in said
    assert ("source size", "50") in said
    assert ("co_filename", "'a.py'") in said
    assert ("co_name", "'f'") in said


def test_references_name_the_object_that_they_mean() -> None:
    parts = explain(PycHeader.of_timestamp(0, 0).to_bytes() + CODE)
    numbered = {part.kind.rpartition(" #")[2]: part for part in parts if " #" in part.kind}
    references = [part for part in parts if part.kind == "reference"]
    assert references
    for part in references:
        number, _, meaning = part.meaning.removeprefix("#").partition(": ")
        assert numbered[number].meaning == meaning
        assert numbered[number].offset < part.offset


def test_refuses_what_is_no_pyc() -> None:
    for data in (b"", b"\xca\xfe\xba\xbe", PycHeader.of_timestamp(0, 0).to_bytes(), b"x" * 40):
        with pytest.raises(BytecodeError):
            explain(data)
