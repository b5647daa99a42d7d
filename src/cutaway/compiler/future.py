"""Future statements: which features a module switches on, and that they stand at its beginning.

    find_features(ast.parse("from __future__ import annotations"), "f.py")
        ->  Features(flags=CO_FUTURE_ANNOTATIONS, last_line=1)

Source of the rules: language reference, "Future statements"; Python/future.c.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

CO_FUTURE_BARRY_AS_BDFL = 0x400000
CO_FUTURE_ANNOTATIONS = 0x1000000

LATE_FUTURE = "from __future__ imports must occur at the beginning of the file"

_FLAGS = {
    "nested_scopes": 0,
    "generators": 0,
    "division": 0,
    "absolute_import": 0,
    "with_statement": 0,
    "print_function": 0,
    "unicode_literals": 0,
    "barry_as_FLUFL": CO_FUTURE_BARRY_AS_BDFL,
    "generator_stop": 0,
    "annotations": CO_FUTURE_ANNOTATIONS,
}
"""Feature name -> the CO_* flag it sets; 0 for features that the language has had for long."""


@dataclass(frozen=True, slots=True)
class Features:
    """`flags`: CO_FUTURE_* bits; `last_line`: line of the last future statement accepted, -1 for none."""

    flags: int
    last_line: int


def docstring_of(body: list[ast.stmt]) -> str | None:
    """Give the docstring that a body starts with, or None."""
    if body:
        first = body[0]
        if type(first) is ast.Expr and type(first.value) is ast.Constant and type(first.value.value) is str:
            return first.value.value
    return None


def find_features(tree: ast.AST, filename: str) -> Features:
    """Read a module's future statements.

    In: a module tree of any mode.  Raises SyntaxError for an unknown feature or a late statement on the same line
    (later ones are found by code generation, which knows `last_line`).
    """
    flags, last_line = 0, -1
    if not isinstance(tree, ast.Module | ast.Interactive):
        return Features(flags, last_line)
    body = tree.body
    done = False
    previous_line = 0
    for statement in body[1:] if docstring_of(body) is not None else body:
        line = statement.lineno
        if done and line > previous_line:
            break
        previous_line = line
        if type(statement) is ast.ImportFrom and statement.module == "__future__":
            if done:
                raise _error(LATE_FUTURE, filename, line, statement.col_offset)
            flags |= _flags_of(statement, filename)
            last_line = line
        else:
            done = True
    return Features(flags, last_line)


def _flags_of(statement: ast.ImportFrom, filename: str) -> int:
    flags = 0
    for alias in statement.names:
        flag = _FLAGS.get(alias.name)
        if flag is None:
            feature = alias.name
            message = "not a chance" if feature == "braces" else f"future feature {feature[:100]} is not defined"
            raise _error(message, filename, statement.lineno, statement.col_offset + 1)
        flags |= flag
    return flags


def _error(message: str, filename: str, line: int, column: int) -> SyntaxError:
    from cutaway.compiler.diagnostics import located_error  # hardly a program is wrong, each start loads this

    return located_error(message, filename, line, column, line)
