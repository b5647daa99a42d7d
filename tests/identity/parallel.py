"""Spread the work of a suite over processes, with a progress bar.

run("library", paths, compare_file, jobs=2)   ->  Tally of all
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tests.identity.tally import Tally


def run(title: str, items: Sequence[Any], work: Callable[[Any], Tally], jobs: int) -> Tally:
    """Do the work for each item.

    In: a title for the progress bar, the items, a function of a module (it is sent to the processes by name).
    Out: everything found, added up; after Ctrl-C, what was found until then.
    """
    total = Tally()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[found]}"),
    )
    with (
        Progress(*columns, console=Console(stderr=True)) as progress,
        multiprocessing.Pool(jobs, _leave_interrupts_to_the_parent) as pool,
    ):
        task = progress.add_task(title, total=len(items), found="")
        try:
            for part in pool.imap_unordered(work, items):
                total.include(part)
                progress.update(task, advance=1, found=f"{total.code_objects} code objects, {total.different} differ")
        except KeyboardInterrupt:
            total.facts["stopped early"] = f"after {progress.tasks[task].completed:.0f} of {len(items)} parts"
    return total


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
