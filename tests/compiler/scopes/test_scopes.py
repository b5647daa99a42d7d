"""Scope tables equal those of the host's own symbol table, entry by entry."""

from __future__ import annotations

import _symtable
import ast

import pytest

from cutaway.compiler.scopes import Scope, build
from tests.compiler.codegen.sources import FAMILIES

_FLAG_BITS = 0x7FF
_SCOPE_SHIFT = 11


def compare(ours: Scope, theirs: object) -> None:
    """Compare two scopes and those inside them."""
    symbols = {name: flags & _FLAG_BITS | ours.resolution[name] << _SCOPE_SHIFT for name, flags in ours.symbols.items()}
    assert symbols == theirs.symbols  # type: ignore[attr-defined]
    assert ours.parameters == theirs.varnames  # type: ignore[attr-defined]
    assert int(ours.kind) == theirs.type  # type: ignore[attr-defined]
    assert ours.nested == theirs.nested  # type: ignore[attr-defined]
    for our_child, their_child in zip(ours.children, theirs.children, strict=True):  # type: ignore[attr-defined]
        compare(our_child, their_child)


@pytest.mark.parametrize("future", ["", "from __future__ import annotations\n"])
@pytest.mark.parametrize("name", FAMILIES)
def test_same_table(name: str, future: str) -> None:
    source = future + FAMILIES[name]
    table = build(ast.parse(source), "<source>", future_annotations=bool(future))
    compare(table.top, _symtable.symtable(source, "<source>", "exec"))


def test_places_of_names() -> None:
    table = build(ast.parse("def f(a):\n    b = a\n    return lambda: b + c\n"), "<source>", future_annotations=False)
    outer = table.top.children[0]
    assert outer.resolution == {"a": 1, "b": 5}
    assert outer.children[0].resolution == {"b": 4, "c": 3}


def test_function_type_is_refused() -> None:
    tree = ast.parse("(int) -> str", mode="func_type")
    with pytest.raises(RuntimeError, match="does not handle FunctionTypes"):
        build(tree, "<source>", future_annotations=False)
