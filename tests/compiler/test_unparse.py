"""Annotations as text are exactly those that the host's compiler writes."""

from __future__ import annotations

import ast

import pytest

from cutaway.compiler.unparse import unparse

EXPRESSIONS = [
    "a or b and not c",
    "(a or b) and c",
    "a + b * c ** -d",
    "(a + b) * c",
    "a ** b ** c",
    "(a ** b) ** c",
    "a - (b - c)",
    "-(-a)",
    "not (not a)",
    "lambda: 0",
    "lambda *a: 0",
    "lambda a, /, b=1, *c, d, e=2, **f: (a, b)",
    "lambda *, a: a",
    "(lambda: 0)()",
    "a if b else c if d else e",
    "(a if b else c) if d else e",
    "{a: b, **c}",
    "{a, b}",
    "[]",
    "()",
    "(a,)",
    "a, b",
    "[a, (b, c)]",
    "[a async for b, c in d if e if f for g in h]",
    "{a: b for c in d}",
    "{a for a in b}",
    "(a for a in b)",
    "f(a for a in b)",
    "f((a for a in b), c)",
    "f(a, *b, c=d, **e)",
    "a < b <= c is not d not in e",
    "(a < b) < c",
    "1 .real",
    "1.5.real",
    "a.b[c:d, ::e, :]",
    "a[b, c]",
    "a[(b := c)]",
    "a[*b]",
    "'it''s'",
    "b'a' b'b'",
    "u'a'",
    "...",
    "1e999, -1e999, 1e999j, 1.5j",
    "f'a{b!r:>{c}}{{d}}'",
    "f'{ {1: 2} }{(lambda: 0)}'",
    "f'{a}' 'b'",
    "(yield)",
    "(yield a)",
    "(yield from a)",
    "(await a).b",
    "await a ** b",
    "~a | b ^ c & d << e",
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_same_text(text: str) -> None:
    # The host's own text is taken from the code object that it compiles.
    host_source = f"from __future__ import annotations\nasync def f():\n    def g(x: ({text})): pass\n"
    try:
        host = compile(host_source, "<source>", "exec")
    except SyntaxError:
        pytest.skip("not an annotation that the host compiles")
    constants = next(constant for constant in host.co_consts if hasattr(constant, "co_consts")).co_consts
    annotation = ast.parse(f"(\n{text}\n)", mode="eval").body
    assert unparse(annotation) == constants[constants.index("x") + 1]
