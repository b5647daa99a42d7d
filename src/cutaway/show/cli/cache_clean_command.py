"""`cutaway cache clean [PATH...]`: remove what is ours, and say what."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cutaway.cache.cleaning import ours_alone, ours_below, remove
from cutaway.cache.folders import user_folder
from cutaway.cache.record_store import RecordStore
from cutaway.show.cli.source_files import cache_files


@click.command("clean")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
def clean_command(paths: tuple[Path, ...], dry_run: bool) -> None:
    """Remove our files from caches: below PATHS the .pyc files that we wrote, with their records.

    Without PATHS: all records, and the caches of import hooks, in the user's cache folder.  What others wrote stays.
    """
    folder = user_folder(sys.pycache_prefix)
    records = RecordStore(folder)
    if paths:
        found = ours_below((str(file) for path in paths for file in cache_files(path)), records)
    else:
        found = ours_alone(records, folder)
    removed = size = failed = 0
    for each in list(found):
        problem = "" if dry_run else remove(each)
        if problem:
            failed += 1
            click.echo(f"cutaway: {each.path}: {problem}", err=True)
            continue
        removed += 1
        size += each.size
        click.echo(f"{'would remove' if dry_run else 'removed'} {each.path} ({each.what})")
    click.echo(f"{removed} files, {size:,} bytes")
    sys.exit(int(failed > 0))
