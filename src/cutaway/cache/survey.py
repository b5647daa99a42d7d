"""What lies in the cache folders of a tree, file by file: for `cutaway cache doctor` and `cutaway cache clean`.

survey(["app.py"], ["__pycache__/app.cpython-39.pyc"])   ->   Item("app.py", Use.MISSING, 0, "there is no cache yet"),
                                                              Item("__pycache__/...", Use.FOREIGN, 812, "made by ...")
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from cutaway.cache.examine import Report, why
from cutaway.cache.freshness import State, Verdict, header_or_refusal
from cutaway.cache.paths import CACHE_FOLDER
from cutaway.cache.store import is_half

_PARTS = re.compile(r"(?P<stem>.+?)\.(?P<tag>[^.]+)(?:\.opt-(?P<level>\w+))?\.pyc")


class Use(Enum):
    """What a file is good for."""

    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"
    CORRUPT = "corrupt"
    FOREIGN = "foreign"
    UNWRITABLE = "unwritable"
    ORPHANED = "orphaned"
    """Its source is gone."""
    UNUSED = "unused"
    """Nothing that runs here looks for a file of this name."""
    LEFT_BEHIND = "left behind"
    """Half of a file, by a process that was ended while it wrote."""


class Item(NamedTuple):
    """One file, or one source without a cache."""

    path: str
    use: Use
    size: int
    reason: str


def survey(sources: Iterable[str], caches: Iterable[str], *, maker: str | None = None) -> Iterator[Item]:
    """Look at everything.

    In: the sources of a tree, and everything that lies where its caches lie.  Out: an item for each source (with the
    cache that an import would use), and for each other file.
    """
    used = set()
    for source in sources:
        try:
            report = why(source, maker=maker)
        except OSError as error:
            yield Item(source, Use.UNWRITABLE, 0, f"source cannot be read: {error.strerror}")
            continue
        used.add(report.cache)
        yield _item(report)
    for cache in caches:
        if cache not in used:
            yield _other(cache)


def _item(report: Report) -> Item:
    return Item(report.source or report.cache, Use(report.state.value), report.size, report.reason)


def _other(path: str) -> Item:
    """Say what a file is that is not the cache of a source at this optimisation level."""
    folder, name = os.path.split(path)
    size = os.lstat(path).st_size
    if is_half(name):
        return Item(path, Use.LEFT_BEHIND, size, "a process was ended while it wrote")
    if os.path.basename(folder) != CACHE_FOLDER:
        return _item(why(path))
    parts = _PARTS.fullmatch(name)
    if parts is None:
        return Item(path, Use.UNUSED, size, "no name of a cache file")
    source = os.path.join(os.path.dirname(folder), f"{parts['stem']}.py")
    if not os.path.exists(source):
        return Item(path, Use.ORPHANED, size, f"{source} is gone")
    tag = sys.implementation.cache_tag
    if parts["tag"] != tag:
        return Item(path, Use.FOREIGN, size, f"made by {parts['tag']}, this is {tag}")
    with open(path, "rb") as stream:
        state = header_or_refusal(stream.read(16))
    if isinstance(state, State):
        return Item(path, Use.FOREIGN if state.verdict is Verdict.FOREIGN else Use.CORRUPT, size, state.reason)
    if parts["level"] in ("1", "2") or (parts["level"] is None and sys.flags.optimize):
        # Another level is used by another start of the same programs: judged as that start would.
        return _item(why(source, int(parts["level"] or 0)))._replace(path=path)
    return Item(path, Use.UNUSED, size, f"made for the level {parts['level']!r} by another tool")
