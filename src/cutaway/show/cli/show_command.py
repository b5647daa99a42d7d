"""`cutaway show STAGE FILE`: any stage of a file, as text beside its source or as JSON.

    cutaway show bytecode app.py --function brew
    cutaway show all app.py --line 12 --json

The stages themselves are in show/stages.py; this file knows options, files that cannot be read, and exit codes.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from cutaway.base.errors import CutawayError
from cutaway.show.stages import STAGE_NAMES, Options, listings
from cutaway.show.subject import SubjectError, read
from cutaway.show.text import instruction, listing

CANNOT_OPEN = 2
"""Exit code for a file that cannot be read, as python's."""


@click.group("show", invoke_without_command=False, help="Look at any stage of a file.", no_args_is_help=True)
def show_command() -> None:
    """Group the stages; each is a subcommand with the same options."""


def _print(listing_to_show: listing.Listing, source: str, as_json: bool) -> None:
    """Print a listing; what the terminal's encoding lacks is printed as an escape."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if as_json:
        json.dump(listing.as_data(listing_to_show), sys.stdout, indent=1)
        sys.stdout.write("\n")
        return
    text = listing.as_text(listing_to_show, source)
    if sys.stdout.isatty():
        console = Console(highlight=False, soft_wrap=True)
        for line in text.splitlines():
            console.print(Text(line, style=_style(line)))
    else:
        sys.stdout.write(text)


def _style(line: str) -> str:
    """Source lines are bright, titles coloured, the items between them plain."""
    if line.startswith("──"):
        return "bold cyan"
    return "bold" if " │ " in line[:10] else ""


def show_stage(stage: str, name: str, options: Options, as_json: bool) -> int:
    """Print one stage (or all) of a file; answer the exit code."""
    try:
        subject = read(name, options.optimize, as_bytecode=stage == "pyc")
        parts = listings(stage, subject, options)
    except SubjectError as error:
        print(f"cutaway: {error}", file=sys.stderr)
        return CANNOT_OPEN
    except CutawayError as error:
        print(f"cutaway: {error}", file=sys.stderr)
        return 1
    except (SyntaxError, RecursionError) as error:
        sys.stderr.write("".join(traceback.format_exception_only(error)))
        return 1
    whole = parts[0] if len(parts) == 1 else listing.Listing("all", subject.name, parts=tuple(parts))
    if options.function and stage != "trace":
        whole = listing.only_named(whole, options.function)
    if options.lines:
        whole = listing.only_lines(whole, options.lines)
    _print(whole, subject.source, as_json)
    return 0


OPTIMIZE = click.option("-O", "optimize", count=True, help="Leave out asserts; twice: docstrings too.")
PASSES = click.option("--passes", is_flag=True, help="The blocks after each pass that changed something.")
PASS = click.option("--pass", "step", metavar="PASS", help="The blocks as this pass left them.")
LIMIT = click.option("--limit", default=200, show_default=True, metavar="N", help="Trace at most N instructions.")
ONLY = click.option("--only", multiple=True, metavar="OPCODE", help="Trace, but show only these instructions.")
NO_RUN = click.option("--no-run", is_flag=True, help="Leave out the trace, which runs the program.")
ARGUMENTS = click.argument("arguments", nargs=-1, type=click.UNPROCESSED)

Decorator = Callable[[Any], Any]
OWN_OPTIONS: dict[str, tuple[Decorator, ...]] = {
    "blocks": (OPTIMIZE, PASSES, PASS),
    "bytecode": (OPTIMIZE,),
    "pyc": (OPTIMIZE,),
    "trace": (LIMIT, ONLY, ARGUMENTS),
    "all": (OPTIMIZE, PASSES, LIMIT, NO_RUN, ARGUMENTS),
}
"""The options that only some stages have; all have --json, --line and --function."""


def _stage_command(stage: str, summary: str) -> click.Command:
    def command(file: str, as_json: bool, lines: Sequence[int], function: str, **own: Any) -> None:
        options = Options(
            optimize=min(own.get("optimize", 0), 2),
            lines=tuple(lines),
            function=function,
            every_pass=own.get("passes", False),
            step=own.get("step") or "",
            limit=own.get("limit", 0),
            only=tuple(name.upper() for name in own.get("only", ())),
            runs=not own.get("no_run", False),
            arguments=tuple(own.get("arguments", ())),
            quiet=as_json,
        )
        sys.exit(show_stage(stage, file, options, as_json))

    for decorate in (
        *OWN_OPTIONS.get(stage, ()),
        click.option("--function", default="", metavar="NAME", help="Only code whose name contains NAME."),
        click.option("--line", "lines", type=int, multiple=True, metavar="N", help="Only what comes from line N."),
        click.option("--json", "as_json", is_flag=True, help="Print data instead of text."),
        click.argument("file"),
    ):
        command = decorate(command)
    return click.command(stage, help=summary)(command)


for _stage, _summary in STAGE_NAMES.items():
    show_command.add_command(_stage_command(_stage, _summary))


@show_command.command("instruction", help="An instruction as the book defines it.")
@click.argument("name")
@click.option("--derived", is_flag=True, help="And what either engine makes of it.")
@click.option("--json", "as_json", is_flag=True, help="Print data instead of text.")
def show_instruction(name: str, derived: bool, as_json: bool) -> None:
    """Print the book's entries for an instruction."""
    try:
        found = instruction.listing(name)
    except LookupError as error:
        print(f"cutaway: {error}", file=sys.stderr)
        sys.exit(CANNOT_OPEN)
    if derived:
        # Imported here: deriving the plain engine's handlers takes longer than all the rest.
        from cutaway.show.text import derived as derived_printer

        found = listing.Listing("instruction", name.upper(), parts=(found, *derived_printer.listings(name)))
    _print(found, "", as_json)


