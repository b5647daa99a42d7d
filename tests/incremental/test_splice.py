"""A module's body that changed: its code is put together from that of statements that stay, and of few that are compiled.

More than 255 constants and names, so that the arguments of what stays need another byte where something is put in.
"""

from __future__ import annotations

import ast

import pytest

from cutaway.incremental import recompile
from cutaway.incremental.compiling import MODULE_BODY
from tests.incremental.test_scenarios import after

DEFINITIONS = 200


def module(*, head: str = '"""A module."""\nimport os, sys\n', end: str = "") -> str:
    parts = [head]
    for number in range(DEFINITIONS):
        parts.append(
            [
                f"def plain_{number}(a, b={number}, *, key='k{number}'):\n    return a + b, key, {number}\n",
                f"@os.decorate({number}, lambda x: x)\nclass Class_{number}(os.Base, kind={number}):\n"
                f"    kind = {number}\n    def method(self): return super().method({number})\n",
                f"def noted_{number}(a: int = None, *rest: str) -> 'a b':\n    return a\n",
                f"@sys.chosen(os.a if os.b else {number})\nasync def tested_{number}(a=()): pass\n",
                f"value_{number}, other = {number} + os.x, [1, 2, {number}]\n",
            ][number % 5]
        )
    return "\n\n".join(parts) + end


BASE = module()
TAIL = "\n\nif __name__ == '__main__':\n    sys.exit(plain_0())\n"
FRESH = "def fresh(a=(1, 2), *, b='new'):\n    return [a, b, 'fresh']\n"


def put_in(text: str, at: str, more: str) -> str:
    assert at in text
    return text.replace(at, f"{more}\n\n{at}", 1)


EDITS = {
    "added in front": put_in(BASE, "def plain_0(", FRESH),
    "added in the middle": put_in(BASE, "def plain_100(", FRESH),
    "added before a class": put_in(BASE, "@os.decorate(101,", FRESH),
    "added at the end": BASE + "\n\n" + FRESH,
    "many added": put_in(put_in(put_in(BASE, "def plain_0(", FRESH), "def plain_60(", FRESH), "def plain_150(", FRESH),
    "removed": BASE.replace(BASE[BASE.index("def plain_50(") : BASE.index("def noted_52(")], ""),
    "removed at the end": BASE[: BASE.index("@sys.chosen(os.a if os.b else 193)")],
    "last definition removed": BASE[: BASE.index("value_199")],
    "moved": put_in(BASE.replace("def plain_150(", "def removed("), "def plain_20(", "def plain_150(): return 1\n"),
    "first of a constant removed": BASE.replace("key='k0'", "key='k5'").replace("b=0", "b=199"),
    "statement edited": BASE.replace("= 99 + os.x", "= 'a b' + os.y"),
    "head edited": BASE.replace("kind=101)", "kind=1010, metaclass=M)"),
    "default edited": BASE.replace("b=50,", "b=(50, 'x'),"),
    "method edited, too": put_in(BASE, "def plain_100(", FRESH).replace("super().method(51)", "super().method('a b')"),
    "class edited, too": put_in(BASE, "def plain_100(", FRESH).replace("kind = 51", "kind = 'a b'; more = 2"),
    "method ceases to use its class": put_in(BASE, "def plain_5(", FRESH).replace("super().method(51)", "None"),
    "test put in": put_in(BASE, "def plain_100(", "if os.x:\n    def a(): pass\nelse:\n    a = None\n"),
    "loop put in": put_in(BASE, "def plain_100(", "for i in os.x:\n    while i:\n        print(i, 'a b', 12345)\n"),
    "guard put in": put_in(BASE, "def plain_100(", "try:\n    import new\nexcept ImportError as e:\n    print(e)\n").replace("import new", "x = new"),
    "raise put in": put_in(BASE, "def plain_100(", "if os.x:\n    raise os.x\n"),
    "nothing behind is reached": put_in(BASE, "def plain_100(", "raise os.x\n"),
    "constant test": put_in(BASE, "def plain_100(", "x = 1 if True else 987\nif 0:\n    y = 654\n"),
    "annotation put in": put_in(BASE, "def plain_100(", "x: int = 1\n"),
    "string put in": put_in(BASE, "def plain_100(", "'no docstring'\n"),
    "docstring edited": BASE.replace("A module.", "The module."),
    "docstring removed": BASE.replace('"""A module."""\n', ""),
    "statement above the docstring": "x = 1\n" + BASE,
    "ends with a test": BASE + TAIL,
    "ends with a loop": BASE + "\nfor x in os.x:\n    print(x)\n",
    "ends with a guard": BASE + "\nwith os.x as y:\n    print(y)\n",
    "ends with a statement after a test": BASE + TAIL + "x = 1\n",
    "string at the end": put_in(BASE, "def plain_100(", FRESH) + "\n'the end'\n",
    "string, no longer at the end": BASE + "\n'the end'\n\n" + FRESH,
    "string moved to the end": BASE[: BASE.index("@os.decorate(1,")] + "'the end'\n",
    "name declared global": BASE.replace("    return a\n", "    global other\n    other = a\n", 1),
}  # fmt: skip


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize("name", EDITS)
def test_edit(name: str, level: int) -> None:
    with_end = BASE + "\n'the end'\n"
    for before, source in (
        (BASE, EDITS[name]),
        (with_end, EDITS[name]),
        (EDITS[name], with_end),
        (EDITS[name], BASE),
        (EDITS[name] + TAIL, BASE + TAIL),
    ):
        assert not after(before.encode(), source.encode(), level).report.whole


@pytest.mark.parametrize(
    "head",
    [
        "import os, sys\n",
        "from __future__ import annotations\nimport os, sys\n",
        '"""A module."""\nimport os, sys\nx: int = 1\n',
        "import os, sys\ndef declares():\n    global other, value_4\n    other = 1\n",
        "import os, sys\nif sys.x:\n    from os import x\nelse:\n    x = None\n",
    ],
    ids=["nothing", "future", "annotation", "global", "test"],
)
def test_heads(head: str) -> None:
    before = module(head=head, end=TAIL)
    for at in ("def plain_0(", "def plain_100(", "def plain_195("):
        made = after(before.encode(), put_in(before, at, FRESH + "\nother = 5\nother2: int = 6\n").encode())
        assert made.report.compiled[0] == MODULE_BODY
        after(before.encode(), put_in(before, at, FRESH + "\nother = 5\n").encode())


@pytest.mark.parametrize("name", ["added in the middle", "added at the end", "removed", "moved", "statement edited"])
def test_what_stays_is_not_parsed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the heads of definitions that stay, only those are read again that need it: they have a test in them."""
    texts: list[str] = []
    parse = recompile.parse
    monkeypatch.setattr(
        recompile, "parse", lambda text, *rest, **more: (texts.append(text), parse(text, *rest, **more))[1]
    )
    after(BASE.encode(), EDITS[name].encode())
    read = [node.name for text in texts for node in ast.parse(text).body if hasattr(node, "name")]
    assert not [one for one in read if one.startswith(("Class", "noted"))]
    assert len([one for one in read if one.startswith("plain")]) <= 4
