"""`cutaway compile --watch PATH...`: compile each file when it is saved, and say so in a line.

14:02:07 lib/greet.py: compiled in 3 ms
14:02:31 lib/greet.py: line 12: SyntaxError: invalid syntax; the old cache is kept
"""

from __future__ import annotations

import time
from pathlib import Path

import click
from watchfiles import Change
from watchfiles import watch as watch_files

from cutaway.show.cli.pyc_batch import Order, compile_file
from cutaway.show.cli.source_files import CACHE_FOLDER

_SETTLE_MS = 50
"""Editors save in several steps; what happens within this time is one save."""


def watch(paths: tuple[Path, ...], orders: list[Order]) -> None:
    """Watch until Ctrl-C.  In: files and folders; how to compile."""
    click.echo(f"watching {', '.join(map(str, paths))}; Ctrl-C ends it")
    last: dict[Path, tuple[int, int]] = {}
    for changes in watch_files(*paths, watch_filter=_is_source, step=_SETTLE_MS, debounce=4 * _SETTLE_MS):
        for _, name in sorted(changes, key=lambda each: each[1]):
            path = _as_named(Path(name), paths)
            try:
                status = path.stat()
            except OSError:
                click.echo(f"{_now()} {path}: gone")
                continue
            if last.get(path) == (status.st_mtime_ns, status.st_size):
                continue
            last[path] = (status.st_mtime_ns, status.st_size)
            click.echo(f"{_now()} {path}: {compiled(path, orders)}")


def compiled(path: Path, orders: list[Order]) -> str:
    """Compile a file that was saved.  Out: what came of it, in a line."""
    start = time.perf_counter()
    try:
        written = [compile_file(path, order) for order in orders]
    except SyntaxError as error:
        return f"line {error.lineno}: {type(error).__name__}: {error.msg}; the old cache is kept"
    except (ValueError, RecursionError) as error:
        return f"{type(error).__name__}: {error}; the old cache is kept"
    except OSError as error:
        return f"not compiled: {error.strerror}"
    return f"compiled in {(time.perf_counter() - start) * 1000:.0f} ms" if any(written) else "not changed"


def _is_source(change: Change, name: str) -> bool:
    return name.endswith(".py") and CACHE_FOLDER not in Path(name).parts


def _as_named(path: Path, paths: tuple[Path, ...]) -> Path:
    """Give a path as the person spelled it: the library answers absolute ones, and code objects keep the name."""
    for named in paths:
        absolute = named.absolute()
        if path == absolute:
            return named
        if absolute in path.parents:
            return named / path.relative_to(absolute)
    return path


def _now() -> str:
    return time.strftime("%H:%M:%S")
