"""The oracle programs: every .py file directly in a folder of `programs/` whose name does not start with `_`.

A program may say in comment lines at its top how it wants to be started:

    #: options -O -W error      python's options
    #: args one two             its own arguments
    #: stdin first\\nsecond\\n    what it reads (escapes as in a string literal)
    #: env NAME=VALUE           one more environment variable
"""

from __future__ import annotations

import ast
import shlex
from dataclasses import replace
from pathlib import Path

from tests.oracle.harness import Invocation

PROGRAMS = Path(__file__).parent / "programs"


def names() -> list[str]:
    """The programs' names: `area/program`."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in PROGRAMS.glob("*/[!_]*.py"))


def invocation_of(name: str) -> Invocation:
    """How to start a program, by the comments at its top; it runs in its own folder, named without one."""
    path = PROGRAMS / f"{name}.py"
    invocation = Invocation((path.name,), folder=path.parent)
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if not line.startswith("#: "):
            break
        key, _, text = line[3:].strip().partition(" ")
        invocation = _apply(invocation, key, text)
    return invocation


def _apply(invocation: Invocation, key: str, text: str) -> Invocation:
    match key:
        case "options":
            return replace(invocation, options=tuple(shlex.split(text)))
        case "args":
            return replace(invocation, arguments=(*invocation.arguments, *shlex.split(text)))
        case "stdin":
            return replace(invocation, stdin=ast.literal_eval(f'"""{text}"""'))
        case "env":
            variable, _, value = text.partition("=")
            return replace(invocation, environment=(*invocation.environment, (variable, value)))
        case _:
            raise ValueError(f"unknown directive in an oracle program: {key!r}")
