"""The exception table: bytes written by hand, and the tables of some real functions."""

from __future__ import annotations

import pytest

from cutaway.bytecode import exception_table
from cutaway.bytecode.exception_table import Entry
from cutaway.bytecode.malformed import MalformedBytesError
from tests.bytecode.real_code import REAL_CODE


@pytest.mark.parametrize(
    ("entry", "table"),
    [
        (Entry(2, 9, 20, 0, False), "82 07 14 00"),
        (Entry(0, 1, 63, 1, True), "80 01 3f 03"),
        (Entry(64, 128, 4096, 40, False), "c1 00 41 00 41 40 00 41 10"),
        (Entry(1 << 24, (1 << 24) + 1, (1 << 30) - 1, 0, True), "c1 40 40 40 00 01 7f 7f 7f 7f 3f 01"),
    ],
)
def test_entries(entry: Entry, table: str) -> None:
    data = bytes.fromhex(table)
    assert exception_table.encode([entry]) == data
    assert exception_table.decode(data) == [entry]


@pytest.mark.parametrize("table", ["02 07 14 00", "82 07 14", "82 07 14 40", "82"])
def test_what_no_compiler_writes_is_refused(table: str) -> None:
    with pytest.raises(MalformedBytesError):
        exception_table.decode(bytes.fromhex(table))


@pytest.mark.parametrize("code", REAL_CODE, ids=lambda code: code.co_qualname)
def test_real_tables(code) -> None:
    assert exception_table.encode(exception_table.decode(code.co_exceptiontable)) == code.co_exceptiontable
