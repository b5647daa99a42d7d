"""Run fuzz programs under CPython and under engines, many in one process, and compare what they printed.

differences(["show(1)"], ["native", "plain"])     out: for each program a text for each engine that differs
"""

from __future__ import annotations

import difflib
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.oracle.harness import HOST, Invocation, run

HERE: Final = Path(__file__).parent
VOLATILE: Final = re.compile(r"\b0 ?x(?: ?[0-9a-f]){6,}")
"""An address; with blanks between its digits where a program spread the text."""
SECONDS_FOR_A_PROGRAM: Final = 20.0


def differences(programs: Sequence[str], engines: Sequence[str]) -> list[dict[str, str]]:
    """Run all programs under CPython and the engines.  Out: for each program {engine: how it differs}."""
    with ThreadPoolExecutor(2) as pool:
        wanted, *found = pool.map(lambda engine: outcomes(programs, engine), [HOST, *engines])
    return [
        {
            engine: text
            for engine, shown in zip(engines, found, strict=True)
            if (text := difference(wanted[number], shown[number]))
        }
        for number in range(len(programs))
    ]


def outcomes(programs: Sequence[str], engine: str) -> list[str]:
    """What each program printed under one engine; a program that ended the process has that as its outcome."""
    done: list[str] = []
    while len(done) < len(programs):
        done += _batch(programs[len(done) :], engine)
    return done


def _batch(programs: Sequence[str], engine: str) -> list[str]:
    """Run programs in one process.  Out: at least one outcome."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(HERE / "prelude.py", folder)
        shutil.copy(HERE / "guest.py", folder)
        for number, text in enumerate(programs):
            (folder / f"program_{number:05}.py").write_text(text, encoding="utf-8")
        record = folder / "outcomes.jsonl"
        limit = 30 + SECONDS_FOR_A_PROGRAM * len(programs) ** 0.5
        ending = run(engine, Invocation(("guest.py", ".", record.name), ("-W", "ignore"), folder=folder, timeout=limit))
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
        shown = [VOLATILE.sub("0xADDRESS", json.loads(line)[1]) for line in lines if line.endswith("]")]
        if len(shown) < len(programs):
            shown.append(f"the process ended: {ending.status}\n{ending.stderr[-2000:]}")
        elif ending.stderr:
            shown[-1] += f"\nafter all: {ending.stderr[-2000:]}"
        return shown


def difference(wanted: str, found: str) -> str:
    """A readable diff; empty when both are equal."""
    lines = difflib.unified_diff(wanted.splitlines(), found.splitlines(), "CPython", "Cutaway", lineterm="", n=2)
    return "\n".join(list(lines)[:40])
