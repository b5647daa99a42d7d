"""Look for leaks: 67 behaviours, each run a thousand times, on each engine.

python -m tests.leaks [NAME...] --engines native,plain --times 1000
"""

from __future__ import annotations

import argparse
import sys

from tests.leaks.measuring import leaks


def main(arguments: list[str]) -> int:
    """Print a table of what grew.  Out: 1 if something leaks, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.leaks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="which behaviours, as calling.closures")
    parser.add_argument(
        "--engines", default="native,plain", help="which engines, separated by commas; `host` is CPython"
    )
    parser.add_argument("--times", type=int, default=1000, help="how often each behaviour runs")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds for all behaviours on one engine")
    options = parser.parse_args(arguments)
    found = 0
    for engine in options.engines.split(","):
        result = leaks(engine, options.times, options.names, options.timeout)
        found += len(result.grown) + bool(result.trouble)
        for name, growth in result.grown.items():
            print(f"{engine:8} {name:40} " + ", ".join(f"{what} +{amount}" for what, amount in growth.items()))
        print(
            f"{engine:8} {result.measured} behaviours run {options.times} times, {len(result.grown)} leak", flush=True
        )
        if result.trouble:
            print(f"{engine:8} ended badly: {result.trouble}", flush=True)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
