"""Code that nobody vouches for is verified before it runs; the guest sees an ordinary exception."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.harness import Invocation, run

pytestmark = pytest.mark.parametrize("engine", ["native", "plain"])

MADE_BY_HAND = """
import marshal, types

def f(x):
    return [x]

def other(code, **fields):
    return types.FunctionType(code.replace(**fields), globals())

print(other(f.__code__, co_stacksize=50)(3))
text = f.__code__.co_code
for bad in (
    dict(co_code=text[:2] + bytes([1, 0]) + text[4:]),
    dict(co_stacksize=0),
    dict(co_linetable=b"\\xff" * 20),
):
    try:
        other(f.__code__, **bad)(1)
    except SystemError as error:
        print(type(error).__name__, error)
nested = marshal.loads(marshal.dumps(compile("def h(a):\\n  return list(b for b in a)\\nprint(h('xy'))", "m", "exec")))
exec(nested)
f.__code__ = f.__code__.replace(co_consts=(1, 2))
print(f(5))
"""
WHAT_IS_SAID = """\
[3]
RejectedCodeError code object f is rejected: POP_TOP at byte 2: 1 items are wanted, 0 are there (rule: stack)
RejectedCodeError code object f is rejected: LOAD_FAST at byte 2: 1 items, of which co_stacksize has 0 (rule: stack)
RejectedCodeError code object f is rejected: RESUME at byte 0: it speaks of 160 code units of 4 (rule: lines)
['x', 'y']
[5]
"""


def said(engine: str, text: str, folder: Path) -> str:
    (folder / "guest.py").write_text(text)
    outcome = run(engine, Invocation(("guest.py",), folder=folder))
    assert outcome.status == 0, outcome.stderr
    return outcome.stdout


def test_code_made_by_a_guest(engine: str, tmp_path: Path) -> None:
    assert said(engine, MADE_BY_HAND, tmp_path) == WHAT_IS_SAID


def test_a_generator_expression_over_what_is_no_iterator(engine: str, tmp_path: Path) -> None:
    """CPython ends with a segmentation fault here: nothing but its own compiler is meant to call such a function."""
    text = """
import types
inner = types.FunctionType((x for x in ()).gi_code, {})
for value in (5, [1], iter([1, 2])):
    try:
        print(list(inner(value)))
    except TypeError as error:
        print(error)
"""
    assert said(engine, text, tmp_path) == (
        "'int' object is not an iterator\n'list' object is not an iterator\n[1, 2]\n"
    )


def test_a_group_whose_split_gives_no_exceptions(engine: str, tmp_path: Path) -> None:
    """CPython takes what it is given for exceptions, and may crash."""
    text = """
import sys
class Odd(ExceptionGroup):
    result = (1, 2)
    def split(self, kind):
        return self.result
for result in ((1, 2), (None, 3), "ab"):
    Odd.result = result
    try:
        try:
            raise Odd("o", [ValueError(1)])
        except* ValueError:
            print(sys.exc_info())
    except TypeError as error:
        print(error)
"""
    wrong = "exceptions must derive from BaseException\n"
    assert said(engine, text, tmp_path) == wrong * 2 + "Odd.split must return a tuple of two\n"


def test_the_verifier_is_loaded_without_what_the_guest_is_importing(engine: str, tmp_path: Path) -> None:
    """A module of which no record tells is verified, and may be what `array` and others import."""
    cache = ("XDG_CACHE_HOME", str(tmp_path))
    for text in ("import collections", "import collections.abc; print(collections.abc.Sized.__name__)"):
        outcome = run(engine, Invocation(("-c", text), environment=(cache,)))
        assert outcome.status == 0, outcome.stderr
    assert outcome.stdout == "Sized\n"
