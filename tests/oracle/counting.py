"""`python -m tests.oracle.counting [NAME...]`: every oracle program counts the same on each engine, cache cold or warm.

A program is counted on the native engine with a cold cache, twice with a warm one, and on the other engines.  What
differs for a reason of the program's own (threads, clocks, child processes) is in `counted_apart.toml`, with reasons.

`--host` compares with CPython instead, which counts by a trace function (host_count.py), line by line.
"""

from __future__ import annotations

import argparse
import marshal
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from tests.oracle.harness import HOST, guest_environment, interpreter
from tests.oracle.programs_found import invocation_of, names

APART = Path(__file__).with_name("counted_apart.toml")
HOST_COUNT = str(Path(__file__).with_name("host_count.py"))
ENGINES = ("native", "native-nofast", "plain")
SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What one program's runs counted; None where a run did not end by itself."""

    cold: int | None
    warm: tuple[int | None, int | None]
    others: dict[str, int | None]

    @property
    def different(self) -> dict[str, int | None]:
        """Those that counted something else than the native engine with a warm cache."""
        found = {"again": self.warm[1], "cold": self.cold, **self.others}
        return {who: count for who, count in found.items() if count != self.warm[0]}


@dataclass(frozen=True, slots=True)
class Apart:
    """Where a program's counts may differ, and why."""

    where: frozenset[str]
    reason: str


def counted_apart() -> dict[str, Apart]:
    """Read the list of programs whose count is not one number."""
    entries = tomllib.loads(APART.read_text(encoding="utf-8"))["program"]
    return {entry["name"]: Apart(frozenset(entry["where"]), entry["reason"]) for entry in entries}


Lines = Counter[tuple[str, str, int, int]]
"""How often instructions were carried out, by file, function, its first line, and line."""


def count(name: str, engine: str, caches: Path) -> int | None:
    """How many instructions one program takes; None where it ended without telling (`os._exit`, a signal)."""
    found = _told(name, engine, "count", caches)
    return None if found is None else int(found["instructions"])


def lines_here(name: str, engine: str, caches: Path) -> tuple[int, Lines]:
    """How many instructions one program takes, and its exact profile.  Raises ValueError where it does not tell."""
    found = _told(name, engine, "exact", caches)
    if found is None:
        raise ValueError(f"{name} ends without telling")
    return int(found["instructions"]), _lines(found["functions"])


def lines_of_host(name: str) -> Lines:
    """The same under CPython.  Raises ValueError where it does not tell."""
    found = _told(name, HOST, "", None)
    if found is None:
        raise ValueError(f"{name} ends without telling")
    return _lines(found)


def _lines(functions: list[tuple[str, str, int, dict[int, int]]]) -> Lines:
    lines: Lines = Counter()
    for file, function, first, counts in functions:
        for line, times in counts.items():
            lines[Path(file).name, function, first, line] += times
    return lines


def _told(name: str, engine: str, mode: str, caches: Path | None) -> Any:
    """Run a program; what it, or what runs it, writes to a pipe."""
    invocation = invocation_of(name)
    reading, writing = os.pipe()
    settings = {} if engine == HOST else {"CUTAWAY_PROFILE": f"{writing}:{mode}:0", "PYTHONPYCACHEPREFIX": str(caches)}
    counter = [HOST_COUNT, str(writing)] if engine == HOST else []
    environment = guest_environment(engine, dict(invocation.environment) | settings)
    with open(reading, "rb") as pipe:
        child = subprocess.Popen(
            [*interpreter(engine), *invocation.options, *counter, *invocation.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=invocation.folder,
            env=environment,
            pass_fds=(writing,),
            start_new_session=True,
        )
        os.close(writing)
        found: list[bytes] = []
        reader = Thread(target=lambda: found.append(pipe.read()))  # a profile is larger than a pipe
        reader.start()
        try:
            child.communicate(invocation.stdin.encode(), timeout=SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        reader.join()
    return marshal.loads(found[0]) if found[0] else None


def counts(name: str, engines: tuple[str, ...] = ENGINES) -> Counts:
    """Count one program in every way."""
    with tempfile.TemporaryDirectory() as caches:
        at = Path(caches)
        cold = count(name, engines[0], at)
        warm = (count(name, engines[0], at), count(name, engines[0], at))
        return Counts(cold, warm, {engine: count(name, engine, at) for engine in engines[1:]})


def compare_engines(wanted: list[str], engines: tuple[str, ...], jobs: int) -> int:
    """Count, print what differs.  Out: 1 where something does without a reason."""
    same = 0
    apart, unexplained = counted_apart(), []
    with ThreadPoolExecutor(jobs) as pool:
        for name, found in zip(wanted, pool.map(partial(counts, engines=engines), wanted), strict=True):
            allowed = apart.get(name, Apart(frozenset(), ""))
            if not found.different:
                same += 1
            elif found.different.keys() <= allowed.where:
                print(
                    f"{name}: {found.warm[0]} warm, {found.different}: {' '.join(allowed.reason.split())}", flush=True
                )
            else:
                unexplained.append(name)
                print(f"{name}: DIFFERENT: {found.warm[0]} warm, {found.different}", flush=True)
    rest = len(wanted) - same - len(unexplained)
    print(f"{same} programs count the same, {rest} do not for reasons of their own, {len(unexplained)} do not")
    return int(bool(unexplained))


def compare_with_host(wanted: list[str]) -> int:
    """Print where CPython counts otherwise; what a trace function cannot hear differs too (host_count.py)."""
    different = 0
    for name in wanted:
        with tempfile.TemporaryDirectory() as caches:
            try:
                ours, theirs = lines_here(name, ENGINES[0], Path(caches))[1], lines_of_host(name)
            except ValueError as silent:
                print(silent)
                continue
        here = {line: (theirs[line], ours[line]) for line in ours.keys() | theirs.keys() if ours[line] != theirs[line]}
        different += bool(here)
        print(f"{name}: {ours.total()} instructions, {len(here)} lines differ from CPython", flush=True)
        for line in sorted(here):
            print("    ", *line, *here[line])
    return int(different > 0)


def main() -> int:
    """Read the command line; 1 where something differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.counting", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", help="area/program (default: all)")
    parser.add_argument("--engines", default=",".join(ENGINES), help="the first one is compared with")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--host", action="store_true", help="compare the lines of a profile with CPython's")
    arguments = parser.parse_args()
    wanted = arguments.names or names()
    if arguments.host:
        return compare_with_host(wanted)
    return compare_engines(wanted, tuple(arguments.engines.split(",")), arguments.jobs)


if __name__ == "__main__":
    sys.exit(main())
