"""The group `cutaway`: its subcommands, and how a mistake of the person or of ours is told."""

from __future__ import annotations

import sys

import click

from cutaway import __version__
from cutaway.base.errors import CutawayError, MachineBug
from cutaway.launcher import guest_executable, launch
from cutaway.show.cli.cache_command import cache_command
from cutaway.show.cli.compile_command import compile_command
from cutaway.show.cli.doctor_command import doctor_command
from cutaway.show.cli.profile_command import profile_command
from cutaway.show.cli.show_command import show_command

RUN_HELP = """Run a program on Cutaway's machine.

  cutaway run [--engine NAME] [--native PACKAGE] [OPTIONS OF PYTHON]
              (FILE | DIR | ZIP | PYC | -m MODULE | -c CODE | -) [ARGUMENTS]...

  --engine NAME      native (default), native-nofast, plain, pure or host; also the variable CUTAWAY_ENGINE
  --native PACKAGE   leave a package to the host's own loop; may be repeated; also the variable CUTAWAY_NATIVE
  --max-instructions N  --max-memory 256M  --timeout 5s  --max-depth D
                     end the program with exit code 124 where it uses more, and say where that was

After these it takes exactly python's own options; `cutaway run -h` lists them.  Processes that the program starts by
sys.executable run on the same engine.
"""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cutaway")
def cutaway() -> None:
    """Cutaway: a complete Python, written in Python, whose every stage can be looked at."""


@cutaway.command("run", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run_command(arguments: tuple[str, ...]) -> None:
    """Run a program: FILE, DIR, ZIP, PYC, -m MODULE, -c CODE or - (standard input)."""
    click.echo(RUN_HELP, nl=False)
    if not arguments:
        sys.exit(2)


@cutaway.command("repl", context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def repl_command(options: tuple[str, ...]) -> None:
    """Open a prompt on Cutaway's machine; OPTIONS are python's own."""
    launch(guest_executable(), ["-i", *options])


cutaway.add_command(compile_command)
cutaway.add_command(cache_command)
cutaway.add_command(doctor_command)
cutaway.add_command(profile_command)
cutaway.add_command(show_command)


def main() -> None:
    """Run the command line.  Leaves by SystemExit; a mistake of ours ends with how to report it."""
    try:
        cutaway.main(prog_name="cutaway")
    except MachineBug as bug:
        click.echo(str(bug), err=True)
        sys.exit(70)
    except CutawayError as error:
        click.echo(f"cutaway: {error}", err=True)
        sys.exit(1)
