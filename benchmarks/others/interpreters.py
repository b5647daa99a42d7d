"""The other Pythons: how each is found, installed and started.

INTERPRETERS["x-python"].command(program, size)  ->  the command, or NotThere with the way to install it

x-python and Monty come from the package index into environments of their own below build/others, in the versions that
pyproject.toml names ([dependency-groups]); PyPy is the system's.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ENVIRONMENTS = PROJECT / "build" / "others"


class NotThere(Exception):
    """An interpreter is not installed; the text says how it would be."""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """One other Python."""

    name: str
    seconds: float
    """What a program is to take under CPython when it is compared with this one: slow ones get less to do."""
    rounds: int
    start: Callable[[], list[str]]
    """The beginning of its command; raises NotThere."""

    def command(self, program: Path, size: int) -> list[str]:
        """The command that runs a program.  Raises NotThere."""
        return [*self.start(), str(program), str(size)]


def _pypy() -> list[str]:
    found = shutil.which("pypy3")
    if found is None:
        raise NotThere("not installed: `make pypy` (Debian's package pypy3)")
    return [found]


def _in_environment(name: str, *command: str) -> Callable[[], list[str]]:
    def start() -> list[str]:
        folder = ENVIRONMENTS / name / "bin"
        if not (folder / command[0]).exists():
            raise NotThere("not installed: `make bench-others` installs it")
        return [str(folder / command[0]), *command[1:]]

    return start


INTERPRETERS = {
    each.name: each
    for each in (
        Interpreter("PyPy", 0.4, 5, _pypy),
        Interpreter("x-python", 0.002, 2, _in_environment("x-python", "xpython")),
        Interpreter(
            "Monty", 0.05, 5, _in_environment("monty", "python", str(Path(__file__).with_name("monty_program.py")))
        ),
    )
}


def install(group: str) -> None:
    """Make an environment and put a dependency group of pyproject.toml there.  Raises CalledProcessError."""
    folder = ENVIRONMENTS / group
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=False)
    command = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*command, "--group", f"{PROJECT / 'pyproject.toml'}:{group}"], check=True)
