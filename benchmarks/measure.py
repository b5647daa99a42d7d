"""Run one program in a child process: its check value, its CPU time, its memory.

In: a command and a program.  Out: a Sample.  A program prints `CHECK value CPU seconds`, its CPU time without start and
end; a program without the second part (start-up, imports) is measured by the CPU time of its whole process.
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

_LINE = re.compile(r"^CHECK (\S+)(?: CPU (\d+\.\d+))?$", re.MULTILINE)


class BrokenProgram(Exception):
    """A benchmark did not end well, or said nothing that can be checked."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: `seconds` of the work, `process_seconds` with start and end, `megabytes` at most."""

    check: str
    seconds: float
    process_seconds: float
    megabytes: float


def command_of(engine: str) -> list[str]:
    """The interpreter that `engine` names: "host", or one of our engines."""
    return [sys.executable] if engine == "host" else [str(Path(sys.executable).with_name("cutaway-python"))]


def resident_peak(pid: int) -> int:
    """The most memory the process has had, in kilobytes; 0 where the system does not say (it has ended, no /proc)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    match = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(match[1]) if match else 0


def run_once(engine: str, program: Path) -> Sample:
    """Run `program` once.  Raises BrokenProgram."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment["PYTHONHASHSEED"] = "0"
    if engine != "host":
        environment["CUTAWAY_ENGINE"] = engine
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [*command_of(engine), str(program)], stdin=subprocess.DEVNULL, stdout=output, env=environment
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
        raise BrokenProgram(f"{program.name} under {engine}: exit status {process.returncode}, output {text[:200]!r}")
    whole = usage.ru_utime + usage.ru_stime
    return Sample(match[1], float(match[2]) if match[2] else whole, whole, memory / 1024)
