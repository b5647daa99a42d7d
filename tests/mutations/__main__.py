"""Mutate valid code objects and run them; no mutation may crash or hang the process.

    python -m tests.mutations --count 200000 --seed 1 --jobs 2 [--engine plain]
    python -m tests.mutations --only 1234             one mutation, in this very process (for a debugger)

Batches run in forked processes; what kills one is known by its seed and told in words.  Exit code 1 where any was.
"""

from __future__ import annotations

import json
import mmap
import os
import resource
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Final

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from cutaway.bytecode import opcodes
from cutaway.bytecode.targets import current
from tests.mutations.trial import Trials

BATCH: Final = 500
SECONDS: Final = 5
"""CPU time of one mutation beyond which it hangs."""
POWERS: Final = {(current().numbers[opcodes.BINARY_OP], oparg) for oparg in (8, 21)}
"""`**` and `**=`, as in 7 ** (1 << 70): one instruction that has no end, under any Python."""
HANGS: Final = "signal SIGPROF"
MEMORY: Final = 2 << 30


def run_batch(trials: Trials, seeds: Sequence[int]) -> tuple[Counter[str], int | None, str]:
    """Run mutations in a child.  Out: outcomes, and the seed that ended the child (with how), if one did."""
    place = mmap.mmap(-1, 8)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            _work(trials, seeds, place, writer)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(child, 0)
    outcomes: Counter[str] = Counter()
    for line in data.decode().splitlines():
        outcomes.update(json.loads(line))
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return outcomes, None, ""
    how = f"signal {signal.Signals(os.WTERMSIG(status)).name}" if os.WIFSIGNALED(status) else "an early exit"
    return outcomes, int.from_bytes(place[:8], "little"), how


def _work(trials: Trials, seeds: Sequence[int], place: mmap.mmap, writer: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    for seed in seeds:
        place[:8] = seed.to_bytes(8, "little")
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        outcome = trials.outcome(seed)
        os.write(writer, json.dumps([outcome]).encode() + b"\n")
    os._exit(0)


def run_seeds(trials: Trials, seeds: range) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Run mutations, in as many children as it takes.  Out: outcomes, and seeds that ended one."""
    outcomes: Counter[str] = Counter()
    crashed: list[tuple[int, str]] = []
    while seeds:
        part, culprit, how = run_batch(trials, seeds)
        outcomes += part
        if culprit is None:
            break
        if how == HANGS and last_instruction(trials, culprit) in POWERS:
            outcomes["a power without end"] += 1
        else:
            crashed.append((culprit, how))
        seeds = range(culprit + 1, seeds.stop)
    return outcomes, crashed


def last_instruction(trials: Trials, seed: int) -> tuple[int, int]:
    """Run a mutation that hangs once more.  Out: opcode and oparg of the instruction that does not end."""
    place = mmap.mmap(-1, 2)
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)

        def watch(frame: FrameType) -> None:
            at = frame.f_lasti
            place[:2] = frame.f_code.co_code[at : at + 2]

        trials.watch = watch
        try:
            trials.outcome(seed)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return place[0], place[1]


@click.command()
@click.option("--count", default=2000, show_default=True, help="how many mutations")
@click.option("--seed", default=1, show_default=True, help="the first one's number")
@click.option("--jobs", default=1, show_default=True, help="processes at a time")
@click.option("--engine", default="native", show_default=True, help="the engine")
@click.option("--only", type=int, help="run one mutation here")
def main(count: int, seed: int, jobs: int, engine: str, only: int | None) -> None:
    """Run mutations of valid code objects."""
    trials = Trials(engine)
    if only is not None:
        click.echo(trials.told(only))
        click.echo(trials.outcome(only))
        return
    console = Console(stderr=True)
    batches = [range(start, min(start + BATCH, seed + count)) for start in range(seed, seed + count, BATCH)]
    outcomes: Counter[str] = Counter()
    crashed: list[tuple[int, str]] = []
    with Progress(console=console) as progress, ThreadPoolExecutor(jobs) as pool:
        task = progress.add_task(f"mutations on {engine}", total=count)
        for batch, (part, ended) in zip(batches, pool.map(lambda each: run_seeds(trials, each), batches), strict=True):
            outcomes += part
            crashed += ended
            progress.update(task, advance=len(batch), description=f"mutations on {engine}, {len(crashed)} crashed")
    show(outcomes, crashed, trials, console)
    sys.exit(1 if crashed or any(outcome.startswith("OURS") for outcome in outcomes) else 0)


def show(outcomes: Counter[str], crashed: list[tuple[int, str]], trials: Trials, console: Console) -> None:
    """Print what became of all mutations, and each that ended a process."""
    table = Table("outcome", "mutations")
    for outcome, number in outcomes.most_common():
        table.add_row(outcome, f"{number:,}")
    table.add_row("crashed or hung", f"{len(crashed):,}", style="bold red" if crashed else "")
    Console().print(table)
    for seed, how in crashed:
        console.print(f"[red]{seed}[/]: {how}: {trials.told(seed)}", highlight=False)


if __name__ == "__main__":
    main()
