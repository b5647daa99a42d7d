"""`cutaway cache ...`: what is in the caches of bytecode, why, and whether it is right.

why FILE         what an import of FILE would find, and the reason
diff FILE        which definitions changed since the last compile, and why each must be compiled
doctor PATH      a tree: what is used, stale, foreign, orphaned, and what would make the next start faster
verify PATH      does each .pyc match its source?
clean [PATH]     remove what is ours
"""

from __future__ import annotations

import json
import sys

import click

from cutaway.cache.examine import why
from cutaway.cache.freshness import Verdict
from cutaway.pipeline import MAKER
from cutaway.show.cli.cache_clean_command import clean_command
from cutaway.show.cli.cache_diff_command import diff_command
from cutaway.show.cli.cache_doctor_command import doctor_command
from cutaway.show.cli.cache_verify_command import verify_command


@click.group("cache")
def cache_command() -> None:
    """Say what is in the caches of bytecode, why, and whether it is right."""


@cache_command.command("why")
@click.argument("file")
@click.option("-O", "--optimize", "level", type=click.IntRange(0, 2), default=0, help="Level of optimisation.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def why_command(file: str, level: int, as_json: bool) -> None:
    """Say whether FILE's cache would be used, and why.

    FILE is a source or a .pyc.  Exit code 0 where the cache is fresh, 1 where it is not, 2 where there is no file.
    """
    try:
        report = why(file, level, maker=MAKER)
    except OSError as error:
        click.echo(f"cutaway: {file}: {error.strerror}", err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(report.as_json(), indent=1))
    else:
        if report.source is not None:
            click.echo(f"source  {report.source}")
        click.echo(f"cache   {report.cache}")
        click.echo(f"state   {report.state.value}")
        click.echo(f"reason  {report.reason}")
    sys.exit(0 if report.state is Verdict.FRESH else 1)


cache_command.add_command(diff_command)
cache_command.add_command(doctor_command)
cache_command.add_command(verify_command)
cache_command.add_command(clean_command)
