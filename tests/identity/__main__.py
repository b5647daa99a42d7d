"""Compare our compiler with the host's on everything that we have; print what differs, by kind.

    python -m tests.identity                       every suite; takes a long time
    python -m tests.identity library -O 0 -O 2     one suite, two levels
    python -m tests.identity files app.py lib/     files and folders of your own

Exit status 1 where anything differs.  What was found is also written to build/identity/SUITE.json.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.identity import corpora
from tests.identity.suites import SUITES, Order
from tests.identity.tally import Tally

RESULTS = Path(__file__).resolve().parents[2] / "build" / "identity"


def main(arguments: list[str]) -> int:
    """Run the suites that were asked for.  Out: the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.identity", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suite", nargs="?", choices=[*SUITES, "all"], default="all")
    parser.add_argument("paths", nargs="*", type=Path, help="for the suite `files`")
    parser.add_argument("-O", "--optimize", type=int, action="append", choices=(0, 1, 2), help="may be repeated")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="take every Nth source only")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    order = Order(options.optimize, options.sample, options.jobs, options.paths)
    results: dict[str, Tally] = {}
    for name in [each for each in SUITES if each != "files"] if options.suite == "all" else [options.suite]:
        found = SUITES[name](order)
        for title, tally in found.items():
            save(title, tally)
        results.update(found)
    report(results)
    return int(any(tally.kinds for tally in results.values()))


def save(title: str, tally: Tally) -> None:
    """Keep what was found for later reading."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    found = {each.name: getattr(tally, each.name) for each in dataclasses.fields(tally)}
    text = json.dumps({**found, "packages": corpora.versions()}, indent=1)
    (RESULTS / f"{title.replace(' ', '_')}.json").write_text(text)


def report(results: dict[str, Tally]) -> None:
    """Print a table of the suites, and the differences by kind."""
    console = Console(width=120)
    table = Table("suite", "sources", "refused", "code objects", "warnings", "different", "host s", "ours s", "ratio")
    for title, tally in results.items():
        numbers = (tally.sources, tally.refused, tally.code_objects, tally.warnings, tally.different)
        times = (f"{tally.host_seconds:.1f}", f"{tally.own_seconds:.1f}", f"{tally.ratio:.1f}")
        table.add_row(title, *(f"{number:,}" for number in numbers), *times)
    console.print(table)
    for title, tally in results.items():
        for fact, value in tally.facts.items():
            console.print(f"{title}: {fact}: {escape(value)}")
        for kind, count in tally.kinds.most_common():
            console.print(f"{title}: {count} x {kind}, first: {escape(tally.examples[kind])}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
