"""A few random programs on each test run; `python -m tests.compiler.random_programs` compares many."""

from __future__ import annotations

import ast

import pytest

from tests.compiler.random_programs.compare import differences, tree_differences
from tests.compiler.random_programs.grammar import Writer
from tests.compiler.random_programs.places import displace
from tests.compiler.random_programs.reduce import reduce


@pytest.mark.parametrize("seed", range(8))
def test_random_programs_compile_as_on_the_host(seed: int) -> None:
    writer = Writer(seed)
    for _ in range(10):
        source = writer.program()
        assert differences(source, seed % 4 - 1) == [], source


@pytest.mark.parametrize("seed", range(6))
def test_trees_with_odd_places_compile_as_on_the_host(seed: int) -> None:
    writer = Writer(100 + seed)
    for number in range(20):
        source = writer.block(0, 2, "module")
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue
        displace(tree, seed * 100 + number)
        assert tree_differences(tree) == [], source


def test_reduce_finds_the_part_that_matters() -> None:
    source = "def f(a):\n    if a + 1:\n        for b in range(3):\n            print(a, b * 2)\n    return a\n"
    assert reduce(source, lambda text: "range" in text) == "for b in range:\n    pass"
