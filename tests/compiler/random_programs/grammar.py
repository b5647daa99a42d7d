"""What random programs are made of: templates, filled in at random.

<e> expression   <n> name   <t> target of an assignment   <p> pattern   <o> operator
a line of its own:   <block> statements   <loop> statements in a loop   <function>, <coroutine>, <class> bodies
"""

from __future__ import annotations

import random
import re
from typing import Final

NAMES: Final = [*"abcdefg", "__private"]

ATOMS: Final = [
    *NAMES,
    *NAMES,
    "0",
    "1",
    "2",
    "3",
    "1.5",
    "-0.0",
    "2j",
    "'s'",
    "b'b'",
    "''",
    "...",
    "()",
    "None",
    "True",
]
ATOMS += ["False", "__debug__"]

OPERATORS: Final = ["+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "|", "&", "^"]
COMPARISONS: Final = ["<", ">", "==", "!=", "<=", ">=", "is", "is not", "in", "not in"]

EXPRESSIONS: Final = [
    "(<e> and <e>)",
    "(<e> or <e>)",
    "(<e> and <e> or <e>)",
    "(not <e>)",
    "(<e>\n  and\n <e>\n or <e>)",
    "(<e>\n or not\n <e> and <e>)",
    "(<e> if <e> else <e>)",
    "(<e> if <e> and <e> else\n <e>)",
    "(<e> <o> <e>)",
    "(<e> <c> <e>)",
    "(<e> <c> <e> <c> <e>)",
    "(<e> is None)",
    "(-<e>)",
    "(~<e>)",
    "<n>(<e>)",
    "<n>(<e>, k=<e>)",
    "<n>(<e>, *<e>, k=<e>, **<e>)",
    "<n>.method(<e>)",
    "<n>.method(<e>, k=<e>)",
    "<n>.method(*<e>)",
    "(<e>).attribute",
    "(<e>, <e>)",
    "(*<e>, <e>)",
    "[<e>, <e>, <e>, <e>]",
    "[1, 2, 3]",
    "[*<e>, <e>]",
    "{<e>, <e>}",
    "{1, 2, 'x'}",
    "{<e>: <e>, **<e>}",
    "{'a': <e>, 'b': <e>}",
    "[<e> for <n> in <e> if <e>]",
    "{<e> for <n>, <n> in <e>}",
    "{<e>: <e> for a, b in <e> for c in <e>}",
    "sum(<e> for a in <e> if <e> if <e>)",
    "[(lambda: <n>) for <n> in <e>]",
    "(lambda <n>, q=<e>: <e>)",
    "(lambda *a, **k: (yield <e>))",
    "<n>[<e>]",
    "<n>[<e>:<e>]",
    "<n>[<e>:<e>:<e>, <e>]",
    "<n>[*<e>, 1]",
    "(z := <e>)",
    "f'x{<n>!r:>{<n>}}y{<n>}'",
    "('%s %r' % (<e>, <e>))",
    "'a' 'b' f'{<n>=}'",
    "(<e> in [1, 2, <e>])",
    "(<n> in {1, 2, 3})",
    "((1, 2, 3), (1.0, -0.0), (True, 1))",
    "(1 + 2 * 3 ** 2)",
    "('ab' * 5)[1]",
    "(1, 2)[0]",
]

TARGETS: Final = ["<n>", "<n>", "<n>", "<n>.attribute", "<n>[<e>]", "(<n>, <n>)", "(<n>, *<n>, <n>)", "[<n>, <t>]"]

PATTERNS: Final = [
    "_",
    "1",
    "-1.5",
    "'s'",
    "None",
    "a.b",
    "<n>",
    "<n> if <e>",
    "[1, *_, 2]",
    "[<n>1, *rest1]",
    "[1, [2, x1], *r1]",
    "{'k': 1, **rest}",
    "{'k': x2, a.b: None}",
    "C(1, y=2)",
    "C(x1, y=[y1, _])",
    "(1 | 2 | None)",
    "([1, x3] | [x3, 2])",
    "(1 as whole)",
    "1, x2, y2",
    "int() | str()",
]

SIMPLE: Final = [
    "pass",
    "<t> = <e>",
    "<t> = <t> = <e>, <e>",
    "<n>, <n> = <n>, <n>",
    "<n>, <n>, <n> = <n>, <n>, <n>",
    "<n> = <n> = <n>",
    "<n> <o>= <e>",
    "<n>.attribute <o>= <e>",
    "<n>[<e>] <o>= <e>",
    "<n>: <e> = <e>",
    "<n>.attribute: <e>",
    "<e>",
    "<e>",
    "'text'",
    "raise",
    "raise <e>",
    "raise <e> from <e>",
    "assert <e>",
    "assert <e>, <e>",
    "del <n>, <n>.attribute, <n>[<e>]",
    "import x.y.z, a",
    "import x.y as q",
    "from . import a as b, c",
    "global h; h = <e>",
]

COMPOUND: Final = [
    "if <e>:\n    <block>",
    "if <e>:\n    <block>\nelse:\n    <block>",
    "if <e>:\n    <block>\nelif <e>:\n    <block>\nelse:\n    <block>",
    "if <e>: <n> = <e>",
    "while <e>:\n    <loop>",
    "while <e>:\n    <loop>\nelse:\n    <block>",
    "while True:\n    <loop>",
    "for <t> in <e>:\n    <loop>",
    "for <t> in <e>:\n    <loop>\nelse:\n    <block>",
    "try:\n    <block>\nexcept <e>:\n    <block>",
    "try:\n    <block>\nexcept <e> as <n>:\n    <block>\nexcept:\n    <block>\nelse:\n    <block>",
    "try:\n    <block>\nexcept <e> as <n>:\n    <block>\nfinally:\n    <block>",
    "try:\n    <block>\nfinally:\n    <block>",
    "try:\n    <block>\nexcept* <e> as error:\n    <plain>",
    "try:\n    <block>\nexcept* <e>:\n    <plain>\nexcept* <e>:\n    <plain>\nfinally:\n    <block>",
    "with <e>:\n    <block>",
    "with <e> as <t>, <e>:\n    <block>",
    "match <e>:\n    case <p>:\n        <block>",
    "match <e>:\n    case <p>:\n        <block>\n    case <p>:\n        <block>\n    case _:\n        <block>",
    "def f(a, b=<e>, *c, d=<e>, **e):\n    <function>",
    "@<e>\ndef f(a: <e>, /, b: <e> = <e>) -> <e>:\n    'doc'\n    <function>",
    "def f():\n    <n> = <e>\n    def g():\n        nonlocal <n>\n        <function>",
    "async def f(a, b: <e> = <e>):\n    <coroutine>",
    "class C(<e>, metaclass=<e>):\n    'doc'\n    <class>",
    "class C:\n    def f(self):\n        super().f(__class__, <e>)\n        <function>",
]

IN_LOOP: Final = ["break", "continue"]
IN_FUNCTION: Final = ["return", "return <e>", "<n> = yield <e>", "yield", "<n> = yield from <e>"]
IN_COROUTINE: Final = [
    "return <e>",
    "await <e>",
    "async with <e> as <t>:\n    <block>",
    "async for <t> in <e>:\n    <loop>\nelse:\n    <block>",
    "<n> = [<e> async for <n> in <e>]",
    "<n> = [await <e> for <n> in <e>]",
]

_PLACEHOLDER: Final = re.compile("<([entopc])>")
_BLOCK: Final = re.compile("<(block|loop|plain|function|coroutine|class)>")


class Writer:
    """Writes programs; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def program(self) -> str:
        """Write one program: statements of a module, or one function."""
        if self.random.random() < 0.6:
            return f"def f(a, b, c):\n{self.block(1, 4, 'function')}"
        return self.block(0, 4, "module")

    def block(self, indent: int, depth: int, place: str) -> str:
        """Write some statements; `place` says what may stand there (words joined by `+`)."""
        return "".join([self.statement(indent, depth, place) for _ in range(self.random.randint(1, 3))])

    def statement(self, indent: int, depth: int, place: str) -> str:
        """Write one statement."""
        choices = [*SIMPLE, *COMPOUND, *COMPOUND] if depth > 0 else SIMPLE
        special: list[str] = []
        if "loop" in place:
            special += IN_LOOP
        if "function" in place:
            special += IN_FUNCTION
        if "coroutine" in place:
            special += IN_COROUTINE
        if special and self.random.random() < 0.3:
            choices = special
        lines: list[str] = []
        for line in self.random.choice(choices).split("\n"):
            inner = _BLOCK.search(line)
            if inner is None:
                lines.append(" " * indent + self.fill(line, self.random.randint(0, 3)) + "\n")
            else:
                deeper = indent + len(line) - len(line.lstrip())
                lines.append(self.block(deeper, depth - 1, self._place_inside(place, inner[1])))
        return "".join(lines)

    def _place_inside(self, place: str, block: str) -> str:
        if block == "block":
            return place
        if block == "loop":
            return f"{place}+loop"
        # Nothing may leave an `except*` clause; the other kinds of body start afresh.
        return "module" if block == "plain" else block

    def fill(self, template: str, depth: int) -> str:
        """Replace the placeholders of a template."""
        return _PLACEHOLDER.sub(lambda match: self._part(match[1], depth), template)

    def _part(self, kind: str, depth: int) -> str:
        choice = self.random.choice
        if kind == "n":
            return choice(NAMES)
        if kind == "o":
            return choice(OPERATORS)
        if kind == "c":
            return choice(COMPARISONS)
        if kind == "e":
            return choice(ATOMS) if depth <= 0 else self.fill(choice(EXPRESSIONS), depth - self.random.randint(1, 2))
        if kind == "t":
            return choice(NAMES) if depth <= 0 else self.fill(choice(TARGETS), depth - 1)
        return self.fill(choice(PATTERNS), min(depth, 1))