@show_command.command("handler", help="An instruction from the book to the native loop.")
@click.argument("name")
@click.option("--c", "with_c", is_flag=True, help="And the C that the engine was compiled from.")
@click.option("--json", "as_json", is_flag=True, help="Print data instead of text.")
def show_handler(name: str, with_c: bool, as_json: bool) -> None:
    """Print what becomes of an instruction."""
    # Imported here for the same reason.
    from cutaway.show.text import handler

    try:
        found = handler.listing(name, with_c=with_c)
    except LookupError as error:
        print(f"cutaway: {error.args[0]}", file=sys.stderr)
        sys.exit(CANNOT_OPEN)
    _print(found, "", as_json)


@show_command.command("feedback", help="What each instruction met in a run: types, whom it called, which way it went.")
@click.argument("file")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option("--function", default="", metavar="NAME", help="Code of any file whose name contains NAME.")
@click.option("--line", "lines", type=int, multiple=True, metavar="N", help="Only what comes from line N.")
@click.option("--json", "as_json", is_flag=True, help="Print data instead of text.")
def show_feedback(file: str, arguments: Sequence[str], function: str, lines: Sequence[int], as_json: bool) -> None:
    """Run a program on the native engine with feedback on, and print what it gave."""
    from cutaway.show.run_profiled import run_profiled
    from cutaway.show.text import feedback

    if not os.path.exists(file):
        print(
            f"cutaway: can't open file {os.path.abspath(file)!r}: [Errno 2] No such file or directory", file=sys.stderr
        )
        sys.exit(CANNOT_OPEN)
    found, code = run_profiled(file, arguments, "feedback", 0, quiet=as_json)
    if found is None:
        print("cutaway: the program ended its process itself; there is no feedback", file=sys.stderr)
        sys.exit(code or 1)
    made = feedback.listing(os.path.abspath(file), found["feedback"], function=function)
    _print(listing.only_lines(made, lines) if lines else made, "", as_json)
