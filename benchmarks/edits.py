"""What a compile costs after edits, against the host's compile of the whole file: `make bench-cache`.

python -m benchmarks.edits [--lines 1000 10000 100000] [--edits 1 10 100]

Each number is the median CPU time of several runs of what `cutaway compile FILE` does inside a running process: read
the source, the .pyc and the record, find what changed, compile it, write the .pyc and the record.  The host's time is
that of `builtins.compile` for the same text, taken in turn with ours.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cutaway.show.cli.pyc_batch import Order, compile_file

FUNCTION = '''
def function_{n}(first, second={n}, *rest, **options):
    """Return something {n}."""
    result = [first, second]
    for key, value in options.items():
        result.append((key, value, LIMIT + {n}))
        if value is None and key == "skip {word}":
            continue
        rest += (os.path.join(key, str(value)),)
    return result, rest, sys.maxsize // {more}
'''
CLASS = '''
class Thing{n}(object):
    """A thing number {n}."""
    kind = {n}
'''
METHOD = '''
    def method_{n}(self, value, other=None):
        """Do {n}."""
        total = self.kind + value * {word}
        for item in range(value):
            if item % 3 == {word}:
                total += item
        return f"{{total}}-{n}", other
'''
METHODS = 9


def module(lines: int) -> str:
    """Write a module of about so many lines: half of its definitions are functions, half classes with methods."""
    parts = ['"""A module."""\nimport os, sys\n\nLIMIT = 1000\n']
    count = number = 0
    while count < lines:
        texts = [FUNCTION] * (METHODS + 1) + [CLASS] + [METHOD] * METHODS
        for text in texts:
            number += 1
            part = text.format(n=number, word=number % 7, more=number + 1)
            parts.append(part)
            count += part.count("\n")
            if count >= lines:
                break
    return "".join(parts)


def edited(text: str, edits: int, turn: int) -> str:
    """Change the bodies of so many functions and methods, evenly spread; every second one grows by a line."""
    parts = text.split("\n    result = [first, second]\n")
    step = max(1, (len(parts) - 1) // edits)
    out = [parts[0]]
    done = 0
    for index, part in enumerate(parts[1:]):
        change = index % step == step // 2 and done < edits
        done += change
        more = f"    extra = {turn}\n" if change and done % 2 else ""
        out.append(f"\n    result = [first, second{f', {turn}' if change else ''}]\n{more}{part}")
    return "".join(out)


def added(text: str, turn: int) -> str:
    """Add a function in the middle."""
    parts = text.split("\n\ndef function_")
    middle = len(parts) // 2
    return "\n\ndef function_".join([*parts[:middle], f"new_{turn}(a):\n    return a, {turn}\n", *parts[middle:]])


def measure(lines: int, edits: int, runs: int) -> tuple[int, float, float, int, float]:
    """Out: lines, seconds of the host and of ours, definitions compiled, bytes of memory for each byte of the source.

    No edits: one function is added instead.
    """
    base = module(lines)
    heard: list[tuple[bool, tuple[str, ...], str]] = []
    LISTENERS.append(heard)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/user"
        path = Path(folder) / "big.py"
        path.write_text(base)
        compile_file(path, Order(0, "checked-hash", False))
        ours, host = [], []
        for turn in range(1, runs + 1):
            text = edited(base, edits, turn) if edits else added(base, turn)
            path.write_text(text)
            start = time.process_time()
            compile(text, str(path), "exec")
            host.append(time.process_time() - start)
            start = time.process_time()
            compile_file(path, Order(0, "checked-hash", False))
            ours.append(time.process_time() - start)
        path.write_text(edited(base, edits, 0) if edits else added(base, 0))
        tracemalloc.start()
        compile_file(path, Order(0, "checked-hash", False))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    whole, names, reason = heard[-1]
    if whole:
        raise SystemExit(f"everything was compiled: {reason}")
    return base.count("\n"), statistics.median(host), statistics.median(ours), len(names), peak / len(base)


LISTENERS: list[list[tuple[bool, tuple[str, ...], str]]] = []


def _listen(event: str, arguments: tuple) -> None:
    if event == "cutaway.compile" and LISTENERS:
        LISTENERS[-1].append(arguments[1:4])


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, nargs="*", default=[1000, 10_000, 20_000, 100_000])
    parser.add_argument("--edits", type=int, nargs="*", default=[1, 10, 100, 0])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    sys.addaudithook(_listen)
    table = Table("lines", "edits", "compiled", "host's compile, ms", "cutaway compile, ms", "ratio", "memory/source")
    for lines in options.lines:
        for edits in options.edits:
            count, host, ours, compiled, memory = measure(lines, edits, options.runs)
            what = str(edits) if edits else "a function added"
            times = (f"{1000 * host:.1f}", f"{1000 * ours:.1f}", f"{ours / host:.3f}", f"{memory:.1f}")
            table.add_row(f"{count:,}", what, str(compiled), *times)
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
