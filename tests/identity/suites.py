"""The suites of `python -m tests.identity`, by name.

A suite is a function from what was ordered to a Tally under each title that it has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.identity import corpora
from tests.identity.files import compare_files
from tests.identity.generated import hypothesmith_programs, pysource
from tests.identity.memory import memory
from tests.identity.mutants import mutants, texts_of_tests
from tests.identity.pyc_bytes import determinism, pyc_bytes
from tests.identity.tally import Tally


@dataclass(frozen=True)
class Order:
    """What the command line asked for."""

    levels: list[int] | None = None
    sample: int = 1
    jobs: int = 2
    paths: list[Path] | None = None


def library(order: Order) -> dict[str, Tally]:
    """Compare the host's whole library, at all three levels."""
    return _levels("library", corpora.library(), order, [0, 1, 2])


def packages(order: Order) -> dict[str, Tally]:
    """Compare packages from the package index."""
    return _levels("packages", corpora.packages(), order, [0])


def files(order: Order) -> dict[str, Tally]:
    """Compare the files and folders that were named."""
    paths = [file for path in order.paths or [] for file in ([path] if path.is_file() else sorted(path.rglob("*.py")))]
    return _levels("files", paths, order, [0])


def _levels(title: str, paths: list[Path], order: Order, levels: list[int]) -> dict[str, Tally]:
    return {
        f"{title} -O{level}": compare_files(title, paths[:: order.sample], level, order.jobs)
        for level in order.levels or levels
    }


def _single(title: str, suite: Callable[[int, int], Tally]) -> Callable[[Order], dict[str, Tally]]:
    return lambda order: {title: suite(order.sample, order.jobs)}


SUITES: dict[str, Callable[[Order], dict[str, Tally]]] = {
    "library": library,
    "packages": packages,
    "pysource": _single("pysource", pysource),
    "hypothesmith": _single("hypothesmith", hypothesmith_programs),
    "mutants": _single("mutants", mutants),
    "texts": _single("texts", texts_of_tests),
    "pyc": _single("pyc", pyc_bytes),
    "determinism": _single("determinism", determinism),
    "memory": _single("memory", memory),
    "files": files,
}
