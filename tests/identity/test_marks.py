"""Unused reference bits go, used ones stay and are numbered anew."""

from __future__ import annotations

import marshal

import pytest

from cutaway.cache.marshal_write import dumps
from tests.identity.marks import without_unused_marks


def test_unused_mark() -> None:
    assert without_unused_marks(b"\xda\x01a") == b"Z\x01a"


def test_used_mark_is_numbered_anew() -> None:
    data = b"\xa9\x03\xda\x01a\xda\x01br\x02\x00\x00\x00"
    assert without_unused_marks(data) == b")\x03Z\x01a\xda\x01br\x00\x00\x00\x00"


def test_code_object_keeps_its_meaning() -> None:
    code = compile(
        "def f(a, *, b=2**70):\n  return [a, b, 1.5, 'x y', 'x y', (1, 'x y'), b'', 2j, {1} == {a}]", "f", "exec"
    )
    assert marshal.loads(without_unused_marks(dumps(code))) == code


def test_cut_off_data_is_refused() -> None:
    with pytest.raises(ValueError, match="data ends at"):
        without_unused_marks(b"\xda\x05ab")
