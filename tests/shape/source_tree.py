"""The source tree as the shape tests see it: modules with their rooms and their parsed text."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "cutaway"


@dataclass(frozen=True, slots=True)
class Module:
    """One source file of ours: its path, its dotted name and its room (`show` for cutaway.show.text.tokens)."""

    path: Path
    name: str
    room: str

    @property
    def where(self) -> str:
        """The path as a person would write it."""
        return str(self.path.relative_to(PROJECT))

    @property
    def text(self) -> str:
        """The source."""
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return parse(self.path)


@functools.cache
def parse(path: Path) -> ast.Module:
    """Parse a file once for all the tests."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@functools.cache
def modules() -> tuple[Module, ...]:
    """Answer every Python module under src/cutaway, generated files left out."""
    return tuple(_find())


def _find() -> Iterator[Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if "generated" in parts:
            continue
        name = ".".join(parts).removesuffix(".__init__")
        room = parts[1].removesuffix(".py") if len(parts) > 1 else ""
        yield Module(path, name, "" if room in ("__init__", "__main__") else room)


def imported_names(module: Module) -> Iterator[tuple[str, int]]:
    """Yield (absolute dotted name, line) for each import statement, relative ones resolved, inner ones included."""
    is_package = module.path.name == "__init__.py"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.name.split(".")
                keep = len(parents) - node.level + (1 if is_package else 0)
                base = ".".join(parents[:keep] + ([base] if base else []))
            if base == "cutaway":
                for alias in node.names:
                    yield f"cutaway.{alias.name}", node.lineno
            else:
                yield base, node.lineno
