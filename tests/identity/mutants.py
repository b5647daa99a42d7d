"""Invalid sources: valid ones, spoiled in one place, and the texts that CPython's own tests expect to be refused.

    mutant("x = 1\\n", seed=3)   ->  "x = = 1\\n"
    texts(path)                  every string constant in a test module: most of CPython's bad programs are such

Compared are type, message and all places of the exception, and the warnings before it.
"""

from __future__ import annotations

import ast
import io
import random
import re
import textwrap
import tokenize
import warnings
from pathlib import Path

from tests.identity.corpora import LIBRARY, library
from tests.identity.parallel import run
from tests.identity.tally import Tally, compare_source

MUTANTS = 4800
"""A third of them still compile; more than 3,000 are refused."""

BATCH = 30
LARGEST = 20_000
"""Sources of more characters than this are left out: a mutant is compiled whole."""

MISPLACED = (
    "return 1",
    "yield",
    "await x",
    "break",
    "continue",
    "nonlocal x",
    "global self, x",
    "from __future__ import annotations",
    "from __future__ import braces",
    "from m import *",
    "del f()",
    "None = 1",
    "f() = 1",
    "x: int = yield",
    "(x := 1) = 2",
    "*a = 1",
    "*a, *b = c",
    "def f(a, a): pass",
    "def f(__debug__): pass",
    "print 1",
    "[x async for x in y]",
    "[(x := 1) for x in y]",
    "class A: nonlocal y",
    "match x:\n    case y: pass\n    case z: pass",
    "match x:\n    case {**r, 'a': 1}: pass",
    "match x:\n    case A(b=1, b=2): pass",
    "try: pass\nexcept: pass\nexcept A: pass",
    "try: pass\nexcept* A: break",
    "1 is 1, 'a'[b], (1)()",
    "assert (x, 'text')",
    "'\\d'",
    "f'{a b}'",
    "f'{a!x}'",
    "0777",
    "async with a: pass",
    "lambda: (yield)",
    "f(a for a in b, c)",
    "f(a=1, a=2)",
    "f(**a, *b)",
    "x = {**a for a in b}",
    "with a as b(): pass",
    "for f() in x: pass",
    "import a.b as c.d",
    "@x",
    "else: pass",
)


def mutant(source: str, seed: int) -> str:
    """Spoil a source in one place, which the seed decides."""
    chance = random.Random(seed)
    kind = chance.randrange(7)
    if kind < 2:
        return misplace(source, chance)
    if kind == 2:
        return _break_indentation(source, chance)
    spans = _tokens(source)
    if not spans:
        return misplace(source, chance)
    place = chance.randrange(len(spans))
    start, end = spans[place]
    if kind == 3:
        return source[:start] + source[end:]
    if kind == 4:
        other_start, other_end = spans[chance.randrange(len(spans))]
        return source[:start] + source[other_start:other_end] + source[end:]
    if kind == 5 and place + 1 < len(spans):
        next_start, next_end = spans[place + 1]
        return (
            source[:start]
            + source[next_start:next_end]
            + source[end:next_start]
            + source[start:end]
            + source[next_end:]
        )
    keyword = chance.choice(("yield", "await", "not", "in", "lambda", "async", "else", "return", "nonlocal", "*", "**"))
    return source[:start] + keyword + " " + source[start:]


def misplace(source: str, chance: random.Random) -> str:
    """Put a statement where it is wrong, or may be, before a line that begins a statement."""
    lines = source.splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if re.match(r"\s*(\w|@)", line)] or [0]
    place = chance.choice(places)
    indent = re.match(r"[ \t]*", lines[place] if lines else "")
    text = textwrap.indent(chance.choice(MISPLACED) + "\n", indent.group() if indent else "")
    return "".join([*lines[:place], text, *lines[place:]])


def _break_indentation(source: str, chance: random.Random) -> str:
    lines = source.splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if line.strip()]
    if not places:
        return " " + source
    place = chance.choice(places)
    stripped = lines[place].lstrip(" ")
    lines[place] = chance.choice((" " + lines[place], "\t" + lines[place], stripped, lines[place][1:], "\t" + stripped))
    return "".join(lines)


def _tokens(source: str) -> list[tuple[int, int]]:
    """Give the places in the text of all tokens that can be seen."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    spans = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.string.strip() and token.type != tokenize.COMMENT:
                spans.append((starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]))
    except (tokenize.TokenError, SyntaxError, IndexError):
        return spans
    return spans


def texts(path: Path) -> list[str]:
    """Give the different string constants of a module, also without their common indentation."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            return []
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found[node.value] = None
            found[textwrap.dedent(node.value)] = None
    return list(found)


def compare_mutants(batch: tuple[int, list[Path]]) -> Tally:
    """Compare one mutant of each of some files."""
    first, paths = batch
    tally = Tally()
    for number, path in enumerate(paths):
        source = path.read_text(encoding="utf-8", errors="replace")
        compare_source(tally, mutant(source, first + number), f"{path}?mutant={first + number}", number % 3)
    return tally


def compare_texts(path: Path) -> Tally:
    """Compare every text in a test module."""
    tally = Tally()
    for number, text in enumerate(texts(path)):
        compare_source(tally, text, f"{path}?text={number}")
    return tally


def mutants(sample: int, jobs: int) -> Tally:
    """Compare mutants of the library's smaller files."""
    paths = [path for path in library() if path.stat().st_size < LARGEST]
    chosen = [paths[number % len(paths)] for number in range(0, MUTANTS * 7, 7)]
    batches = [(first, chosen[first : first + BATCH]) for first in range(0, MUTANTS, BATCH)]
    return run("mutants", batches[::sample], compare_mutants, jobs)


def texts_of_tests(sample: int, jobs: int) -> Tally:
    """Compare the texts of CPython's own tests."""
    return run("texts", sorted((LIBRARY / "test").rglob("*.py"))[::sample], compare_texts, jobs)
