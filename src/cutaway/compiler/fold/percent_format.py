"""Constant folding: turn `"literal" % (a, b)` into the f-string that means the same.

    "%s has %5r" % (name, value)   ->   f"{name!s} has {value!r:>5}"

Only %s, %r and %a with flags, width and precision of at most two digits; anything else is left to run time.
Source of the rules: `optimize_format` in Python/ast_opt.c.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re

_NOWHERE: dict[str, Any] = {"lineno": -1, "col_offset": -1, "end_lineno": -1, "end_col_offset": -1}
"""CPython gives the literal parts no place in the source."""


def format_as_joined_string(node: ast.BinOp, template: str, arguments: list[ast.expr]) -> ast.JoinedStr | None:
    """Translate one formatting operation.

    In: the `%` operation, its left operand's text, the elements of the tuple on its right (none starred).
    Out: the f-string, or None where the template is not simple enough or does not fit the arguments.
    """
    values: list[ast.expr] = []
    position = used = 0
    literal_text, conversion_text = _patterns()
    while True:
        if literal := literal_text.match(template, position):
            position = literal.end()
            values.append(_text(literal[0].replace("%%", "%")))
        if position >= len(template):
            break
        conversion = conversion_text.match(template, position)
        if conversion is None or used >= len(arguments):
            return None
        position = conversion.end()
        values.append(_formatted(arguments[used], conversion))
        used += 1
    if used < len(arguments):
        return None
    joined = ast.JoinedStr(values)
    return ast.copy_location(joined, node)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is no conversion, and what is one.  Made at the first use: most programs do without."""
    import re

    return re.compile(r"(?:[^%]|%%)+"), re.compile(r"%([-+ #0z]*)([0-9]{1,2})?(?:(\.)([0-9]{1,2})?)?([sra])")


def _text(value: str) -> ast.Constant:
    return ast.Constant(value, **_NOWHERE)


def _formatted(argument: ast.expr, conversion: re.Match[str]) -> ast.FormattedValue:
    flags, width, point, precision, kind = conversion.groups()
    spec = ""
    if width is not None:
        # %5s pads on the left, format() on the right unless told otherwise.
        spec = (">" if "-" not in flags and int(width) > 0 else "") + str(int(width))
    if point:
        spec += f".{int(precision or 0)}"
    value = ast.FormattedValue(argument, ord(kind), _text(spec) if spec else None)
    return ast.copy_location(value, argument)
