"""The packages of suites.toml, fetched: their sources with their tests, and what these need.

    fetch(read_suites()["click"])     out: build/suites/click-8.5.1, with its tests

Everything is under build/suites, which git ignores: `sdists` and unpacked sources, and `site`, the packages installed.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
STORE: Final = HERE.parents[1] / "build" / "suites"
SITE: Final = STORE / "site"


@dataclass(frozen=True)
class Suite:
    """One package and where its tests are."""

    name: str
    requirement: str
    tests: list[str]
    needs: list[str] = field(default_factory=list)
    source: dict[str, str] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)

    @property
    def version(self) -> str:
        """The version that is tested."""
        return self.requirement.partition("==")[2]


def read_suites() -> dict[str, Suite]:
    """All suites by name."""
    table = tomllib.loads((HERE / "suites.toml").read_text(encoding="utf-8"))
    return {name: Suite(name, **row) for name, row in table.items()}


def fetch(suite: Suite) -> Path:
    """Make a package's sources and needs present.  Out: its folder.  Raises CalledProcessError without a network."""
    folder = STORE / (f"{suite.name}-{suite.source['tag']}" if suite.source else f"{suite.name}-{suite.version}")
    if not folder.exists():
        if suite.source:
            clone = ["git", "clone", "--quiet", "--depth=1", "--branch", suite.source["tag"]]
            subprocess.run([*clone, suite.source["repository"], str(folder)], check=True)
        else:
            _unpack(suite)
    mark = SITE / f"{suite.name}-{suite.version}.installed"
    if not mark.exists():
        _pip("install", "--target", str(SITE), "--upgrade", suite.requirement, *suite.needs)
        mark.touch()
    return folder


def _unpack(suite: Suite) -> None:
    archives = STORE / "sdists"
    pattern = f"{suite.name}-{suite.version}.tar.gz"
    if not list(archives.glob(pattern)):
        _pip("download", "--no-binary", ":all:", "--no-deps", "--dest", str(archives), suite.requirement)
    with tarfile.open(next(archives.glob(pattern))) as archive:
        archive.extractall(STORE, filter="data")


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *arguments], check=True)
