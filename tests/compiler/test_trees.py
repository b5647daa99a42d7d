"""Trees handed to compile(): compiled as the host does, left as they are, refused with the host's words."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest

from tests.compiler.codegen.sources import FAMILIES
from tests.compiler.outcomes import assert_same, outcome


@pytest.mark.parametrize("name", FAMILIES)
def test_tree_compiles_as_its_source_and_stays_as_it_is(name: str) -> None:
    tree = ast.parse(FAMILIES[name])
    before = ast.dump(tree, include_attributes=True)
    assert_same(tree)
    assert ast.dump(tree, include_attributes=True) == before


class OwnName(ast.Name):
    """A program's own class of node."""


def module(statement: ast.stmt) -> ast.Module:
    """Wrap a statement, with places filled in."""
    return ast.fix_missing_locations(ast.Module([statement], []))


def test_subclasses_and_missing_ends() -> None:
    assert_same(module(ast.Expr(OwnName("x", ast.Load()))))
    name = ast.Name("x", ast.Load(), lineno=3, col_offset=4)
    assert_same(ast.Module([ast.Expr(name, lineno=3, col_offset=4)], []))
    assert_same(module(ast.Return()))


def number(value: object = 1) -> ast.expr:
    """A constant."""
    return ast.Constant(value)


def load(name: str = "x") -> ast.expr:
    """A name to load."""
    return ast.Name(name, ast.Load())


def store(name: str = "x") -> ast.expr:
    """A name to bind."""
    return ast.Name(name, ast.Store())


BROKEN: dict[str, Callable[[], Any]] = {
    "not a module": lambda: ast.Expression(number()),
    "no body": ast.Module,
    "body is no list": lambda: ast.Module((), []),
    "no statement": lambda: ast.Module([number()], []),
    "a number for a statement": lambda: ast.Module([1], []),  # type: ignore[list-item]
    "None for a statement": lambda: ast.Module([None], []),  # type: ignore[list-item]
    "no line": lambda: ast.Module([ast.Pass()], []),
    "line is text": lambda: ast.Module([ast.Pass(lineno="1", col_offset=0)], []),  # type: ignore[arg-type]
    "line is large": lambda: ast.Module([ast.Pass(lineno=1 << 40, col_offset=0)], []),
    "ends before it starts": lambda: ast.Module([ast.Pass(lineno=5, col_offset=0, end_lineno=4, end_col_offset=0)], []),
    "column ends before": lambda: ast.Module([ast.Pass(lineno=5, col_offset=9, end_lineno=5, end_col_offset=4)], []),
    "negative column": lambda: ast.Module([ast.Pass(lineno=5, col_offset=-2, end_lineno=5, end_col_offset=4)], []),
    "no operand": lambda: module(ast.Expr(ast.BinOp(number(), ast.Add(), None))),  # type: ignore[arg-type]
    "operator missing": lambda: module(ast.Expr(ast.BinOp(left=number(), right=number()))),  # type: ignore[call-arg]
    "operator is no operator": lambda: module(ast.Expr(ast.BinOp(number(), 1, number()))),  # type: ignore[arg-type]
    "name is no text": lambda: module(ast.Expr(ast.Name(1, ast.Load()))),  # type: ignore[arg-type]
    "name is None": lambda: module(ast.Expr(ast.Name(None, ast.Load()))),  # type: ignore[arg-type]
    "named constant": lambda: module(ast.Expr(load("None"))),
    "context": lambda: module(ast.Expr(store())),
    "target": lambda: module(ast.Assign([number()], number())),
    "no targets": lambda: module(ast.Assign([], number())),
    "delete": lambda: module(ast.Delete([load()])),
    "one operand": lambda: module(ast.Expr(ast.BoolOp(ast.And(), [number()]))),
    "no comparators": lambda: module(ast.Expr(ast.Compare(number(), [], []))),
    "comparators": lambda: module(ast.Expr(ast.Compare(number(), [ast.Lt()], [number(), number()]))),
    "dict": lambda: module(ast.Expr(ast.Dict([number()], []))),
    "None in a list": lambda: module(ast.Expr(ast.List([None], ast.Load()))),  # type: ignore[list-item]
    "generators": lambda: module(ast.Expr(ast.ListComp(number(), []))),
    "constant": lambda: module(ast.Expr(number([]))),
    "constant part": lambda: module(ast.Expr(number((1, [])))),
    "simple target": lambda: module(ast.AnnAssign(ast.Attribute(load(), "a", ast.Store()), number(), None, 1)),
    "empty if": lambda: module(ast.If(number(), [], [])),
    "empty with": lambda: module(ast.With([], [ast.Pass()])),
    "empty try": lambda: module(ast.Try([ast.Pass()], [], [], [])),
    "else without except": lambda: module(ast.Try([ast.Pass()], [], [ast.Pass()], [ast.Pass()])),
    "cause": lambda: module(ast.Raise(None, number())),
    "no names": lambda: module(ast.Import([])),
    "level": lambda: module(ast.ImportFrom("a", [ast.alias("b")], -1)),
    "named target": lambda: module(ast.Expr(ast.NamedExpr(ast.Attribute(load(), "a", ast.Store()), number()))),  # type: ignore[arg-type]
    "pattern value": lambda: module(ast.Match(load(), [ast.match_case(ast.MatchValue(load()), None, [ast.Pass()])])),
    "pattern singleton": lambda: module(
        ast.Match(load(), [ast.match_case(ast.MatchSingleton(1), None, [ast.Pass()])])  # type: ignore[arg-type]
    ),
    "star": lambda: module(ast.Match(load(), [ast.match_case(ast.MatchStar("a"), None, [ast.Pass()])])),
    "capture": lambda: module(ast.Match(load(), [ast.match_case(ast.MatchAs(None, "_"), None, [ast.Pass()])])),
    "unnamed": lambda: module(
        ast.Match(load(), [ast.match_case(ast.MatchAs(ast.MatchAs(), None), None, [ast.Pass()])])
    ),
    "alternatives": lambda: module(
        ast.Match(load(), [ast.match_case(ast.MatchOr([ast.MatchAs()]), None, [ast.Pass()])])
    ),
    "class pattern": lambda: module(
        ast.Match(load(), [ast.match_case(ast.MatchClass(number(), [], [], []), None, [ast.Pass()])])
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_same_refusal(name: str) -> None:
    assert isinstance(assert_same(BROKEN[name]()).result, tuple)


def test_no_type_where_the_mode_is_another() -> None:
    assert_same(ast.parse("1"), "eval")
    assert_same(ast.parse("1", mode="eval"), "single")


def test_endless_tree_is_refused() -> None:
    for make in (compile,):
        loop = ast.UnaryOp(ast.Not(), number())
        loop.operand = loop
        assert outcome(make, module_without_fixing(loop)).result[0] is RecursionError
    from cutaway.compiler import compile_source

    loop = ast.UnaryOp(ast.Not(), number(), lineno=1, col_offset=0)
    loop.operand = loop
    with pytest.raises(RecursionError, match=r"while traversing '(expr|UnaryOp)' node"):
        compile_source(ast.Module([ast.Expr(loop, lineno=1, col_offset=0)], []), "<s>", "exec")


def module_without_fixing(node: ast.expr) -> ast.Module:
    """Wrap an expression whose parts cannot be walked."""
    node.lineno, node.col_offset = 1, 0
    return ast.Module([ast.Expr(node, lineno=1, col_offset=0)], [])
