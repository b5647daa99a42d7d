"""CPython's own tests, on the machine: `make conformance` or `python -m tests.conformance [MODULE...]`.

Each module runs in a process of its own, under CPython and under the machine; the tests that pass under CPython are the
measure.  Outcomes are kept (store.py), so that a run after a change of documentation or tests is short.  Exit status 1
where a test fails that is not in expected_failures.toml, where one there passes, or where a process crashes, hangs or
leaves others behind.

With `--same-as ENGINE` the outcomes of two engines are compared as well, test by test.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.conformance.outcomes import ENDED, Outcomes
from tests.conformance.store import HOST, Store
from tests.conformance.verdict import Verdict, different, expected_failures, judge

HERE = Path(__file__).parent
FULL_LIST = HERE / "modules.txt"
SLOWER = {"plain": 12, "pure": 24}
"""How many times the limit an engine gets that is not made for speed."""


def main() -> int:
    """Run what the command line asks for; answer the exit status."""
    options = arguments()
    # Started in the background, a shell has us ignore SIGINT; a test that interrupts itself would wait for ever.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    console = Console(soft_wrap=True)
    modules = options.modules or FULL_LIST.read_text(encoding="utf-8").split()[:: options.every]
    names = [HOST, options.engine, *([options.same_as] if options.same_as else [])]
    outcomes = run_all(console, modules, names, options)
    expected = expected_failures()
    verdicts = [judge(m, outcomes[HOST][m], outcomes[options.engine][m], expected) for m in modules]
    console.print(table(verdicts, outcomes[HOST], outcomes[options.engine]))
    good = report(console, verdicts, outcomes[options.engine])
    if not options.modules and options.every == 1:
        gone = expected.keys() - {test for verdict in verdicts for test in verdict.measured}
        good &= complain(console, gone, "is in the list and no test that CPython passes")
    if options.same_as:
        good &= compare(console, modules, outcomes[options.same_as], outcomes[options.engine])
    return 0 if good else 1


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", help="modules of Lib/test (default: those in modules.txt)")
    parser.add_argument("--engine", default="native", help="value for CUTAWAY_ENGINE")
    parser.add_argument("--same-as", metavar="ENGINE", help="compare with the outcomes of another engine of ours")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th module of the list")
    parser.add_argument("--limit", type=float, default=600, help="seconds for a module; slow engines get a multiple")
    parser.add_argument("--fresh", action="store_true", help="run anew what an earlier run has kept")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    return parser.parse_args()


def run_all(
    console: Console, modules: list[str], names: list[str], options: argparse.Namespace
) -> dict[str, dict[str, Outcomes]]:
    """Answer the outcomes of every module under every Python, with a progress bar where a person looks."""
    found: dict[str, dict[str, Outcomes]] = {name: {} for name in names}
    stores = {name: Store(name, fresh=options.fresh and name != HOST) for name in names}
    with Progress(console=console) as progress, ThreadPoolExecutor(options.jobs) as pool:
        bar = progress.add_task("modules", total=len(modules) * len(names))
        jobs = {
            pool.submit(stores[name].outcomes, module, options.limit * SLOWER.get(name, 1)): (name, module)
            for module in modules
            for name in names
        }
        for job in as_completed(jobs):
            name, module = jobs[job]
            found[name][module] = job.result()
            progress.update(bar, advance=1, description=f"{name} {module}")
    return found


def table(verdicts: list[Verdict], host: dict[str, Outcomes], ours: dict[str, Outcomes]) -> Table:
    """Answer the table by module."""
    rows = Table("module", "pass on CPython", "on ours", "%", "s CPython", "s ours", "ending")
    for verdict in verdicts:
        measured, passed = len(verdict.measured), len(verdict.measured) - len(verdict.missed)
        seconds = (f"{of[verdict.module].seconds:.1f}" for of in (host, ours))
        share = f"{100 * passed / measured:.1f}" if measured else ""
        rows.add_row(verdict.module, str(measured), str(passed), share, *seconds, verdict.ending.splitlines()[0][:60])
    return rows


def report(console: Console, verdicts: list[Verdict], ours: dict[str, Outcomes]) -> bool:
    """Print what is to be done and the sums.  Out: whether nothing is to be done."""
    measured = sum(len(verdict.measured) for verdict in verdicts)
    missed = sum(len(verdict.missed) for verdict in verdicts)
    for verdict in verdicts:
        for test in verdict.unlisted:
            outcome, detail = ours[verdict.module].of(test)
            console.print(f"{test}: {outcome}: {detail[-300:]}", markup=False, highlight=False)
        if verdict.ending != ENDED:
            console.print(f"{verdict.module}: {verdict.ending}", markup=False, highlight=False)
    again = [test for verdict in verdicts for test in verdict.passing_again]
    complain(console, again, "passes now: take it off the list")
    share = 100 * (measured - missed) / max(1, measured)
    unlisted = sum(len(verdict.unlisted) for verdict in verdicts)
    console.print(
        f"{measured - missed} of {measured} tests that pass under CPython pass on the machine: {share:.2f} %\n"
        f"{missed - unlisted} failures are in the list, {unlisted} are not; {len(again)} in the list pass"
    )
    return all(verdict.good for verdict in verdicts)


def complain(console: Console, tests: Iterable[str], what: str) -> bool:
    """Print a line for each test.  Out: whether there was none."""
    lines = sorted(tests)
    for test in lines:
        console.print(f"{test}: {what}", markup=False, highlight=False)
    return not lines


def compare(console: Console, modules: list[str], one: dict[str, Outcomes], other: dict[str, Outcomes]) -> bool:
    """Print where two engines differ.  Out: whether they agree."""
    lines = [line for module in modules for line in different(one[module], other[module])]
    tests = sum(len(one[module].tests) for module in modules)
    console.print(f"{tests} tests on both engines, {len(lines)} with another outcome")
    return complain(console, lines, "the engines differ")


if __name__ == "__main__":
    sys.exit(main())
