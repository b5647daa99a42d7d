"""`cutaway compile PATH...`: write the .pyc files of sources and folders, as `python -m compileall` does.

cutaway compile app.py lib/        writes __pycache__/NAME.cpython-311.pyc for each that is not up to date
cutaway compile lib/ -j 2          the same, with two processes
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from cutaway.show.cli.pyc_batch import Made, Order, Task, make_all

SHOWS_TABLE = 20
"""From this many files on, there is a table at the end, and on a terminal a progress bar before."""

STOPPED = 130
"""The exit code of a command that Ctrl-C ended."""


@click.command("compile")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-f", "--force", is_flag=True, help="Compile also what is up to date.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=1, help="Processes to use; 0 for one per CPU.")
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
def compile_command(
    paths: tuple[Path, ...], force: bool, jobs: int, levels: tuple[int, ...], mode: str, quiet: bool
) -> None:
    """Write the .pyc files of sources and folders.

    Exit code 1 where a file could not be compiled, 130 after Ctrl-C, which leaves only whole files.
    """
    orders = [Order(level, mode, force) for level in levels or (sys.flags.optimize,)]
    tasks = [Task(source, order) for source in _sources(paths) for order in orders]
    report = _Report(len(tasks), len(tasks) // len(orders), quiet)
    code = 0
    try:
        with report.progress:
            for made in make_all(tasks, jobs or os.cpu_count() or 1):
                report.add(made)
    except KeyboardInterrupt:
        click.echo("cutaway: stopped; every file is either as it was or complete", err=True)
        code = STOPPED
    except BrokenProcessPool:
        click.echo("cutaway: a process that compiled was ended from outside", err=True)
        code = 1
    report.close()
    sys.exit(code or int(report.failed > 0 or not tasks))


class _Report:
    """What is said while files are made and at the end."""

    def __init__(self, files: int, sources: int, quiet: bool) -> None:
        """In: how many .pyc files are to be made, of how many sources, and whether only errors are to be told."""
        self.sources = sources
        self.quiet = quiet
        self.done = self.written = self.failed = self.bytes = 0
        self.start = time.monotonic()
        self.has_bar = sys.stdout.isatty() and not quiet and sources >= SHOWS_TABLE
        self.progress = Progress(
            TextColumn("compiling"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            console=Console(),
            disable=not self.has_bar,
        )
        self.bar = self.progress.add_task("", total=files, rate="")

    def add(self, made: Made) -> None:
        """Take note of one file."""
        self.done += 1
        self.failed += bool(made.error)
        self.written += made.target is not None
        self.bytes += made.size
        if made.error:
            self.progress.console.file.flush()
            click.echo(made.error, err=True)
        elif made.target is not None and not self.quiet and not self.has_bar:
            click.echo(f"wrote {made.target}")
        self.progress.update(self.bar, advance=1, rate=f"{self.rate:.0f} files/s, {self.failed} errors")

    @property
    def rate(self) -> float:
        """Files per second so far."""
        return self.done / max(time.monotonic() - self.start, 1e-6)

    def close(self) -> None:
        """Say how it went."""
        if self.quiet:
            return
        if self.sources < SHOWS_TABLE:
            click.echo(f"{self.sources} sources: {self.written} written, {self.failed} failed")
            return
        table = Table("sources", "written", "up to date", "failed", "bytes", "seconds", "files/s")
        current = self.done - self.written - self.failed
        seconds = f"{time.monotonic() - self.start:.1f}"
        counts = (self.sources, self.written, current, self.failed, self.bytes)
        table.add_row(*(f"{count:,}" for count in counts), seconds, f"{self.rate:.0f}")
        Console().print(table)


def _sources(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Find the files: those that are named, and every .py below a folder that is named."""
    for path in paths:
        if path.is_dir():
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(name for name in folders if name != "__pycache__")
                yield from (Path(folder, name) for name in sorted(files) if name.endswith(".py"))
        else:
            yield path
