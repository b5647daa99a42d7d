"""The files that paths on a command line name.

source_files([Path("app.py"), Path("lib")])   ->   app.py, lib/a.py, lib/deep/b.py, ...
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

CACHE_FOLDER = "__pycache__"


def source_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Find the sources: those that are named, and every .py below a folder that is named."""
    for path in paths:
        if path.is_dir():
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(name for name in folders if name != CACHE_FOLDER)
                yield from (Path(folder, name) for name in sorted(files) if name.endswith(".py"))
        else:
            yield path


def cache_files(path: Path) -> Iterator[Path]:
    """Find everything that lies where caches lie: what `__pycache__` folders below a path hold, and .pyc files."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders.sort()
        inside = os.path.basename(folder) == CACHE_FOLDER
        yield from (Path(folder, name) for name in sorted(files) if inside or name.endswith(".pyc"))
