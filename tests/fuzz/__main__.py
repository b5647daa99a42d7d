"""Run many fuzz programs; print each difference with the smallest program that shows it.

python -m tests.fuzz --count 3000 --seed 1 --engines native,plain
python -m tests.fuzz --show 17          print program 17 of the seed
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.fuzz.compare import differences
from tests.fuzz.reduce import smallest
from tests.fuzz.writer import Writer


def main(arguments: list[str]) -> int:
    """Compare.  Out: 1 if a program showed a difference, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300, help="how many programs")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--seed", type=int, default=0, help="programs of another seed are others")
    parser.add_argument("--engines", default="native,plain", help="which engines to compare with CPython")
    parser.add_argument("--batch", type=int, default=100, help="how many programs share a process")
    parser.add_argument("--stop-after", type=int, default=5, help="how many differences to look for")
    parser.add_argument("--keep", action="store_true", help="do not make the programs that differ smaller")
    parser.add_argument("--show", type=int, help="print this program and end")
    options = parser.parse_args(arguments)
    if options.show is not None:
        print(Writer(options.seed, options.show).program(), end="")
        return 0
    return compare(options)


def compare(options: argparse.Namespace) -> int:
    """Compare batch after batch, with a line of progress for each."""
    engines = options.engines.split(",")
    found = done = 0
    started = time.monotonic()
    for first in range(options.first, options.first + options.count, options.batch):
        numbers = range(first, min(first + options.batch, options.first + options.count))
        programs = [Writer(options.seed, number).program() for number in numbers]
        for number, program, by_engine in zip(numbers, programs, differences(programs, engines), strict=True):
            for engine, text in by_engine.items():
                found += 1
                print(f"\n--- seed {options.seed}, program {number}, engine {engine}\n{text}", flush=True)
            if by_engine and not options.keep:
                engine = next(iter(by_engine))
                small = smallest(program, engine)
                print(f"--- smallest:\n{small}\n{differences([small], [engine])[0].get(engine)}", flush=True)
        done += len(programs)
        print(f"{done} programs, {found} differences, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        if found >= options.stop_after:
            break
    print(f"{done} programs of seed {options.seed}, engines {options.engines}: {found} differences")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
