"""Programs that generators make from fixed seeds: pysource-codegen's 5,000 and hypothesmith's 2,000.

The generators come with the extra `corpora`.  A program that compiles differently is cut down to the part that
matters, which then belongs into tests/compiler/regressions.
"""

from __future__ import annotations

import warnings
from typing import Any

from tests.compiler.random_programs.reduce import reduce
from tests.identity.parallel import run
from tests.identity.tally import Tally, compare_source

LEVELS = (0, 1, 2)
BATCH = 50
PYSOURCE_PROGRAMS = 5000
HYPOTHESMITH_PROGRAMS = 2000


def compare_program(tally: Tally, source: str, name: str) -> None:
    """Compare a program at every level; it counts as one source."""
    for level in LEVELS:
        if not compare_source(tally, source, name, level):
            smallest = reduce(source, lambda text: not compare_source(Tally(), text, name, level))
            tally.note("smallest", f"{name} -O{level}:\n{smallest}")
    tally.sources -= len(LEVELS) - 1


def pysource_batch(first: int) -> Tally:
    """Compare BATCH programs, of the seeds from `first` on."""
    from pysource_codegen import generate

    tally = Tally()
    for seed in range(first, first + BATCH):
        compare_program(tally, generate(seed, node_limit=50, depth_limit=6), f"pysource_{seed}.py")
    return tally


def hypothesmith_batch(first: int) -> Tally:
    """Compare BATCH programs: one half derived from the grammar, the other from syntax trees."""
    import hypothesmith

    tally = Tally()
    for kind, strategy in (("grammar", hypothesmith.from_grammar()), ("node", hypothesmith.from_node())):
        for index, source in enumerate(_drawn(strategy, BATCH // 2, first)):
            compare_program(tally, source, f"hypothesmith_{kind}_{first}_{index}.py")
    return tally


def _drawn(strategy: Any, count: int, seed: int) -> list[str]:
    """Let hypothesis draw examples of a strategy."""
    import hypothesis

    programs: list[str] = []

    def collect(source: str) -> None:
        programs.append(source)

    settings = hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the generated text, which is compared later
        hypothesis.seed(seed)(settings(hypothesis.given(strategy)(collect)))()
    return programs[:count]


def pysource(sample: int, jobs: int) -> Tally:
    """Compare the programs of pysource-codegen."""
    return run("pysource", range(0, PYSOURCE_PROGRAMS, BATCH * sample), pysource_batch, jobs)


def hypothesmith_programs(sample: int, jobs: int) -> Tally:
    """Compare the programs of hypothesmith."""
    return run("hypothesmith", range(0, HYPOTHESMITH_PROGRAMS, BATCH * sample), hypothesmith_batch, jobs)
