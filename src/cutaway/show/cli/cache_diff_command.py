"""`cutaway cache diff FILE`: which definitions changed since the last compile, and what an import would compile.

cutaway cache diff app.py             a table: added, changed, moved, removed, and why each has to be compiled
cutaway cache diff app.py --json      the same, with the unchanged ones, for programs
"""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from cutaway.cache.folders import user_folder
from cutaway.cache.header import HEADER_SIZE
from cutaway.cache.paths import CacheLayout, cache_from_source
from cutaway.cache.record_store import RecordStore, absolute
from cutaway.incremental.changes import Change, Comparison, Lines, compare
from cutaway.incremental.edition import Edition
from cutaway.incremental.from_cache import previous_version
from cutaway.incremental.index_bytes import decode


@click.command("diff")
@click.argument("file")
@click.option("-O", "--optimize", "level", type=click.IntRange(0, 2), default=0, help="Level of optimisation.")
@click.option("-a", "--all", "show_all", is_flag=True, help="Show unchanged definitions, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def diff_command(file: str, level: int, show_all: bool, as_json: bool) -> None:
    """Compare the definitions of FILE with those of its last compile; nothing is written.

    Exit code 0 where there is something to compare, 1 where not or where FILE is no Python, 2 where there is no file.
    """
    try:
        source = Path(file).read_bytes()
    except OSError as error:
        click.echo(f"cutaway: {file}: {error.strerror}", err=True)
        sys.exit(2)
    edition = _last_edition(file, level)
    if edition is None:
        click.echo(f"cutaway: no definitions are kept of {file}: the next compile compiles everything", err=True)
        sys.exit(1)
    try:
        comparison = compare(edition, source, file, level)
    except (SyntaxError, ValueError) as error:
        click.echo("".join(traceback.format_exception_only(type(error), error)), err=True, nl=False)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(_as_json(comparison), indent=1))
    else:
        _print(comparison, show_all)


def _last_edition(file: str, level: int) -> Edition | None:
    """Find what the last compile left, under the name by which it knew the file."""
    layout = CacheLayout(sys.implementation.cache_tag, str(level or ""), sys.pycache_prefix)
    target = cache_from_source(file, layout)
    try:
        data = Path(target).read_bytes()
    except OSError:
        return None
    records = RecordStore(user_folder(sys.pycache_prefix))
    previous = previous_version(records, records.read(absolute(target)), data)
    if previous is None:
        return None
    for name in (file, str(Path(file).absolute())):
        edition = decode(previous.definitions, data[HEADER_SIZE:], name, level)
        if edition is not None:
            return edition
    return None


def _as_json(comparison: Comparison) -> dict[str, object]:
    return {
        "definitions": [change._asdict() for change in comparison.changes],
        "compiled": sum([bool(change.reason) for change in comparison.changes]),
        "everything_because": comparison.whole,
        "milliseconds": round(1000 * comparison.seconds, 3),
        "milliseconds_for_everything": round(1000 * comparison.seconds_whole, 3),
    }


def _print(comparison: Comparison, show_all: bool) -> None:
    table = Table("state", "definition", "lines before", "lines now", "compiled because", box=None, pad_edge=False)
    for change in comparison.changes:
        if show_all or change.state != "unchanged":
            table.add_row(change.state, *_row(change), change.reason or "-")
    console = Console(highlight=False, markup=False)
    if table.row_count:
        console.print(table)
    counts: dict[str, int] = {}
    for change in comparison.changes:
        counts[change.state] = counts.get(change.state, 0) + 1
    click.echo(", ".join(f"{count} {state}" for state, count in sorted(counts.items())))
    saved = comparison.seconds_whole - comparison.seconds
    if comparison.whole:
        click.echo(f"everything is compiled: {comparison.whole}")
    else:
        compiled = sum([bool(change.reason) for change in comparison.changes])
        click.echo(
            f"{compiled} of {len(comparison.changes)} compiled in {1000 * comparison.seconds:.1f} ms, "
            f"everything in {1000 * comparison.seconds_whole:.1f} ms: {1000 * saved:.1f} ms saved"
        )


def _row(change: Change) -> tuple[str, str, str]:
    return f"{change.kind} {change.name}", _lines(change.old_lines), _lines(change.new_lines)


def _lines(lines: Lines | None) -> str:
    return "-" if lines is None else f"{lines[0]}-{lines[1]}"
