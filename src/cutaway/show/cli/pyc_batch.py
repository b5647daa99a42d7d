"""Make many .pyc files, with one process or several.

    for made in make_all([Task(Path("app.py"), Order(0, "timestamp", force=False))], jobs=2): ...

Several processes take one task at a time.  Ctrl-C reaches only the process that waits for them: it hands out no more
tasks, and those under way end as if nothing had happened.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from cutaway.cache.freshness import Source, Verdict, check
from cutaway.cache.header import PycHeader
from cutaway.cache.marshal_write import dumps
from cutaway.cache.paths import CacheLayout, cache_from_source
from cutaway.cache.store import make_folder, mode_from, write_atomic
from cutaway.compiler import compile_source


class Order(NamedTuple):
    """How a file is to be compiled."""

    optimize: int
    mode: str
    force: bool


class Task(NamedTuple):
    """One .pyc file to make."""

    source: Path
    order: Order


class Made(NamedTuple):
    """What came of a task: `target` is None where nothing was written; `error` is empty, or says what is wrong."""

    target: str | None
    size: int = 0
    error: str = ""


def make_all(tasks: list[Task], jobs: int) -> Iterator[Made]:
    """Make the files; give what came of each as it is done.  Raises KeyboardInterrupt, or BrokenProcessPool."""
    if jobs == 1 or len(tasks) < 2:
        yield from map(make, tasks)
        return
    with ProcessPoolExecutor(jobs, initializer=_ignore_interrupts) as pool:
        try:
            for finished in as_completed([pool.submit(make, task) for task in tasks]):
                yield finished.result()
        finally:
            # Only when it was left early is there something to cancel.
            pool.shutdown(wait=True, cancel_futures=True)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def make(task: Task) -> Made:
    """Do one task; what is wrong with the source, or with the disk, is part of the result."""
    try:
        target = compile_file(task.source, task.order)
    except OSError as error:
        return Made(None, error=f"cutaway: cannot compile {task.source}: {error.strerror}")
    except (SyntaxError, ValueError, RecursionError) as error:
        words = "".join(traceback.format_exception_only(type(error), error)).rstrip("\n")
        return Made(None, error=f"*** Error compiling {str(task.source)!r}...\n{words}")
    return Made(target, os.path.getsize(target) if target is not None else 0)


def compile_file(source: Path, order: Order) -> str | None:
    """Compile one source.

    In: the file; how.  Out: the path of the .pyc that was written, or None where there was one up to date.
    Raises SyntaxError, ValueError, RecursionError or OSError.
    """
    data = source.read_bytes()
    status = source.stat()
    layout = CacheLayout(sys.implementation.cache_tag, str(order.optimize or ""), sys.pycache_prefix)
    target = cache_from_source(str(source), layout)
    if not order.force and _is_fresh(target, data, status, order.mode):
        return None
    code = compile_source(data, str(source), "exec", 0, True, order.optimize)
    if order.mode == "timestamp":
        header = PycHeader.of_timestamp(int(status.st_mtime), status.st_size)
    else:
        header = PycHeader.of_hash(importlib.util.source_hash(data), checked=order.mode == "checked-hash")
    make_folder(os.path.dirname(target))
    write_atomic(target, header.to_bytes() + dumps(code), mode_from(str(source)))
    return target


def _is_fresh(target: str, data: bytes, status: os.stat_result, mode: str) -> bool:
    """Answer whether there is a .pyc for this very source, of the wanted kind."""
    try:
        with open(target, "rb") as stream:
            kept = stream.read()
    except OSError:
        return False
    source = Source(int(status.st_mtime), status.st_size, lambda: importlib.util.source_hash(data))
    state = check(kept, source, "always")
    return state.verdict is Verdict.FRESH and state.header is not None and state.header.kind == mode
