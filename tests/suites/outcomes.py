"""Run one package's tests with pytest under one Python, and read what became of each test.

run_suite(suite, folder, "native")     out: {"tests.test_basic::test_prompt": "passed", ...}
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tests.oracle.harness import guest_environment, interpreter
from tests.suites.packages import SITE, STORE, Suite


def run_suite(suite: Suite, folder: Path, engine: str, timeout: float) -> dict[str, str]:
    """Run the tests.  Out: the outcome of each; the key "" tells of a run that did not come to its end."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.xml")
        # The package's own settings, or none: never those of the project around build/.
        command = [
            *interpreter(engine),
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir=.",
            "-c",
            _settings(folder),
        ]
        command += [f"--junitxml={report}", f"--basetemp={scratch}/work", *suite.options, *suite.tests]
        output = STORE / f"{suite.name}.{engine}.txt"
        with output.open("wb") as text:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=_environment(engine),
                stdin=subprocess.DEVNULL,
                stdout=text,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                status = process.wait(timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return {"": f"no end after {timeout:.0f} s"}
        if not report.exists():
            return {"": f"exit status {status}, no report; see {output}"}
        return read_report(report)


def _settings(folder: Path) -> str:
    """The file with the package's settings for pytest."""
    names = [name for name in ("pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg") if (folder / name).exists()]
    telling = [name for name in names if "pytest" in (folder / name).read_text(encoding="utf-8")]
    return (telling or names or ["setup.py"])[0]


def _environment(engine: str) -> dict[str, str]:
    """Each engine keeps its own .pyc files: a test run on the machine must not find what CPython compiled."""
    caches = str(STORE / "caches" / engine)
    return guest_environment(engine, {"PYTHONPATH": str(SITE), "PYTHONPYCACHEPREFIX": caches})


def read_report(path: Path) -> dict[str, str]:
    """Read a JUnit report.  Out: the outcome of each test; a test reported twice has the worse one."""
    outcomes: dict[str, str] = {}
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        kinds = [child.tag for child in case if child.tag in {"failure", "error", "skipped"}]
        outcome = {"failure": "failed", "error": "error", "skipped": "skipped"}[kinds[0]] if kinds else "passed"
        if outcomes.get(name, "passed") == "passed":
            outcomes[name] = outcome
    return outcomes


def counts(outcomes: dict[str, str]) -> str:
    """How many of each kind, as text."""
    if "" in outcomes:
        return outcomes[""]
    number = Counter(outcomes.values())
    return ", ".join(f"{number[kind]} {kind}" for kind in ("passed", "failed", "error", "skipped") if number[kind])
