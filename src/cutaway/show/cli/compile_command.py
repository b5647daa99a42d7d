"""`cutaway compile PATH...`: write the .pyc files of sources and folders, as `python -m compileall` does.

cutaway compile app.py lib/        writes __pycache__/NAME.cpython-311.pyc for each that is not up to date
cutaway compile lib/ -j 2          the same, with two processes
cutaway compile --watch lib/       the same, then again for each file that is saved
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from cutaway.show.cli.compile_watch import watch
from cutaway.show.cli.pyc_batch import Made, Order, Task, make_all
from cutaway.show.cli.source_files import source_files

SHOWS_TABLE = 20
"""From this many files on, there is a table at the end, and on a terminal a progress bar before."""

LEVELS = "Level, 0 to 2; may be repeated."

STOPPED = 130
"""The exit code of a command that Ctrl-C ended."""


@click.command("compile")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-f", "--force", is_flag=True, help="Compile also what is up to date.")
@click.option("-j", "--jobs", type=click.IntRange(0), default=1, help="Processes to use; 0 for one per CPU.")
@click.option("-o", "-O", "--optimize", "levels", multiple=True, type=click.IntRange(0, 2), help=LEVELS)
@click.option(
    "--invalidation-mode",
    "mode",
    type=click.Choice(["timestamp", "checked-hash", "unchecked-hash"]),
    help="How a .pyc recognises its source; timestamp, or checked-hash where SOURCE_DATE_EPOCH is set.",
)
@click.option("-s", "strip", metavar="FOLDER", help="The beginning of paths that code objects are not to name.")
@click.option("-p", "prepend", metavar="FOLDER", help="What code objects are to name before the rest of the path.")
@click.option("--watch", "watching", is_flag=True, help="Go on: compile each file when it is saved, until Ctrl-C.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def compile_command(
    paths: tuple[Path, ...],
    force: bool,
    jobs: int,
    levels: tuple[int, ...],
    mode: str | None,
    strip: str | None,
    prepend: str | None,
    watching: bool,
    quiet: bool,
) -> None:
    """Write the .pyc files of sources and folders.

    Exit code 1 where a file could not be compiled, 130 after Ctrl-C, which leaves only whole files.
    """
    # As py_compile: whoever builds for a fixed moment wants files that do not name the moment of the source.
    mode = mode or ("checked-hash" if os.environ.get("SOURCE_DATE_EPOCH") else "timestamp")
    orders = [Order(level, mode, force, strip, prepend) for level in levels or (sys.flags.optimize,)]
    tasks = [Task(source, order) for source in source_files(paths) for order in orders]
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
    if watching and not code:
        try:
            watch(paths, orders)
        except KeyboardInterrupt:
            code = STOPPED
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
