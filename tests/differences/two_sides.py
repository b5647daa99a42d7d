"""Run one program under CPython and on the machine, where the two are known to differ.

    ours, theirs = outputs("import sys; print(hasattr(sys.implementation, '_cutaway'))")
    assert (ours, theirs) == ("True", "False")

In: a program's text, and where it matters the engine, python's options, files and variables.  Out: what each printed,
stripped.  Raises AssertionError where one of them failed, for then nothing is proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.oracle.harness import HOST, Invocation, Outcome, command_text, run


def outputs(
    program: str,
    engine: str = "native",
    options: tuple[str, ...] = (),
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[str, str]:
    """Answer (what ours printed, what CPython printed).  Raises AssertionError where one did not end with status 0."""
    ours, theirs = outcomes(program, engine, options, folder, environment)
    for outcome in (ours, theirs):
        assert outcome.status == 0, outcome.stderr
    return ours.stdout.strip(), theirs.stdout.strip()


def outcomes(
    program: str,
    engine: str = "native",
    options: tuple[str, ...] = (),
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[Outcome, Outcome]:
    """Answer (ours, CPython's) with standard error and exit status, where an ending is the difference."""
    invocation = Invocation(
        ("-c", program), options, environment=tuple((environment or {}).items()), folder=folder, timeout=120
    )
    found = run(engine, invocation)
    assert not str(found.status).startswith("no end"), command_text(engine, invocation)
    return found, run(HOST, invocation)
