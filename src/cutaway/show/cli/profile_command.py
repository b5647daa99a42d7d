"""`cutaway profile FILE`: where instructions and time went.

cutaway profile app.py                      exact counts of instructions, and time from samples
cutaway profile --sample app.py             samples alone, which costs next to nothing
cutaway profile -o app.speedscope.json app.py       and a flame graph for https://www.speedscope.app
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from cutaway.show.profile_report import Report, Row, report_of, speedscope_of
from cutaway.show.run_profiled import run_profiled


@click.command("profile", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.option("--sample", is_flag=True, help="Do not count instructions: look from time to time only.")
@click.option("--interval", default=1.0, show_default=True, type=click.FloatRange(0.1, 10_000), metavar="MS",
              help="CPU time between two looks, in milliseconds.")  # fmt: skip
@click.option("--top", default=15, show_default=True, type=click.IntRange(1), metavar="N", help="Rows of each table.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole profile as JSON.")
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write a speedscope file.")
@click.argument("file")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def profile_command(
    sample: bool, interval: float, top: int, as_json: bool, output: Path | None, file: str, arguments: tuple[str, ...]
) -> None:
    """Run FILE and say where its instructions and its time went, by function and by line.

    The exit code is the program's own; 1 where it left nothing to report.
    """
    mode = "sample" if sample else "exact"
    found, code = run_profiled(file, arguments, mode, interval / 1000, quiet=as_json)
    if found is None:
        click.echo("cutaway: the program ended its process itself, or did not begin: there is no profile", err=True)
        sys.exit(code or 1)
    if output is not None:
        output.write_text(json.dumps(speedscope_of(found, os.path.basename(file))), encoding="utf-8")
        click.echo(f"wrote {output}; open it at https://www.speedscope.app", err=True)
    report = report_of(found)
    if as_json:
        click.echo(json.dumps(_as_data(report), indent=1))
    else:
        _print(report, top)
    sys.exit(code)


def _print(report: Report, top: int) -> None:
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    console.print()
    console.print(_table("function", report.functions[:top], report), _table("line", report.lines[:top], report))
    counted = f"{report.instructions:,} instructions, " if report.instructions else ""
    share = report.cost / report.cpu if report.cpu else 0.0
    console.print(
        f"{counted}{report.cpu:.3f} s of CPU time, {report.wall:.3f} s in all; of these the profiler itself took about"
        f" {report.cost:.3f} s ({share:.0%})"
    )


def _table(what: str, rows: list[Row], report: Report) -> Table:
    table = Table(box=None, pad_edge=False, title=f"by {what}", title_justify="left", title_style="bold")
    for heading in ("instructions", "", "own s", "total s"):
        table.add_column(heading, justify="right")
    table.add_column(what)
    table.add_column("where", overflow="fold")
    for row in rows:
        share = f"{row.instructions / report.instructions:.1%}" if report.instructions else ""
        where = f"{_short(row.file)}:{row.line}"
        table.add_row(f"{row.instructions:,}", share, f"{row.own:.3f}", f"{row.total:.3f}", row.function, where)
    return table


def _short(file: str) -> str:
    """The path from here, where that is shorter."""
    return min(file, os.path.relpath(file), key=len) if os.path.isabs(file) else file


def _as_data(report: Report) -> dict[str, object]:
    data = report._asdict()
    data["functions"] = [row._asdict() for row in report.functions]
    data["lines"] = [row._asdict() for row in report.lines]
    return data
