"""Run one program in a child process: its check value, its CPU time, its memory.

    size = calibrated(row)                    how much work makes the time that the row wants, under CPython
    sample = run_once("native", row, size)    a Sample

A program prints `CHECK value`, then what it measured itself: `CPU seconds`, without start and end, or `BYTES n`.  A
program without that (hello world) is measured by the CPU time of its whole process.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rows import Row

_LINE = re.compile(r"^CHECK (\S+)(?: CPU (?P<seconds>\d+\.\d+)| BYTES (?P<bytes>[\d.]+))?$", re.MULTILINE)
_TRIES = 4
"""Sizes that a calibration tries at most."""


class BrokenProgram(Exception):
    """A benchmark did not end well, or said nothing that can be checked."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: `seconds` of the work, `process_seconds` with start and end, `megabytes` at most, `size` in bytes."""

    check: str
    seconds: float
    process_seconds: float
    megabytes: float
    size: float = 0.0


def command_of(engine: str, through_run: bool = False) -> list[str]:
    """The interpreter that `engine` names: "host", or one of our engines."""
    beside = Path(sys.executable)
    if engine == "host":
        return [str(beside)]
    return [str(beside.with_name("cutaway")), "run"] if through_run else [str(beside.with_name("cutaway-python"))]


def environment_of(engine: str) -> dict[str, str]:
    """The variables of a run: none of python's own but a fixed hash seed, and the engine."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment["PYTHONHASHSEED"] = "0"
    if engine != "host":
        environment["CUTAWAY_ENGINE"] = engine
    return environment


def resident_peak(pid: int) -> int:
    """The most memory the process has had, in kilobytes; 0 where the system does not say (it has ended, no /proc)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    match = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(match[1]) if match else 0


def run_once(engine: str, row: Row, size: int | None) -> Sample:
    """Run the program of a row once.  Raises BrokenProgram."""
    command = [*command_of(engine, row.through_run), str(row.program), *([] if size is None else [str(size)])]
    return run_command(command, engine, row.name)


def run_command(command: list[str], engine: str, name: str, stderr: int | None = None) -> Sample:
    """Run a command that prints what a benchmark prints.  Raises BrokenProgram, which calls it `name`."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=stderr, env=environment_of(engine)
        )
        memory = 0
        # wait4, not wait: it tells what this one child used.  Not its ru_maxrss: that counts from before exec, when the
        # child still was a copy of this process.
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            memory = resident_peak(process.pid) or memory
            time.sleep(0.004)
        _, status, usage = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    match = _LINE.search(text)
    if process.returncode != 0 or match is None:
        raise BrokenProgram(f"{name} under {engine}: exit status {process.returncode}, output {text[:200]!r}")
    whole = usage.ru_utime + usage.ru_stime
    return Sample(match[1], float(match["seconds"] or whole), whole, memory / 1024, float(match["bytes"] or 0))


def calibrated(row: Row) -> int | None:
    """The size with which the row's program takes CPython about as long as the row says; None: it takes no size.

    The row's own first size stands where it is right within a factor of two, so that records of similar machines tell
    of the same work.  Raises BrokenProgram.
    """
    size = row.size
    if size is None:
        return None
    for _ in range(_TRIES):
        factor = row.seconds / max(run_once("host", row, size).seconds, 0.0005)
        if 0.5 <= factor <= 2.0:
            break
        size = row.growth(size, factor)
    return size
