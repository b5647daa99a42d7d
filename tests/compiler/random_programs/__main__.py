"""Compare many random programs; print each difference with the smallest program that shows it."""

from __future__ import annotations

import argparse
import sys

from tests.compiler.random_programs.compare import differences
from tests.compiler.random_programs.grammar import Writer
from tests.compiler.random_programs.reduce import reduce


def main(arguments: list[str]) -> int:
    """Run the comparison.  Out: 1 if a program compiles differently, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.compiler.random_programs", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="programs of another seed are others")
    parser.add_argument("--stop-after", type=int, default=5, help="how many differences to look for")
    options = parser.parse_args(arguments)
    writer = Writer(options.seed)
    found = 0
    for number in range(options.count):
        source, optimize = writer.program(), number % 4 - 1
        if differences(source, optimize):
            found += 1
            smallest = reduce(source, lambda text: bool(differences(text, optimize)))
            print(f"--- program {number}, optimize={optimize}", smallest, *differences(smallest, optimize), sep="\n")
            if found == options.stop_after:
                break
    print(f"{number + 1} programs, {found} compiled differently")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
