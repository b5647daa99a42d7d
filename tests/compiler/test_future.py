from __future__ import annotations

import ast

from cutaway.compiler.future import CO_FUTURE_ANNOTATIONS, Features, docstring_of, find_features


def test_features_and_their_last_line() -> None:
    source = "'doc'\nfrom __future__ import division, annotations\nfrom __future__ import generators\nimport a\n"
    assert find_features(ast.parse(source), "f.py") == Features(CO_FUTURE_ANNOTATIONS, 3)


def test_expressions_have_none() -> None:
    assert find_features(ast.parse("1", mode="eval"), "f.py") == Features(0, -1)


def test_docstring() -> None:
    assert docstring_of(ast.parse("'doc'\n1").body) == "doc"
    assert docstring_of(ast.parse("b'doc'\n").body) is None
    assert docstring_of([]) is None
