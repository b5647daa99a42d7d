"""The location table: bytes written by hand, and every table of some real modules."""

from __future__ import annotations

import pytest

from cutaway.bytecode import line_table
from cutaway.bytecode.line_table import NO_LOCATION, Location
from cutaway.bytecode.malformed import MalformedBytesError
from tests.bytecode.real_code import REAL_CODE


@pytest.mark.parametrize(
    ("location", "table"),
    [
        ((10, 10, 0, 0), "80 00"),
        ((10, 10, 79, 94), "c8 7f"),
        ((10, 10, 4, 20), "d0 04 14"),
        ((11, 11, 4, 20), "d8 04 14"),
        ((12, 12, 127, 127), "e0 7f 7f"),
        ((10, 10, 80, 81), "d0 50 51"),
        ((13, 13, 0, 1), "f0 06 00 01 02"),
        ((9, 9, 0, 1), "f0 03 00 01 02"),
        ((10, 12, 0, 200), "f0 00 02 01 49 03"),
        ((10, 10, 5, 4), "d0 05 04"),
        ((10, 10, -1, -1), "e8 00"),
        ((14, 14, -1, -1), "e8 08"),
        ((10, 11, -1, -1), "f0 00 01 00 00"),
        (NO_LOCATION, "f8"),
    ],
)
def test_forms(location: Location, table: str) -> None:
    data = bytes.fromhex(table)
    assert line_table.encode(10, [1], [location]) == data
    assert line_table.decode(data, 10) == [(1, location)]


def test_long_instructions_take_several_entries() -> None:
    place = (1, 1, 2, 3)
    for locations in ([place], [(1, 2, 0, 0)], [NO_LOCATION]):
        table = line_table.encode(1, [19], locations)
        assert [size for size, _ in line_table.decode(table, 1)] == [8, 8, 3]
        assert {location for _, location in line_table.decode(table, 1)} == set(locations)


def test_lines_are_differences() -> None:
    locations = [(5, 5, 0, 1), (3, 3, 0, 1), NO_LOCATION, (4, 4, -1, -1), (4, 90, 0, 1), (4, 4, 0, 1)]
    table = line_table.encode(1, [1] * len(locations), locations)
    assert [location for _, location in line_table.decode(table, 1)] == locations


@pytest.mark.parametrize("table", ["00", "80", "d0 01", "f0", "f0 40", "e8 7f"])
def test_what_no_compiler_writes_is_refused(table: str) -> None:
    with pytest.raises(MalformedBytesError):
        line_table.decode(bytes.fromhex(table), 1)


@pytest.mark.parametrize("code", REAL_CODE, ids=lambda code: code.co_qualname)
def test_real_tables(code) -> None:
    entries = line_table.decode(code.co_linetable, code.co_firstlineno)
    sizes, locations = [size for size, _ in entries], [location for _, location in entries]
    assert line_table.encode(code.co_firstlineno, sizes, locations) == code.co_linetable
    positions = [
        tuple([None if item == -1 else item for item in location]) for size, location in entries for _ in range(size)
    ]
    assert positions == list(code.co_positions())
