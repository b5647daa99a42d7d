"""`cutaway doctor`: what this installation is, which engine runs, and why not another.

host      CPython 3.11.7 ...
engine    native (compiled with Cython ...)
"""

from __future__ import annotations

import json
import os
import sys
from importlib.util import MAGIC_NUMBER
from posix import environ

import click
from rich.console import Console
from rich.table import Table

from cutaway import __version__
from cutaway.base.errors import CutawayError
from cutaway.base.host import FULL_VERSION, IMPLEMENTATION
from cutaway.base.settings import ENGINE, ENGINES, LEFT_TO_HOST, read_settings
from cutaway.launcher import guest_executable
from cutaway.show.cli.doctor_compiled import parts
from cutaway.show.cli.finding import BAD, GOOD, NOTE, Finding


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor_command(as_json: bool) -> None:
    """Say what this installation is, and what is wrong with it.  Exit code 1 where something is."""
    findings = examine()
    if as_json:
        click.echo(json.dumps([finding._asdict() for finding in findings], indent=1))
    elif sys.stdout.isatty():
        _print_table(findings)
    else:
        for finding in findings:
            click.echo(_as_line(finding))
    sys.exit(1 if any(finding.state == BAD for finding in findings) else 0)


def examine() -> list[Finding]:
    """Look at everything.  Out: the findings, in the order in which a start of a guest meets these things."""
    return [*_host(), _executable(), *_engine(), *parts(), *_cache()]


def _host() -> list[Finding]:
    state = GOOD if IMPLEMENTATION == "cpython" else BAD
    version = ".".join(FULL_VERSION.split(".")[:2])
    return [
        Finding("cutaway", GOOD, __version__),
        Finding(
            "host",
            state,
            f"{IMPLEMENTATION} {FULL_VERSION} at {sys.executable}",
            "" if state == GOOD else "use CPython",
        ),
        Finding(
            "target", GOOD, f"Python {version}: magic {int.from_bytes(MAGIC_NUMBER[:2], 'little')}, the host's own"
        ),
    ]


def _executable() -> Finding:
    path = guest_executable()
    if os.access(path, os.X_OK):
        return Finding("interpreter", GOOD, path)
    return Finding(
        "interpreter", BAD, f"{path} cannot be run", "install the package again: pip install --force-reinstall cutaway"
    )


def _engine() -> list[Finding]:
    try:
        settings = read_settings(environ)
    except CutawayError as error:
        return [Finding("engine", BAD, str(error), f"unset {ENGINE}")]
    findings = [Finding("engine", GOOD, f"{settings.engine}: {ENGINES[settings.engine]}")]
    if settings.left_to_host:
        findings.append(Finding(LEFT_TO_HOST, NOTE, f"left to the host's loop: {', '.join(settings.left_to_host)}"))
    return findings


def _cache() -> list[Finding]:
    where = sys.pycache_prefix or "__pycache__ beside each source file"
    findings = [Finding("cache", GOOD, f"{where}, tag {sys.implementation.cache_tag}")]
    if sys.dont_write_bytecode:
        findings.append(
            Finding(
                "cache", NOTE, "nothing is written: PYTHONDONTWRITEBYTECODE is set", "unset PYTHONDONTWRITEBYTECODE"
            )
        )
    return findings


def _as_line(finding: Finding) -> str:
    cure = f"\n{'':28}-> {finding.cure}" if finding.cure else ""
    return f"{finding.state:8} {finding.subject:18} {finding.text}{cure}"


def _print_table(findings: list[Finding]) -> None:
    colours = {GOOD: "green", NOTE: "yellow", BAD: "bold red"}
    table = Table(box=None, pad_edge=False)
    for heading in ("", "subject", "finding"):
        table.add_column(heading)
    for finding in findings:
        text = finding.text + (f"\n-> {finding.cure}" if finding.cure else "")
        table.add_row(f"[{colours[finding.state]}]{finding.state}[/]", finding.subject, text)
    Console().print(table)
