"""Make many .pyc files, with one process or several.

    for made in make_all([Task(Path("app.py"), Order(0, "timestamp", force=False))], jobs=2): ...

Several processes take one task at a time.  Ctrl-C reaches only the process that waits for them: it hands out no more
tasks, and those under way end as if nothing had happened.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

from cutaway.cache.digest import content_hash
from cutaway.cache.folders import user_folder
from cutaway.cache.freshness import Knowledge, Source, Verdict, check
from cutaway.cache.header import HEADER_SIZE, PycHeader
from cutaway.cache.keeping import Outcome, Paper, keep
from cutaway.cache.paths import CacheLayout, cache_from_source
from cutaway.cache.record import Record
from cutaway.cache.record_store import RecordStore, absolute
from cutaway.cache.source_facts import SourceFacts
from cutaway.incremental.compiling import compile_edited
from cutaway.incremental.fingerprint import compiler_hash
from cutaway.incremental.from_cache import previous_version
from cutaway.pipeline import MAKER


class Order(NamedTuple):
    """How a file is to be compiled."""

    optimize: int
    mode: str
    force: bool
    strip: str | None = None
    """The beginning of the path that code objects do not name (`-s`)."""
    prepend: str | None = None
    """What they name before the rest of it (`-p`)."""


class Task(NamedTuple):
    """One .pyc file to make."""

    source: Path
    order: Order


class Made(NamedTuple):
    """What came of a task: `target` is None where nothing was written; `error` is empty, or says what is wrong."""

    target: str | None
    size: int = 0
    error: str = ""


_TURNS = 20
_PAUSE = 0.05


class CannotWriteError(OSError):
    """The .pyc was not written; `strerror` says why."""


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
        target = _compile_in_the_end(task)
    except OSError as error:
        return Made(None, error=f"cutaway: cannot compile {task.source}: {error.strerror}")
    except (SyntaxError, ValueError, RecursionError) as error:
        words = "".join(traceback.format_exception_only(type(error), error)).rstrip("\n")
        return Made(None, error=f"*** Error compiling {str(task.source)!r}...\n{words}")
    return Made(target, os.path.getsize(target) if target is not None else 0)


def _compile_in_the_end(task: Task) -> str | None:
    """Compile; once more, where the source is edited or the .pyc written by someone else meanwhile."""
    for _ in range(_TURNS - 1):
        try:
            return compile_file(task.source, task.order)
        except CannotWriteError as refusal:
            if refusal.errno != errno.EAGAIN:
                raise
        time.sleep(_PAUSE)
    return compile_file(task.source, task.order)


def compile_file(source: Path, order: Order) -> str | None:
    """Compile one source.

    In: the file; how.  Out: the path of the .pyc that was written, or None where there was one up to date.
    Raises SyntaxError, ValueError, RecursionError or OSError.
    """
    status = source.stat()
    read_at = time.time_ns()
    data = source.read_bytes()
    layout = CacheLayout(sys.implementation.cache_tag, str(order.optimize or ""), sys.pycache_prefix)
    target = cache_from_source(str(source), layout)
    records = RecordStore(user_folder(sys.pycache_prefix))
    before, written = _contents(target)
    if not order.force and _is_fresh(before, written, target, data, status, order.mode, records):
        return None
    found = None if order.force else previous_version(records, records.read(absolute(target)), before)
    made = compile_edited(data, shown_path(str(source), order), order.optimize, found)
    if order.mode == "timestamp":
        header = PycHeader.of_timestamp(int(status.st_mtime), status.st_size)
    else:
        header = PycHeader.of_hash(content_hash(data), checked=order.mode == "checked-hash")
    body = made.body
    record = Record(
        absolute(target),
        header.to_bytes(),
        content_hash(body),
        SourceFacts.of(status),
        content_hash(data),
        read_at,
        maker=MAKER,
        compiler=compiler_hash(),
    )
    paper = Paper(record, header.to_bytes() + body, made.definitions, before)
    outcome = keep(records, paper, str(source), target)
    if not outcome.written:
        raise _refusal(outcome, target)
    return target


def _refusal(outcome: Outcome, target: str) -> CannotWriteError:
    return CannotWriteError(errno.EACCES if outcome.unwritable else errno.EAGAIN, outcome.problem, target)


def shown_path(path: str, order: Order) -> str:
    """Answer what code objects are to name as their file (`compile_file` in Lib/compileall.py)."""
    shown = path
    if order.strip is not None:
        parts = path.split(os.sep)
        kept = list(parts)
        for wanted, part in zip(order.strip.split(os.sep), parts, strict=False):
            if wanted == part:
                kept.remove(part)
        shown = os.path.join(*kept) if kept else path
    return shown if order.prepend is None else os.path.join(order.prepend, shown)


def _contents(path: str) -> tuple[bytes, int | None]:
    """Read a .pyc.  Out: its bytes, and its time, asked for before; nothing where it cannot be read."""
    try:
        written = os.stat(path).st_mtime_ns
        return Path(path).read_bytes(), written
    except OSError:
        return b"", None


def _is_fresh(
    kept: bytes,
    written: int | None,
    target: str,
    data: bytes,
    status: os.stat_result,
    mode: str,
    records: RecordStore,
) -> bool:
    """Answer whether there is a .pyc for this very source, of the wanted kind."""
    if len(kept) < HEADER_SIZE:
        return False
    source = Source(int(status.st_mtime), status.st_size, lambda: content_hash(data), SourceFacts.of(status))
    knowledge = Knowledge(records.read(target), written, MAKER)
    state = check(kept, source, "always", knowledge)
    return state.verdict is Verdict.FRESH and not state.renew and state.header is not None and state.header.kind == mode
