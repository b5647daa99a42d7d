"""Every family of statements and expressions compiles to the host's code object, at each optimisation level."""

from __future__ import annotations

import pytest

from tests.compiler.codegen.sources import FAMILIES
from tests.compiler.outcomes import assert_same


@pytest.mark.parametrize("optimize", [0, 1, 2])
@pytest.mark.parametrize("name", FAMILIES)
def test_same_code_object(name: str, optimize: int) -> None:
    assert_same(FAMILIES[name], optimize=optimize)


@pytest.mark.parametrize("name", FAMILIES)
def test_same_code_object_inside_a_function(name: str) -> None:
    lines = [
        "async def around(outer):",
        "    outer = lambda: outer",
        *("    " + line for line in FAMILIES[name].splitlines()),
    ]
    assert_same("\n".join(lines) + "\n")


@pytest.mark.parametrize("name", FAMILIES)
def test_same_code_object_inside_a_class(name: str) -> None:
    lines = ["class Around:", *("    " + line for line in FAMILIES[name].splitlines())]
    assert_same("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    "source", ["1", "x", "lambda a, *b, c=1, **d: (yield)", "[x for x in y if x]", "a if b else c"]
)
def test_eval_mode(source: str) -> None:
    assert_same(source, "eval")


@pytest.mark.parametrize(
    "source", ["1\n", "x = 1\n", "if x:\n    y\n", "def f():\n    1\n", "x: int = 1\n", "1; 'two'; x\n"]
)
def test_single_mode(source: str) -> None:
    assert_same(source, "single")


def test_top_level_await() -> None:
    flag = 0x2000
    for source in (
        "await x\n",
        "async for x in y:\n    pass\n",
        "async with x as y:\n    pass\n",
        "[x async for x in y]\n",
    ):
        assert_same(source, flags=flag)


def test_future_flags_from_the_caller() -> None:
    source = "def f(x: 'a' | (1).b, *y: 2): pass\nclass C:\n    z: [1, (2,)]\n"
    assert_same(source, flags=0x1000000)
    assert_same("from __future__ import annotations\n" + source)
