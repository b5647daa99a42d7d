"""Deep trees: compiled where the host compiles them, refused with its message where it refuses them."""

from __future__ import annotations

import ast
import sys
import threading
from typing import Any

import pytest

from cutaway.compiler import compile_source
from cutaway.compiler.recursion import tree_depth
from tests.compiler.codecmp import differences

SHAPES = [
    "x" + ".a" * 700,
    "-" * 700 + "x",
    "x" + "()" * 700,
    "x" + "[0]" * 600,
    "a+" * 900 + "a",
    "f(" * 90 + ")" * 90,
]


@pytest.mark.parametrize("source", SHAPES, ids=lambda source: source[:6])
def test_deep_source_compiles(source: str) -> None:
    assert not list(differences(compile_source(source, "<s>", "eval"), compile(source, "<s>", "eval", 0, True)))  # type: ignore[arg-type]


@pytest.mark.parametrize("compiler", [compile, compile_source])
def test_too_deep_source_is_refused(compiler: Any) -> None:
    with pytest.raises(RecursionError, match="maximum recursion depth exceeded during compilation"):
        compiler("x" + ".a" * 4000, "<s>", "eval")


def test_limits_are_restored() -> None:
    before = sys.getrecursionlimit()
    compile_source(SHAPES[0], "<s>", "eval")
    assert sys.getrecursionlimit() == before


def test_warnings_are_issued_once() -> None:
    source = "x is 1\n" + "x" + ".a" * 700 + "\n"
    with pytest.warns(SyntaxWarning) as caught:
        compile_source(source, "<s>", "exec")
    assert len(caught) == 1


def test_errors_come_back_from_the_other_thread() -> None:
    with pytest.raises(SyntaxError, match="'return' outside function"):
        compile_source("x" + ".a" * 700 + "\nreturn\n", "<s>", "exec")


def test_depth_counts_what_cpython_counts() -> None:
    assert tree_depth(ast.parse("f(a=b)")) == 3
    assert tree_depth(ast.parse("match a:\n    case [b]: pass")) == 3


def test_several_threads_leave_the_limit_as_it_was() -> None:
    before = sys.getrecursionlimit()
    threads = [threading.Thread(target=compile_source, args=(SHAPES[0], "<s>", "eval")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.getrecursionlimit() == before
    assert threading.stack_size() == 0
