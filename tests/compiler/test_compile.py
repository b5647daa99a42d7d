"""The compiler's front door takes and refuses what `builtins.compile` does."""

from __future__ import annotations

import ast
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from cutaway.compiler import compile_source, compile_tree
from tests.compiler.codecmp import differences
from tests.compiler.outcomes import assert_same


@pytest.mark.parametrize("source", ["x = 1", b"# coding: latin-1\nx = '\xe9'\n", bytearray(b"x"), "\ufeffx"])
def test_sources(source: Any) -> None:
    assert_same(source)


@pytest.mark.parametrize("filename", ["f.py", b"f.py", Path("f.py"), "\udcff.py"])
def test_file_names(filename: Any) -> None:
    code = compile_source("x", filename, "exec")
    assert isinstance(code, CodeType)
    assert not list(differences(code, compile("x", filename, "exec", 0, True)))


@pytest.mark.parametrize(
    "arguments",
    [
        (1, "f", "exec"),
        ("x", 1, "exec"),
        ("x", "f", "nonsense"),
        ("x", "f", "exec", 1 << 30),
        ("x", "f", "exec", 0, True, 5),
        ("x\0", "f", "exec"),
        ("x = ", "f", "exec"),
        ("x\ny\n", "f", "single"),
    ],
)
def test_refusals(arguments: tuple[Any, ...]) -> None:
    errors = []
    for compiler in (compile, compile_source):
        with pytest.raises(Exception) as caught:
            compiler(*arguments)
        errors.append((type(caught.value), caught.value.args))
    assert errors[0] == errors[1]


def test_tree_on_request() -> None:
    tree = compile_source("x = 1", "f", "exec", ast.PyCF_ONLY_AST)
    assert isinstance(tree, ast.Module)


def test_compile_tree_leaves_the_tree_alone() -> None:
    tree = ast.parse("x = 1 + 2")
    code = compile_tree(tree, "f", "exec")
    assert not list(differences(code, compile("x = 1 + 2", "f", "exec", 0, True)))
    assert isinstance(tree.body[0], ast.Assign)
    assert isinstance(tree.body[0].value, ast.BinOp)


def test_collector_is_left_as_it_was() -> None:
    import gc

    gc.disable()
    try:
        compile_source("x", "f", "exec")
        assert not gc.isenabled()
    finally:
        gc.enable()
    compile_source("x", "f", "exec")
    assert gc.isenabled()
