"""The room table of docs/map.md against the imports of the code: no arrow that is not in the table."""

from __future__ import annotations

import re

import pytest

from tests.shape.source_tree import PACKAGE, PROJECT, imported_names, modules

EVERYTHING = "everything"
# `cutaway/__init__.py` is the public face and imports what it re-exports; __main__ only starts the command line.
PUBLIC_FACE = ""


def room_table() -> dict[str, set[str] | str]:
    """Read docs/map.md: room -> the rooms that it may import, or EVERYTHING."""
    table: dict[str, set[str] | str] = {}
    for line in (PROJECT / "docs" / "map.md").read_text(encoding="utf-8").splitlines():
        row = re.fullmatch(r"\| `(\w+)` \|[^|]*\|([^|]*)\|", line)
        if row:
            allowed = row[2].strip()
            table[row[1]] = EVERYTHING if allowed == EVERYTHING else set(re.findall(r"\w+", allowed))
    return table


TABLE = room_table()


def test_table_is_read() -> None:
    assert {"base", "bytecode", "compiler", "cache", "importer", "machine", "native", "show"} <= TABLE.keys()
    assert TABLE["cache"] == {"base", "bytecode"}


def test_every_room_is_in_the_table() -> None:
    assert {module.room for module in modules()} - {PUBLIC_FACE} <= TABLE.keys()


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.where)
def test_imports_follow_the_table(module) -> None:
    if module.room == PUBLIC_FACE or TABLE[module.room] == EVERYTHING:
        return
    allowed = TABLE[module.room] | {module.room}
    for name, line in imported_names(module):
        parts = name.split(".")
        if parts[0] != "cutaway":
            continue
        assert len(parts) > 1, f"{module.where}:{line}: a room may not import the package as a whole"
        assert parts[1] in allowed, f"{module.where}:{line}: {module.room} may not import {name}"


def test_every_folder_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py") if "generated" not in path.parts}
    missing = [str(folder.relative_to(PROJECT)) for folder in folders if not (folder / "__init__.py").exists()]
    assert not missing, f"setuptools finds packages by their __init__.py; missing in {missing}"
