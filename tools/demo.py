"""`make demo`: the whole story of a .pyc, told with real commands and their real output.

Everything happens in a copy of examples/hello_chai in a temporary folder.  Each step says what it will show, runs
a command, prints what came out, and then checks it: a demo that no longer tells the truth fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

PROJECT = Path(__file__).resolve().parents[1]
SCRIPTS = Path(sysconfig.get_path("scripts"))
CACHED = "__pycache__/hello_chai.cpython-311.pyc"
LONGEST_OUTPUT = 24

# A Java class file starts with these bytes; the rest is an empty public class named Hello, as javac 8 writes it.
JAVA_CLASS = bytes.fromhex("cafebabe00000034000a0700080700090c") + b"\x00\x05Hello\x00\x10java/lang/Object"
OTHER_MAGIC = (3413).to_bytes(2, "little") + b"\r\n"
OTHER_VERSION = "3.8"

console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Result:
    """What a command printed (both streams, in order) and how it ended."""

    output: str
    status: int


def run(*words: str) -> Result:
    """Run a command in the current folder as a user's shell would, and show it with its output."""
    console.print(f"[bold green]$[/] [bold]{escape(' '.join(words))}[/]")
    program = {"cutaway": str(SCRIPTS / "cutaway"), "python3": sys.executable}.get(words[0], words[0])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [program, *words[1:]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, check=False
    )
    lines = done.stdout.splitlines()
    shown = lines if len(lines) <= LONGEST_OUTPUT else [*lines[: LONGEST_OUTPUT - 1], f"... {len(lines)} lines in all"]
    for line in shown:
        console.print("  " + escape(line))
    if done.returncode:
        console.print(f"  [dim](exit code {done.returncode})[/]")
    return Result(done.stdout, done.returncode)


def expect(claim: str, holds: bool) -> None:
    """Print a claim with a tick, or end the demo."""
    console.print(f"  [green]✓[/] {escape(claim)}" if holds else f"  [red]✗ {escape(claim)}[/]")
    if not holds:
        raise SystemExit(f"the demo does not hold: {claim}")


def first_run() -> None:
    """A program of two modules runs, and the imported one leaves its bytecode behind."""
    result = run("cutaway", "run", "app.py", "Asha", "Ben", "Chitra")
    expect("the program ran", result.status == 0 and "Sorry, Chitra: the pot is empty." in result.output)
    run("ls", "-1", "__pycache__")
    expect(
        "the imported module has a .pyc, the top-level file has none", os.listdir("__pycache__") == [Path(CACHED).name]
    )


def second_run() -> None:
    """The second run loads the .pyc: nothing is compiled but the top-level file."""
    before = os.stat(CACHED)
    result = run("cutaway", "run", "app.py", "Asha", "Ben", "Chitra")
    after = os.stat(CACHED)
    expect("same output", "Sorry, Chitra: the pot is empty." in result.output)
    expect("the .pyc was not written again", (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino))


def what_is_inside() -> None:
    """A .pyc is a header and one code object; every byte of it can be explained."""
    result = run("cutaway", "show", "pyc", CACHED)
    expect("the file is explained from its first byte", "magic" in result.output)


def who_runs() -> None:
    """The same instructions, one by one, as the machine executes them."""
    Path("add.py").write_text("def add(a, b):\n    return a + b\n\nprint(add(40, 2))\n", encoding="utf-8")
    result = run("cutaway", "show", "trace", "add.py", "--function", "add")
    expect("the machine was watched", "BINARY_OP" in result.output)


def on_its_own() -> None:
    """The .pyc runs without its source, under our machine and under CPython."""
    ours = run("cutaway", "run", CACHED)
    theirs = run("python3", CACHED)
    expect("both print the same", ours == theirs and ours.status == 0)


def the_other_way() -> None:
    """A .pyc that CPython writes runs under our machine."""
    run("python3", "-c", f"import py_compile; py_compile.compile('hello_chai.py', {'cpython.pyc'!r})")
    result = run("cutaway", "run", "cpython.pyc")
    expect("it runs", result.status == 0 and "plain chai" in result.output)


def refusals() -> None:
    """What is not bytecode of this Python is refused, and named."""
    Path("Hello.class").write_bytes(JAVA_CLASS)
    Path("Hello.pyc").write_bytes(JAVA_CLASS)
    Path("old.pyc").write_bytes(OTHER_MAGIC + bytes(12))
    for name, word in (("Hello.class", "Java"), ("Hello.pyc", "Java"), ("old.pyc", OTHER_VERSION)):
        result = run("cutaway", "run", name)
        expect(f"refused, and the message says why ({word})", result.status != 0 and word in result.output)


STORY: tuple[Callable[[], None], ...] = (
    first_run,
    second_run,
    what_is_inside,
    who_runs,
    on_its_own,
    the_other_way,
    refusals,
)


def main() -> int:
    """Tell the story in a temporary folder; answer the exit code."""
    with tempfile.TemporaryDirectory(prefix="cutaway-demo-") as folder:
        shutil.copytree(
            PROJECT / "examples" / "hello_chai",
            folder,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        os.chdir(folder)
        for number, chapter in enumerate(STORY, 1):
            console.print(f"\n[bold cyan]{number}. {escape((chapter.__doc__ or '').strip())}[/]")
            chapter()
        os.chdir(PROJECT)
    console.print("\n[bold]That is the whole way of a program.[/] Next: README.md, docs/learn/how-python-runs.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
