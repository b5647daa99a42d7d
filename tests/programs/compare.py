"""Run one command line under CPython and under the machine and hold them equal, apart from what cannot be equal.

What cannot be equal: durations, dates, addresses, process numbers, port numbers, and the path of the interpreter.
`same` also looks afterwards for what a guest left behind: processes of its group and files in its temporary folder.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.oracle.harness import HOST, Invocation, Outcome, command_text, difference, interpreter, run

GUESTS = Path(__file__).parent / "guests"

_UNEQUAL = (
    (re.compile(r"\b\d+(\.\d+)? ?(seconds|s|sec|msec|usec|nsec)\b"), "DURATION"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+"), "TIME"),
    (re.compile(r"\b\d+ loops?, best of"), "N loops, best of"),
    (re.compile(r"at 0x[0-9a-f]+"), "at 0xADDRESS"),
    (re.compile(r"127\.0\.0\.1[: ]\d+|port \d+|:\d{4,5}/"), "LOOPBACK"),
)


def normalise(text: str) -> str:
    """Replace what differs between any two runs."""
    for executable in (*interpreter(HOST), *interpreter("native")):
        text = text.replace(executable, "PYTHON")
    for pattern, word in _UNEQUAL:
        text = pattern.sub(word, text)
    return text


def shown(engine: str, invocation: Invocation, also: Callable[[str], str] = lambda text: text) -> Outcome:
    """One run in a fresh temporary folder, normalised; fails when it leaves something behind there."""
    with tempfile.TemporaryDirectory() as folder:
        environment = (*invocation.environment, ("TMPDIR", folder))
        outcome = run(engine, replace(invocation, environment=environment))
        assert os.listdir(folder) == [], f"left behind by {command_text(engine, invocation)}"
    return outcome.normalised(lambda text: also(normalise(text).replace(folder, "TMPDIR")))


def same(engine: str, invocation: Invocation, also: Callable[[str], str] = lambda text: text) -> Outcome:
    """Assert that `engine` shows what CPython shows, and that CPython was happy; answer the outcome."""
    expected = shown(HOST, invocation, also)
    assert isinstance(expected.status, int), f"CPython: {expected}"
    found = shown(engine, invocation, also)
    assert expected == found, f"{command_text(engine, invocation)}\n{difference(expected, found)}"
    return found
