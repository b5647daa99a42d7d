"""Run test suites of packages under CPython and under the machine, pytest running on it, too: `make suites`.

python -m tests.suites                       all of suites.toml
python -m tests.suites click attrs --engines native
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from tests.oracle.harness import HOST
from tests.suites.outcomes import counts, run_suite
from tests.suites.packages import fetch, read_suites

SHOWN = 40


def main(arguments: list[str]) -> int:
    """Compare the outcomes.  Out: 1 where one test came out otherwise than under CPython, or a suite did not run."""
    suites = read_suites()
    parser = argparse.ArgumentParser(
        prog="python -m tests.suites", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help=f"which packages: {', '.join(suites)}")
    parser.add_argument("--engines", default="native", help="which engines, separated by commas")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds for one suite under one Python")
    options = parser.parse_args(arguments)
    different = 0
    missing: list[str] = []
    for name in options.names or suites:
        suite = suites[name]
        try:
            folder = fetch(suite)
        except subprocess.CalledProcessError as failure:
            print(f"{suite.requirement:24} could not be fetched: {failure}", flush=True)
            missing.append(name)
            continue
        wanted: dict[str, str] = {}
        for engine in [HOST, *options.engines.split(",")]:
            started = time.monotonic()
            found = run_suite(suite, folder, engine, options.timeout)
            print(
                f"{suite.requirement:24} {engine:8} {counts(found)}  ({time.monotonic() - started:.0f} s)", flush=True
            )
            if engine == HOST:
                wanted = found
                continue
            different += "" in found or "" in wanted  # A run without a report has nothing to compare.
            odd = sorted(test for test in wanted.keys() | found.keys() if wanted.get(test) != found.get(test))
            different += len(odd)
            for test in odd[:SHOWN]:
                print(f"    {test}: CPython {wanted.get(test, 'not run')}, {engine} {found.get(test, 'not run')}")
    print(f"{different} tests came out otherwise" + (f"; not run: {', '.join(missing)}" if missing else ""))
    return int(different > 0 or missing != [])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
