"""Write the generated pages of docs/reference/ and the list of decisions; the first step of `make docs`.

instructions.md   from the instruction book          stages.md         from cutaway.pipeline.STAGES
command-line.md   from the command line's own help   decisions/index.md from the titles of the pages
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import click

from cutaway.bytecode.book import ENTRIES, FAMILIES
from cutaway.bytecode.define import Instruction
from cutaway.bytecode.opcodes import IDS
from cutaway.bytecode.targets import Target, current
from cutaway.pipeline import STAGES
from cutaway.show.cli.command_line import RUN_HELP, run_command
from cutaway.show.cli.command_line import cutaway as main_command
from cutaway.show.text.instruction import stack_text, uses_text

PROJECT = Path(__file__).resolve().parents[1]
DOCS = PROJECT / "docs"
GENERATED = "<!-- written by tools/make_docs.py: do not edit -->\n\n"


def instructions_page() -> str:
    """Answer the page of all instructions, by family."""
    target = current()
    lines = [
        "# Instructions",
        "",
        f"Every entry of the instruction book, with its number in Python {target.name}. The stack picture reads",
        "*deepest, ..., top before* `--` *deepest, ..., top after*; `items[oparg]` stands for that many items.",
        "An output that bears the name of an input is that input, left where it lies.",
        "`cutaway show instruction NAME` prints an entry with its body.",
        "",
    ]
    for family in FAMILIES:
        module = sys.modules[f"cutaway.bytecode.book.{family}"]
        lines += [f"## {family.replace('_', ' ').capitalize()}", ""]
        lines += [(inspect.getdoc(module) or "").splitlines()[0], ""]
        lines += ["| instruction | stack | what it does |", "|---|---|---|"]
        lines += [_row(entry, target) for entry in ENTRIES if entry.family == family]
        lines.append("")
    return "\n".join(lines)


def _row(entry: Instruction, target: Target) -> str:
    uses = uses_text(entry)
    numbers = {target.numbers[IDS[name]] for name, _ in entry.stands_for if name in IDS}
    number = ", ".join(str(number) for number in sorted(numbers))
    what = f"`{entry.name}`" + (f"<br>{uses}" if uses != entry.name else "") + (f" ({number})" if number else "")
    summary = re.sub(r"([|*_])", r"\\\1", " ".join(entry.summary.split()))
    return f"| {what} | `{stack_text(entry).replace('|', chr(92) + '|')}` | {summary} |"


def stages_page() -> str:
    """Answer the page of the stages, in order."""
    lines = [
        "# Stages",
        "",
        "What a program passes through, in order. `cutaway show STAGE FILE` prints any of them.",
        "",
        "| stage | done by | takes | gives | shows |",
        "|---|---|---|---|---|",
        *(f"| {stage.name} | `{stage.room}` | {stage.takes} | {stage.gives} | {stage.why} |" for stage in STAGES),
        "",
    ]
    return "\n".join(lines)


def command_line_page() -> str:
    """Answer the page of the commands, from their own help."""
    lines = ["# Command line", "", "## cutaway-python", "", "Takes exactly python's command line.", ""]
    return "\n".join(lines + _help_of(main_command, "cutaway"))


def _help_of(command: click.Command, name: str) -> list[str]:
    context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    text = RUN_HELP if command is run_command else command.get_help(context)
    lines = [f"## {name}", "", "```text", text.rstrip(), "```", ""]
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None and not found.hidden:
                lines += _help_of(found, f"{name} {inner}")
    return lines


def decisions_page(page: str) -> str:
    """Answer the page of the decisions with its list made anew from the titles of the other pages."""
    head = page.split("\n- ")[0].rstrip()
    entries = []
    for path in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        title = re.match(r"# (.+)", path.read_text(encoding="utf-8"))
        entries.append(f"- [{title[1] if title else path.stem}]({path.name})")
    return head + "\n\n" + "\n".join(entries) + "\n"


def main() -> int:
    """Write every generated page; answer the exit code."""
    reference = DOCS / "reference"
    reference.mkdir(exist_ok=True)
    for name, text in (
        ("instructions.md", instructions_page()),
        ("stages.md", stages_page()),
        ("command-line.md", command_line_page()),
    ):
        (reference / name).write_text(GENERATED + text, encoding="utf-8")
    index = DOCS / "decisions" / "index.md"
    index.write_text(decisions_page(index.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
