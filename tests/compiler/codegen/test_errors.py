"""SyntaxErrors and SyntaxWarnings of the compile stage: message, place and arguments are the host's."""

from __future__ import annotations

import pytest

from tests.compiler.outcomes import assert_same

ERRORS = [
    "return 1\n",
    "class A:\n    return\n",
    "yield x\n",
    "class A:\n    yield from x\n",
    "await x\n",
    "def f():\n    await x\n",
    "async def f():\n    yield from x\n",
    "async def f():\n    yield\n    return 1\n",
    "def f():\n    async for x in y: pass\n",
    "async with x: pass\n",
    "def f():\n    [x async for x in y]\n",
    "break\n",
    "continue\n",
    "if x:\n    for y in z:\n        def f():\n            break\n",
    "try: pass\nexcept: pass\nexcept A: pass\n",
    "for x in y:\n    try: pass\n    except* A: break\n",
    "def f():\n    try: pass\n    except* A: return\n",
    "*a = b\n",
    "a = *b\n",
    "f(a=1, b=2, a=3)\n",
    "class A(b=1, b=2): pass\n",
    "f(__debug__=1)\n",
    "__debug__ = 1\n",
    "a.__debug__ = 1\n",
    "def f(__debug__): pass\n",
    "lambda *, __debug__: 1\n",
    "del __debug__\n",
    "import __debug__\n",
    "with a as __debug__: pass\n",
    "a, *b, *c = d\n",
    "match a:\n    case b: pass\n    case c: pass\n",
    "match a:\n    case _: pass\n    case c: pass\n",
    "match a:\n    case [b, b]: pass\n",
    "match a:\n    case [*b, *c]: pass\n",
    "match a:\n    case b | c: pass\n",
    "match a:\n    case [b] | {1: c}: pass\n",
    "match a:\n    case {1: b, 1: c}: pass\n",
    "match a:\n    case {f'x': b}: pass\n",
    "match a:\n    case f'x': pass\n",
    "match a:\n    case A(b=c, b=d): pass\n",
    "match a:\n    case A(__debug__=c): pass\n",
    "import a\nfrom __future__ import division\n",
    "'doc'; import a; from __future__ import division\n",
    "from __future__ import braces\n",
    "from __future__ import nothing\n",
    "def f():\n    from __future__ import division\n",
    "def f(a, a): pass\n",
    "lambda a, *a: 1\n",
    "def f(a):\n    global a\n",
    "def f(a):\n    nonlocal a\n",
    "x = 1\nglobal x\n",
    "def f():\n    print(x)\n    global x\n",
    "def f():\n    x: int\n    global x\n",
    "def f():\n    x = 1\n    nonlocal x\n",
    "nonlocal x\n",
    "def f():\n    nonlocal x\n",
    "def f():\n    global x\n    nonlocal x\n",
    "def f():\n    global x\n    x: int = 1\n",
    "def f():\n    from a import *\n",
    "class A:\n    [x := 1 for y in z]\n",
    "[x := 1 for x in y]\n",
    "[x for x in (y := z)]\n",
    "[[x for x in y] for z in (lambda: (y := 1))]\n",
    "[(x := 1) for y in z for x in w]\n",
    "[(yield) for x in y]\n",
    "{(yield): 1 for x in y}\n",
    "{(yield from x) for x in y}\n",
    "((yield) for x in y)\n",
    "from __future__ import annotations\ndef f(x: (yield)): pass\n",
    "from __future__ import annotations\nx: (y := 1)\n",
    "from __future__ import annotations\nasync def f() -> (await x): pass\n",
    "\n".join("  " * depth + f"for a{depth} in b:" for depth in range(21)) + " pass\n",
    "a, " * 256 + "*b, c = d\n",
]

WARNINGS = [
    "x is 1\n",
    "1 is not x\n",
    "if x is 'a' is 'b': pass\n",
    "assert (x, 'message')\n",
    "assert ()\n",
    "[(1, 2)(3)]\n",
    "[1](2)\n",
    "f'x'()\n",
    "(x for x in y)()\n",
    "1[2]\n",
    "{1}[2]\n",
    "(lambda: 1)[2]\n",
    "[1]['a']\n",
    "(x, y)[1.5]\n",
    "'a'[x, y]\n",
    "[x for x in y][None]\n",
    "try: pass\nfinally: x is 1\n",
]


@pytest.mark.parametrize("source", ERRORS)
def test_same_error(source: str) -> None:
    assert isinstance(assert_same(source).result, tuple)


@pytest.mark.parametrize("source", WARNINGS)
def test_same_warning(source: str) -> None:
    assert_same(source)
    assert_same(source, action="error")


def test_error_shows_the_line_of_its_file(tmp_path: object) -> None:
    from pathlib import Path

    from cutaway.compiler import compile_source
    from tests.compiler.outcomes import fields

    assert isinstance(tmp_path, Path)
    for text in ("x = 1\nreturn 2 # é\n", "x\r\nreturn", "y\n" + "x" * 2000 + "; nonlocal z\n", "def f(a, a): pass\n"):
        path = tmp_path / "wrong.py"
        path.write_text(text, encoding="utf-8", newline="")
        errors = []
        for compiler in (compile, compile_source):
            with pytest.raises(SyntaxError) as caught:
                compiler(path.read_bytes(), str(path), "exec")
            errors.append(fields(caught.value))
        assert errors[0] == errors[1]
