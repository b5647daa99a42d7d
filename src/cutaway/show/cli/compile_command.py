"""`cutaway compile PATH...`: write the .pyc files of sources and folders, as `python -m compileall` does.

cutaway compile app.py lib/        writes __pycache__/NAME.cpython-311.pyc for each that is not up to date
"""

from __future__ import annotations

import importlib.util
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.progress import track

from cutaway.cache.freshness import Source, Verdict, check
from cutaway.cache.header import PycHeader
from cutaway.cache.marshal_write import dumps
from cutaway.cache.paths import CacheLayout, cache_from_source
from cutaway.cache.store import make_folder, mode_from, write_atomic
from cutaway.compiler import compile_source

SHOWS_PROGRESS = 20
"""From this many files on, a terminal gets a progress bar."""


class Order(NamedTuple):
    """How each file is to be compiled."""

    optimize: int
    mode: str
    force: bool


@click.command("compile")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-f", "--force", is_flag=True, help="Compile also what is up to date.")
@click.option("-O", "--optimize", "levels", multiple=True, type=click.IntRange(0, 2), help="Level; may be repeated.")
@click.option(
    "--invalidation-mode",
    "mode",
    type=click.Choice(["timestamp", "checked-hash", "unchecked-hash"]),
    default="timestamp",
    show_default=True,
    help="How a .pyc recognises its source.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def compile_command(paths: tuple[Path, ...], force: bool, levels: tuple[int, ...], mode: str, quiet: bool) -> None:
    """Write the .pyc files of sources and folders.  Exit code 1 where a file could not be compiled."""
    sources = list(_sources(paths))
    written = failed = 0
    shows = sys.stdout.isatty() and not quiet and len(sources) >= SHOWS_PROGRESS
    for source in track(sources, "compiling", console=Console()) if shows else sources:
        for level in levels or (sys.flags.optimize,):
            try:
                target = compile_file(source, Order(level, mode, force))
            except (SyntaxError, ValueError, UnicodeError, OSError, RecursionError) as error:
                failed += 1
                _complain(source, error)
            else:
                written += target is not None
                if target is not None and not quiet and not shows:
                    click.echo(f"wrote {target}")
    if not quiet:
        click.echo(f"{len(sources)} sources: {written} written, {failed} failed")
    sys.exit(1 if failed or not sources else 0)


def compile_file(source: Path, order: Order) -> str | None:
    """Compile one source.

    In: the file; how.  Out: the path of the .pyc that was written, or None where there was one up to date.
    Raises SyntaxError, ValueError, RecursionError or OSError.
    """
    data = source.read_bytes()
    status = source.stat()
    layout = CacheLayout(sys.implementation.cache_tag, str(order.optimize or ""), sys.pycache_prefix)
    target = cache_from_source(str(source), layout)
    if not order.force and _is_fresh(target, data, status, order.mode):
        return None
    code = compile_source(data, str(source), "exec", 0, True, order.optimize)
    if order.mode == "timestamp":
        header = PycHeader.of_timestamp(int(status.st_mtime), status.st_size)
    else:
        header = PycHeader.of_hash(importlib.util.source_hash(data), checked=order.mode == "checked-hash")
    make_folder(os.path.dirname(target))
    write_atomic(target, header.to_bytes() + dumps(code), mode_from(str(source)))
    return target


def _is_fresh(target: str, data: bytes, status: os.stat_result, mode: str) -> bool:
    """Answer whether there is a .pyc for this very source, of the wanted kind."""
    try:
        with open(target, "rb") as stream:
            kept = stream.read()
    except OSError:
        return False
    source = Source(int(status.st_mtime), status.st_size, lambda: importlib.util.source_hash(data))
    state = check(kept, source, "always")
    return state.verdict is Verdict.FRESH and state.header is not None and state.header.kind == mode


def _sources(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Find the files: those that are named, and every .py below a folder that is named."""
    for path in paths:
        if path.is_dir():
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(name for name in folders if name != "__pycache__")
                yield from (Path(folder, name) for name in sorted(files) if name.endswith(".py"))
        else:
            yield path


def _complain(source: Path, error: Exception) -> None:
    """Tell of one failure, without our own frames."""
    if isinstance(error, OSError):
        click.echo(f"cutaway: cannot compile {source}: {error.strerror}", err=True)
        return
    words = "".join(traceback.format_exception_only(type(error), error)).rstrip("\n")
    click.echo(f"*** Error compiling {str(source)!r}...\n{words}", err=True)
