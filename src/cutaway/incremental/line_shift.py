# cython: language_level=3, annotation_typing=False, wraparound=False
"""The location table of a body whose statements moved but did not change: the same table with other lines.

    shifted(table, 1, 1, [1, 10], [0, 2], {(12, 20): (15, 4)})
        lines from 10 on are two further down; what ended at line 12, column 20 now ends at line 15, column 4

Entries keep their sizes; only lines, and the ends of definitions, differ.  Format: bytecode/line_table.py.
"""

from __future__ import annotations

from cutaway.bytecode import line_table

_ONE_LINE = line_table.ONE_LINE
_NO_COLUMNS = line_table.NO_COLUMNS
_LONG = line_table.LONG
_NONE = line_table.NONE

write_entry = line_table.write_entry


def shifted(
    table: bytes,
    old_first: int,
    new_first: int,
    starts: list[int],
    shifts: list[int],
    ends: dict[tuple[int, int], tuple[int, int]],
) -> bytes:
    """Write a location table anew.

    In: the table; co_firstlineno before and after; the old lines from which on (in order) and by how much lines moved;
    the places where definitions ended -> where they end now.  Raises IndexError for a table that ends too early.
    """
    out = bytearray()
    pos = 0
    size = len(table)
    line = previous = old_first
    lowest = min([line for line, _ in ends], default=1)
    highest = max([line for line, _ in ends], default=0)
    written = new_first
    count = len(starts)
    segment = 0
    while pos < size:
        begin = pos
        first = table[pos]
        form = first >> 3 & 15
        pos += 1
        if form == _NONE:
            out.append(first)
            continue
        end_line = end_column = column = -1
        if form < _ONE_LINE:
            column = form << 3 | table[pos] >> 4
            end_column = column + (table[pos] & 15)
            pos += 1
            end_line = line
        elif form < _NO_COLUMNS:
            line += form - _ONE_LINE
            column = table[pos]
            end_column = table[pos + 1]
            pos += 2
            end_line = line
        else:
            value = _number(table, pos)
            pos = _behind_number(table, pos)
            line += -(value >> 1) if value & 1 else value >> 1
            if form == _LONG:
                end_line = line + _number(table, pos)
                pos = _behind_number(table, pos)
                column = _number(table, pos) - 1
                pos = _behind_number(table, pos)
                end_column = _number(table, pos) - 1
                pos = _behind_number(table, pos)
        while segment + 1 < count and starts[segment + 1] <= line:
            segment += 1
        while segment > 0 and starts[segment] > line:
            segment -= 1
        new_line = line
        if count and starts[segment] <= line:
            new_line += shifts[segment]
        if lowest <= end_line <= highest and (end_line, end_column) in ends:
            new_end, new_column = ends[end_line, end_column]
            written = write_entry(out, written, (first & 7) + 1, (new_line, new_end, column, new_column))
        elif new_line - written == line - previous:
            out += table[begin:pos]
            written = new_line
        elif form == _NO_COLUMNS:
            written = write_entry(out, written, (first & 7) + 1, (new_line, new_line, -1, -1))
        else:
            new_end = end_line + new_line - line
            written = write_entry(out, written, (first & 7) + 1, (new_line, new_end, column, end_column))
        previous = line
    return bytes(out)


def stretches(table: bytes, first_line: int, starts: list[int]) -> list[tuple[int, int, int, int]]:
    """Cut the table of a module's body where another statement begins.

    In: the table; co_firstlineno; the lines of the statements, in order.  Out: for each stretch of entries (the
    statement's index, or -1; where in the table it begins; at which code unit; the line that it counts from), then
    the same of the last two entries, and of the end, with -1 for the index.
    """
    found: list[tuple[int, int, int, int]] = []
    pos = 0
    size = len(table)
    unit = 0
    line = first_line
    count = len(starts)
    segment = -2
    here = -1
    last_pos = last_unit = before_pos = before_unit = 0
    last_line = before_line = first_line
    while pos < size:
        begin = pos
        previous = line
        first = table[pos]
        form = first >> 3 & 15
        pos += 1
        if form < _ONE_LINE:
            pos += 1
        elif form < _NO_COLUMNS:
            line += form - _ONE_LINE
            pos += 2
        elif form != _NONE:
            value = _number(table, pos)
            pos = _behind_number(table, pos)
            line += -(value >> 1) if value & 1 else value >> 1
            if form == _LONG:
                pos = _behind_number(table, pos)
                pos = _behind_number(table, pos)
                pos = _behind_number(table, pos)
        if form != _NONE or segment == -2:
            while here + 1 < count and starts[here + 1] <= line:
                here += 1
            while here >= 0 and starts[here] > line:
                here -= 1
            if here != segment:
                segment = here
                found.append((segment, begin, unit, previous))
        before_pos, before_unit, before_line = last_pos, last_unit, last_line
        last_pos, last_unit, last_line = begin, unit, previous
        unit += (first & 7) + 1
    found.append((-1, before_pos, before_unit, before_line))
    found.append((-1, size, unit, line))
    return found


# As bytecode/varint.py, without the pair that this inner loop would allocate for each number.
def _number(table: bytes, pos: int) -> int:
    value = 0
    bits = 0
    while table[pos] & 0x40:
        value |= (table[pos] & 0x3F) << bits
        bits += 6
        pos += 1
    return value | table[pos] << bits


def _behind_number(table: bytes, pos: int) -> int:
    while table[pos] & 0x40:
        pos += 1
    return pos + 1


def last_up_to(lines: list[int], line: int) -> int:
    """Find the last of some lines, in order, that is not below a line.  Out: its index, or -1."""
    low = 0
    high = len(lines)
    while low < high:
        middle = (low + high) // 2
        if lines[middle] <= line:
            low = middle + 1
        else:
            high = middle
    return low - 1
