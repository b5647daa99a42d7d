"""Run one module of CPython's Lib/test in a process of its own.

    run_module(["cutaway-python"], "test_generators", engine="native", limit=600)
    -> Outcomes({"test.test_generators.SignalTest.test_raise": ("passed", ""), ...}, ending="ended", seconds=1.2)

A crash or a hang is the outcome of the test that was running, and the ending of the module.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

RECORD = Path(__file__).with_name("record_outcomes.py")
GOOD = frozenset({"passed", "expected failure"})
ENDED = "ended"
MEMORY = 8 << 30  # bytes of address space: a test that runs wild must not take the machine with it
CLEARED = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "CUTAWAY_ENGINE"}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of one module: test id -> (outcome, detail); `ending` is how the process ended, ENDED if well."""

    tests: dict[str, tuple[str, str]]
    ending: str
    seconds: float = 0.0

    def good(self) -> set[str]:
        """Answer the tests that passed, or failed as they say they do."""
        return {test for test, (outcome, _) in self.tests.items() if outcome in GOOD}

    def of(self, test: str) -> tuple[str, str]:
        """Answer a test's outcome and detail; `not run` with the module's ending where there is none."""
        return self.tests.get(test, ("not run", self.ending))


def run_module(command: list[str], module: str, engine: str | None, limit: float) -> Outcomes:
    """Run one module.  In: what starts the Python, the engine for it, seconds that it may take.  Raises OSError."""
    environment = {name: value for name, value in os.environ.items() if name not in CLEARED}
    if engine:
        environment["CUTAWAY_ENGINE"] = engine
    with tempfile.TemporaryDirectory(prefix="conformance-") as folder:
        record = Path(folder, "outcomes.jsonl")
        record.touch()
        work = Path(folder, "work")
        work.mkdir()
        output = Path(folder, "output")
        start = time.monotonic()
        with output.open("wb") as stream:
            process = subprocess.Popen(
                [*command, str(RECORD), module, str(record)],
                cwd=work,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
            ending = _wait(process, limit)
        tail = output.read_bytes()[-2000:].decode("utf-8", "replace").strip()[-300:]
        return read_record(record.read_text(encoding="utf-8"), ending, tail, time.monotonic() - start)


def _wait(process: subprocess.Popen[bytes], limit: float) -> str:
    """Wait for a process and what it started.  Out: ENDED, or what was wrong; nothing of it is left."""
    try:
        status = process.wait(limit)
        ending = ENDED if status == 0 else f"exit status {status}" if status > 0 else signal.Signals(-status).name
    except subprocess.TimeoutExpired:
        ending = f"no end after {limit:.0f} s"
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return ending
        if ending.startswith("no end"):
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return "left processes running" if ending == ENDED else ending


def read_record(text: str, ending: str, tail: str, seconds: float = 0.0) -> Outcomes:
    """Read what record_outcomes.py wrote.

    In: its lines; how the process ended; the end of its output, for a reader.  Out: the last outcome of each test; a
    `failed` (a subtest's) is not undone by the test's own `passed`.
    """
    tests: dict[str, tuple[str, str]] = {}
    finished = False
    for line in text.splitlines():
        entry = json.loads(line)
        if entry["outcome"] == "finished":
            finished = True
        elif tests.get(entry["test"], ("",))[0] not in {"failed", "error"}:
            tests[entry["test"]] = (entry["outcome"], entry["detail"])
    for test, (outcome, _) in tests.items():
        if outcome == "started":
            tests[test] = ("crashed", ending)
    if not finished and ending == ENDED:
        ending = "ended before its tests did"
    return Outcomes(tests, ending if ending == ENDED else f"{ending}: {tail}", seconds)
