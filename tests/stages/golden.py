"""Golden cases: a source text and what a stage prints of it, in one file.

    passes: every                      optional head lines, `option: value`
    ===
    x = 1                              the source
    ---
    ── bytecode ── ...                 what the stage's printer prints

A case is a file `tests/stages/<stage>/<feature>.case`; adding one is writing the source and running `make golden`.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cutaway.show.stages import Options, listings
from cutaway.show.subject import read as read_subject
from cutaway.show.text.listing import as_text, only_named

FOLDER = Path(__file__).resolve().parent
HEAD_END = "===\n"
SOURCE_END = "---\n"
FILE_NAME = "case.py"


@dataclass(frozen=True, slots=True)
class Case:
    """One golden file, read."""

    path: Path
    head: dict[str, str]
    source: str
    expected: str

    @property
    def stage(self) -> str:
        """The stage that the case is about: its folder."""
        return self.path.parent.name

    def printed(self) -> str:
        """Print the stage for the source, as it is now."""
        options = Options(
            optimize=int(self.head.get("optimize", "0")),
            every_pass=self.head.get("passes") == "every",
            step=self.head.get("pass", ""),
            function=self.head.get("function", "") if self.stage == "trace" else "",
            quiet=True,
        )
        with tempfile.TemporaryDirectory(prefix="cutaway-case-") as folder, contextlib.chdir(folder):
            Path(FILE_NAME).write_text(self.source, encoding="utf-8")  # a trace runs it
            os.utime(FILE_NAME, (0, 0))
            (made,) = listings(self.stage, read_subject(FILE_NAME, options.optimize), options)
        if "function" in self.head and self.stage != "trace":
            made = only_named(made, self.head["function"])
        return as_text(made, self.source)

    def rewrite(self) -> None:
        """Put what is printed now into the file."""
        head = "".join(f"{name}: {value}\n" for name, value in self.head.items())
        text = (head + HEAD_END if head else "") + self.source + SOURCE_END + self.printed()
        self.path.write_text(text, encoding="utf-8")


def read(path: Path) -> Case:
    """Read a golden file; one without a printed part is a new case, for --update to complete."""
    text = path.read_text(encoding="utf-8")
    head_text, found, rest = text.partition(HEAD_END)
    if not found:
        head_text, rest = "", text
    source, _, expected = rest.partition(SOURCE_END)
    head = dict(line.split(": ", 1) for line in head_text.splitlines())
    return Case(path, head, source, expected)


def cases() -> list[Case]:
    """Read every case, in order of stage and feature."""
    return [read(path) for path in sorted(FOLDER.glob("*/*.case"))]
