"""`python -m tests.oracle.counting [NAME...]`: every oracle program counts the same on each engine, cache cold or warm.

A program is counted on the native engine with a cold cache, twice with a warm one, and on the other engines.  Where the
first engine's own counts differ the program itself is not repeatable (threads, clocks, child processes): it says
nothing.
"""

from __future__ import annotations

import argparse
import marshal
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.oracle.harness import guest_environment, interpreter
from tests.oracle.programs_found import invocation_of, names

ENGINES = ("native", "native-nofast", "plain")
SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What one program's runs counted; None where a run did not end by itself."""

    cold: int | None
    warm: tuple[int | None, int | None]
    others: dict[str, int | None]

    @property
    def repeatable(self) -> bool:
        """Is the program worth comparing?"""
        return self.warm[0] is not None and self.warm[0] == self.warm[1]

    @property
    def different(self) -> dict[str, int | None]:
        """Those that counted something else than the native engine with a warm cache."""
        found = {"cold": self.cold, **self.others}
        return {who: count for who, count in found.items() if count != self.warm[0]}


def count(name: str, engine: str, caches: Path) -> int | None:
    """How many instructions one program takes; None where it ended without telling (`os._exit`, a signal)."""
    invocation = invocation_of(name)
    reading, writing = os.pipe()
    settings = {"CUTAWAY_PROFILE": f"{writing}:count:0", "PYTHONPYCACHEPREFIX": str(caches)}
    environment = guest_environment(engine, dict(invocation.environment) | settings)
    with open(reading, "rb") as pipe:
        child = subprocess.Popen(
            [*interpreter(engine), *invocation.options, *invocation.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=invocation.folder,
            env=environment,
            pass_fds=(writing,),
            start_new_session=True,
        )
        os.close(writing)
        try:
            child.communicate(invocation.stdin.encode(), timeout=SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return None
        told = pipe.read()
    return int(marshal.loads(told)["instructions"]) if told else None


def counts(name: str, engines: tuple[str, ...] = ENGINES) -> Counts:
    """Count one program in every way."""
    with tempfile.TemporaryDirectory() as caches:
        at = Path(caches)
        cold = count(name, engines[0], at)
        warm = (count(name, engines[0], at), count(name, engines[0], at))
        return Counts(cold, warm, {engine: count(name, engine, at) for engine in engines[1:]})


def main() -> int:
    """Count, print what differs; 1 where something does."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.counting", description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="*", help="area/program (default: all)")
    parser.add_argument("--engines", default=",".join(ENGINES), help="the first one is compared with")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    wanted = arguments.names or names()
    same = silent = different = 0
    with ThreadPoolExecutor(arguments.jobs) as pool:
        every = pool.map(partial(counts, engines=tuple(arguments.engines.split(","))), wanted)
        for name, found in zip(wanted, every, strict=True):
            if not found.repeatable:
                silent += 1
                print(f"{name}: not repeatable: {found.cold} cold, {found.warm} warm, {found.others}", flush=True)
            elif found.different:
                different += 1
                print(f"{name}: DIFFERENT: {found.warm[0]} warm, {found.different}", flush=True)
            else:
                same += 1
    print(f"{same} programs count the same, {different} do not, {silent} are not repeatable")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
