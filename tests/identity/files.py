"""Suites over files: each is compiled by both compilers at one optimisation level."""

from __future__ import annotations

import functools
from pathlib import Path

from tests.identity.parallel import run
from tests.identity.tally import Tally, compare_source


def compare_file(path: Path, optimize: int) -> Tally:
    """Compare what both compilers make of a file."""
    tally = Tally()
    compare_source(tally, path.read_bytes(), str(path), optimize)
    return tally


def compare_files(title: str, paths: list[Path], optimize: int, jobs: int) -> Tally:
    """Compare many files; large ones first, so that no process ends up with one of them alone."""
    by_size = sorted(paths, key=lambda path: (-path.stat().st_size, path))
    return run(f"{title} -O{optimize}", by_size, functools.partial(compare_file, optimize=optimize), jobs)
