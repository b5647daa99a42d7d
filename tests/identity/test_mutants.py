"""The mutations spoil sources, always in the same way; a few mutants are compared on each test run."""

from __future__ import annotations

from tests.identity.corpora import LIBRARY
from tests.identity.mutants import MISPLACED, mutant
from tests.identity.tally import Tally, compare_source

SOURCE = "def f(a, b):\n    if a:\n        return b\n    return [a for a in b]\n"


def test_a_seed_decides_the_place() -> None:
    assert mutant(SOURCE, 3) == mutant(SOURCE, 3)
    made = {mutant(SOURCE, seed) for seed in range(100)}
    assert len(made) > 50
    assert "" not in made


def test_misplaced_statements_in_every_kind_of_block() -> None:
    tally = Tally()
    for text in MISPLACED:
        body = text.replace("\n", "\n    ")
        for head in ("def f(self, x):", "async def f(y):", "class A:", "for x in y:", "try: pass\nfinally:"):
            compare_source(tally, f"{head}\n    {body}\n", "misplaced.py")
            compare_source(tally, f"{head}\n    pass\n{text}\n", "misplaced.py")
    assert tally.examples == {}
    assert tally.refused > len(MISPLACED)


def test_some_mutants_of_the_library() -> None:
    source = (LIBRARY / "textwrap.py").read_text()
    tally = Tally()
    for seed in range(40):
        compare_source(tally, mutant(source, seed), f"mutant {seed}")
    assert tally.examples == {}
