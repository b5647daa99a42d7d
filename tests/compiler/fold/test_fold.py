"""Folding on the tree: what becomes a constant, and what is left alone."""

from __future__ import annotations

import ast

import pytest

from cutaway.compiler.fold import fold


def folded(source: str, optimize: int = 0) -> str:
    """Fold one expression and give its text."""
    tree = ast.parse(source, mode="eval")
    fold(tree, optimize=optimize, future_annotations=False)
    return ast.unparse(tree)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("-(1)", "-1"),
        ("not x", "not x"),
        ("not (x in y)", "x not in y"),
        ("not (x is y)", "x is not y"),
        ("not (x < y)", "not x < y"),
        ("1 / 0", "1 / 0"),
        ("'a' * 4096", repr("a" * 4096)),
        ("'a' * 4097", "'a' * 4097"),
        ("2 ** 64", str(2**64)),
        ("2 ** 65", "2 ** 65"),
        ("1 << 127", str(1 << 127)),
        ("1 << 128", "1 << 128"),
        ("(1, 2) * 128", repr((1, 2) * 128)),
        ("(1, 2) * 129", "(1, 2) * 129"),
        ("'%s' % x", "'%s' % x"),
        ("'%s, %%, %r' % (x, y)", "f'{x!s}, %, {y!r}'"),
        ("'%5s%-5s%.3s' % (x, y, z)", "f'{x!s:>5}{y!s:5}{z!s:.3}'"),
        ("'%100s' % (x,)", "'%100s' % (x,)"),
        ("'%s' % (x, y)", "'%s' % (x, y)"),
        ("'%d' % (x,)", "'%d' % (x,)"),
        ("'%s' % (*x,)", "'%s' % (*x,)"),
        ("'abc'[1]", "'b'"),
        ("(1, 2)[5]", "(1, 2)[5]"),
        ("x in [1, 2]", "x in (1, 2)"),
        ("x in [y, 2]", "x in (y, 2)"),
        ("x in [*y]", "x in [*y]"),
        ("[y for y in [1, 2]]", "[y for y in (1, 2)]"),
        ("__debug__", "True"),
    ],
)
def test_expression(source: str, expected: str) -> None:
    assert folded(source) == expected


def test_set_display_becomes_a_frozenset() -> None:
    tree = ast.parse("x in {1, 2}", mode="eval")
    fold(tree, optimize=0, future_annotations=False)
    assert isinstance(tree.body, ast.Compare)
    constant = tree.body.comparators[0]
    assert isinstance(constant, ast.Constant)
    assert constant.value == frozenset({1, 2})


def test_debug_under_optimisation() -> None:
    assert folded("__debug__", optimize=1) == "False"


def test_folding_makes_no_docstring() -> None:
    tree = ast.parse("'a' * 2\n")
    fold(tree, optimize=0, future_annotations=False)
    assert ast.get_docstring(tree) is None
    fold(tree, optimize=0, future_annotations=False)
    assert ast.get_docstring(tree) is None


def test_future_annotations_are_left_alone() -> None:
    source = "def f(x: 1 + 2) -> 3 + 4: pass\ny: 5 + 6\n"
    tree = ast.parse(source)
    fold(tree, optimize=0, future_annotations=True)
    assert ast.unparse(tree) == ast.unparse(ast.parse(source))


def test_places_are_kept() -> None:
    tree = ast.parse("x = (1 +\n     2)\n")
    fold(tree, optimize=0, future_annotations=False)
    assert isinstance(tree.body[0], ast.Assign)
    value = tree.body[0].value
    assert (value.lineno, value.col_offset, value.end_lineno, value.end_col_offset) == (1, 5, 2, 6)
