"""Run one guest program under CPython and under the machine, and compare what a user would see.

In: a command (the host's interpreter, or ours with an engine) and a program.  Out: an Outcome: standard output,
standard error (traceback text included) and exit status.  Two outcomes are equal, or their difference is printed.

Environment variables that choose what is compared:

    CUTAWAY_PYTHON    the command of the machine (default: the script `cutaway-python` beside the running interpreter)
    ORACLE_ENGINES    the engines to test, separated by commas (default: native,plain)
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

# Variables that would change what a guest sees; the tests give every guest the same clean environment.
CLEARED = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONWARNINGS")
HOST = "host"
ADDRESS = re.compile(r"\bat 0x[0-9a-f]+")
LONGEST = 4_000_000  # bytes of output worth comparing; a program that runs wild must not fill our memory


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run showed: `status` is the exit status, negative for the signal that ended the process.

    `left_running` says whether a process that the guest started was still there some time after its end.
    """

    stdout: str
    stderr: str
    status: int | str
    left_running: bool = False

    def normalised(self, normalise: Callable[[str], str]) -> Outcome:
        """The same outcome with `normalise` applied to both texts (for times and addresses)."""
        return replace(self, stdout=normalise(self.stdout), stderr=normalise(self.stderr))


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command line for the guest: python's options, then the program and its arguments, and what it reads."""

    arguments: tuple[str, ...]
    options: tuple[str, ...] = ()
    stdin: str = ""
    environment: tuple[tuple[str, str], ...] = ()
    folder: Path | None = None
    timeout: float = 60.0


def interpreter(engine: str) -> list[str]:
    """The command that starts a Python: the host's own for HOST, else ours."""
    if engine == HOST:
        return [sys.executable]
    given = os.environ.get("CUTAWAY_PYTHON")
    if given:
        return shlex.split(given)
    return [str(Path(sys.executable).with_name("cutaway-python"))]


def engines() -> tuple[str, ...]:
    """The engines under test."""
    return tuple(os.environ.get("ORACLE_ENGINES", "native,plain").split(","))


def marked_engines() -> list[object]:
    """The engines under test as parameters: all but the native one are slow."""
    return [pytest.param(name, marks=() if name == "native" else pytest.mark.slow) for name in engines()]


def guest_environment(engine: str, extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a guest: the tester's, without what would make two runs differ."""
    environment = {name: value for name, value in os.environ.items() if name not in CLEARED}
    environment |= {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "80", "TERM": "dumb"}
    environment.pop("CUTAWAY_ENGINE", None)
    if engine != HOST:
        environment["CUTAWAY_ENGINE"] = engine
    environment.update(extra)
    return environment


def run(engine: str, invocation: Invocation) -> Outcome:
    """Run the guest under `engine` in a process group of its own, so that nothing it started outlives a time limit."""
    command = [*interpreter(engine), *invocation.options, *invocation.arguments]
    # Files, not pipes: a grandchild that keeps the descriptor open must not keep us waiting.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as source:
        source.write(invocation.stdin.encode())
        source.seek(0)
        process = subprocess.Popen(
            command,
            stdin=source,
            stdout=output,
            stderr=errors,
            cwd=invocation.folder,
            env=guest_environment(engine, dict(invocation.environment)),
            start_new_session=True,
        )
        status: int | str
        try:
            status = process.wait(invocation.timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            status = f"no end after {invocation.timeout:.0f} s"
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(ADDRESS.sub("at 0xADDRESS", file.read(LONGEST).decode("utf-8", "backslashreplace")))
        return Outcome(texts[0], texts[1], status, _group_lives_on(process.pid))


def _group_lives_on(group: int) -> bool:
    """Whether processes of a guest's group outlive it; those are ended.  Servers of multiprocessing get a moment."""
    try:
        for _ in range(100):
            os.killpg(group, 0)
            time.sleep(0.02)
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def difference(expected: Outcome, found: Outcome) -> str:
    """A readable diff of two outcomes; empty when they are equal."""
    lines: list[str] = []
    if expected.status != found.status:
        lines.append(f"exit status: expected {expected.status}, found {found.status}")
    if expected.left_running != found.left_running:
        lines.append(f"processes left running: expected {expected.left_running}, found {found.left_running}")
    for name in ("stdout", "stderr"):
        left, right = getattr(expected, name).splitlines(), getattr(found, name).splitlines()
        lines += difflib.unified_diff(left, right, f"{name} (CPython)", f"{name} (Cutaway)", lineterm="", n=2)
    if not lines and expected != found:
        lines.append("the texts differ in line endings only")
    return "\n".join(lines[:120])


def command_text(engine: str, invocation: Invocation) -> str:
    """The run as a line for a shell, so that a failing case can be repeated by hand."""
    where = f"cd {invocation.folder} && " if invocation.folder else ""
    chosen = "" if engine == HOST else f"CUTAWAY_ENGINE={engine} "
    words: Sequence[str] = [*interpreter(engine), *invocation.options, *invocation.arguments]
    return f"{where}{chosen}PYTHONHASHSEED=0 {shlex.join(words)}"
