"""`cutaway cache doctor PATH`: what the cache folders of a tree hold, and what would make the next start faster."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from cutaway.cache.survey import Item, Use, survey
from cutaway.pipeline import MAKER
from cutaway.show.cli.source_files import cache_files, source_files

_MEANING = {
    Use.FRESH: "used as they are",
    Use.STALE: "the source is another now",
    Use.MISSING: "not compiled yet",
    Use.CORRUPT: "damaged",
    Use.FOREIGN: "made by another Python",
    Use.UNWRITABLE: "not usable, and not to be replaced",
    Use.ORPHANED: "the source is gone",
    Use.UNUSED: "no start looks for them",
    Use.LEFT_BEHIND: "halves of files",
}
_COMPILED_AT_START = (Use.STALE, Use.MISSING, Use.CORRUPT)
_NEVER_READ = (Use.ORPHANED, Use.UNUSED, Use.LEFT_BEHIND)


@click.command("doctor")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print every file as JSON.")
def doctor_command(path: Path, as_json: bool) -> None:
    """Say what the caches of a tree are good for.  Exit code 1 where something should be done."""
    found = list(survey(map(str, source_files([path])), map(str, cache_files(path)), maker=MAKER))
    if as_json:
        click.echo(json.dumps([item._asdict() | {"use": item.use.value} for item in found], indent=1))
    else:
        Console().print(_table(found))
        for line in advice(found, path):
            click.echo(f"-> {line}")
    sys.exit(int(any(item.use in (*_COMPILED_AT_START, *_NEVER_READ, Use.UNWRITABLE) for item in found)))


def _table(found: list[Item]) -> Table:
    table = Table("state", "files", "bytes", "meaning", "for example", box=None, pad_edge=False)
    for use, meaning in _MEANING.items():
        items = [item for item in found if item.use is use]
        if items:
            example = f"{items[0].path}: {items[0].reason}"
            table.add_row(use.value, f"{len(items):,}", f"{sum(item.size for item in items):,}", meaning, example)
    return table


def advice(found: list[Item], path: Path) -> list[str]:
    """Say what would make the next start faster, and what only takes room."""
    lines = []
    compiled = sum(item.use in _COMPILED_AT_START for item in found)
    if compiled:
        lines.append(f"{compiled} modules are compiled when they are next imported: cutaway compile {path}")
    unwritable = [item for item in found if item.use is Use.UNWRITABLE]
    if unwritable:
        cure = "make the folders writable, or set PYTHONPYCACHEPREFIX to one that is"
        lines.append(f"{len(unwritable)} modules are compiled at every start, for nothing can be kept: {cure}")
    idle = [item for item in found if item.use in _NEVER_READ]
    if idle:
        lines.append(f"{len(idle)} files of {sum(item.size for item in idle):,} bytes are never read: delete them")
    return lines
