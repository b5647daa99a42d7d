"""CPython's own tests, on the machine: `make conformance` or `python -m tests.conformance [MODULE...]`.

Each module runs in a process of its own, under CPython and under the machine; the tests that pass under CPython are
the measure.  Outcomes are kept in build/conformance, CPython's for good, the machine's by commit, so that a run after
a change is short.  Exit status 1 when a test fails that is not in expected_failures.toml, or one there passes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORE = ROOT / "build" / "conformance"
RECORD = HERE / "record_outcomes.py"
GOOD = {"passed", "expected failure"}


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of one module: test id -> (outcome, detail); `ending` is how the process ended."""

    tests: dict[str, tuple[str, str]]
    ending: str


def run_module(command: list[str], module: str, engine: str | None, timeout: float) -> Outcomes:
    """Run one module under `command`; a crash or a hang is the outcome of the test that was running."""
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}}
    if engine:
        environment["CUTAWAY_ENGINE"] = engine
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "outcomes.jsonl")
        record.touch()
        work = Path(folder, "work")
        work.mkdir()
        with Path(folder, "output").open("wb") as output:
            process = subprocess.Popen(
                [*command, str(RECORD), module, str(record)],
                cwd=work,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                status = process.wait(timeout)
                ending = "ended" if status == 0 else f"exit status {status}" if status > 0 else f"signal {-status}"
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()
                ending = f"no end after {timeout:.0f} s"
        tail = Path(folder, "output").read_bytes()[-2000:].decode("utf-8", "replace")
        return read_record(record, ending, tail)


def read_record(path: Path, ending: str, tail: str) -> Outcomes:
    """The last outcome of each test; a later `failed` (a subtest's) is not undone by the test's own `passed`."""
    tests: dict[str, tuple[str, str]] = {}
    finished = False
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["outcome"] == "finished":
            finished = True
            continue
        before = tests.get(entry["test"])
        if before is None or before[0] not in {"failed", "error"}:
            tests[entry["test"]] = (entry["outcome"], entry["detail"])
    for test, (outcome, _) in tests.items():
        if outcome == "started":
            tests[test] = ("crashed", ending)
    return Outcomes(tests, "ended" if finished else f"{ending}: {tail.strip()[-300:]}")


def stored(path: Path) -> Outcomes | None:
    """Outcomes kept by an earlier run, or None."""
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return Outcomes({test: (o, d) for test, (o, d) in data["tests"].items()}, data["ending"])


def keep(path: Path, outcomes: Outcomes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"tests": outcomes.tests, "ending": outcomes.ending}, indent=0), encoding="utf-8")


def commit_name() -> str:
    """The commit, or `dirty` (whose outcomes are not reused) where files of the project are changed."""
    if subprocess.run(["git", "status", "--porcelain", "src"], cwd=ROOT, capture_output=True, text=True).stdout:
        return "dirty"
    return subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()


def outcomes_of(module: str, engine: str | None, machine: list[str], timeout: float) -> tuple[Outcomes, Outcomes]:
    """(under CPython, on the machine), from the store where it has them."""
    host_path = STORE / "cpython" / f"{module}.json"
    host = stored(host_path)
    if host is None:
        host = run_module([sys.executable], module, None, timeout)
        keep(host_path, host)
    commit = commit_name()
    ours_path = STORE / f"{commit}-{engine or 'default'}" / f"{module}.json"
    ours = stored(ours_path) if commit != "dirty" else None
    if ours is None:
        ours = run_module(machine, module, engine, timeout * 2)
        keep(ours_path, ours)
    return host, ours


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", help="modules of Lib/test (default: those in modules.txt)")
    parser.add_argument("--engine", help="value for CUTAWAY_ENGINE")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th module of the list")
    parser.add_argument("--timeout", type=float, default=300, help="seconds for a module under CPython")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=5, help="failing tests shown for each module")
    options = parser.parse_args()
    modules = options.modules or (HERE / "modules.txt").read_text().split()[:: options.every]
    expected = tomllib.loads((HERE / "expected_failures.toml").read_text(encoding="utf-8"))
    machine = [str(Path(sys.executable).with_name("cutaway-python"))]
    console = Console()
    table = Table("module", "pass on CPython", "pass on ours", "%", "ending")
    failures: list[tuple[str, str, str]] = []
    stale: list[str] = []
    total: Counter[str] = Counter()
    with Progress(console=console) as progress, ThreadPoolExecutor(options.jobs) as pool:
        bar = progress.add_task("modules", total=len(modules))
        jobs = {pool.submit(outcomes_of, m, options.engine, machine, options.timeout): m for m in modules}
        rows = {}
        for job in as_completed(jobs):
            rows[jobs[job]] = job.result()
            progress.advance(bar)
    for module in modules:
        host, ours = rows[module]
        measured = [test for test, (outcome, _) in host.tests.items() if outcome in GOOD]
        missed = [t for t in measured if ours.tests.get(t, ("not run", ""))[0] not in GOOD]
        failures += [(t, *ours.tests.get(t, ("not run", ours.ending))) for t in missed]
        stale += [t for t in measured if t in expected and t not in missed]
        total.update(host=len(measured), ours=len(measured) - len(missed))
        share = 100 * (1 - len(missed) / len(measured)) if measured else 100.0
        table.add_row(module, str(len(measured)), str(len(measured) - len(missed)), f"{share:.1f}", ours.ending[:80])
        for test in missed[: options.show]:
            outcome, detail = ours.tests.get(test, ("not run", ""))
            console.print(f"{test}: {outcome}: {detail[-160:]}", markup=False, highlight=False)
    console.print(table)
    share = 100 * total["ours"] / max(1, total["host"])
    console.print(
        f"{total['ours']} of {total['host']} tests that pass under CPython pass on the machine: {share:.2f} %"
    )
    new = [test for test, _, _ in failures if test not in expected]
    for test in stale:
        console.print(f"passes now, take it off the list: {test}", markup=False)
    console.print(f"{len(new)} failures not in the list, {len(stale)} entries of the list pass")
    return 1 if new or stale else 0


if __name__ == "__main__":
    sys.exit(main())
