"""Remove what is ours, and nothing else.

    ours_below(paths, records)     the files in cache folders that we wrote: our record's digest is theirs
    ours_alone(records, folder)    our records, and the caches in slots: everything below the user's cache folder

A .pyc of CPython's stays, though it is of the same format: whoever wrote it may want it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cutaway.cache.digest import content_hash
from cutaway.cache.header import HEADER_SIZE
from cutaway.cache.record_store import RECORDS, RecordStore, absolute
from cutaway.cache.slots import SLOTS
from cutaway.cache.store import is_half


class Ours(NamedTuple):
    """A file that may be removed."""

    path: str
    size: int
    what: str


def ours_below(paths: Iterable[str], records: RecordStore) -> Iterator[Ours]:
    """Find our files among those that lie where caches lie; the record of each comes after it."""
    for path in paths:
        if is_half(os.path.basename(path)):
            yield Ours(path, os.lstat(path).st_size, "half of a file, left behind")
            continue
        record = records.read(path)
        if record is None or os.path.islink(path):
            continue
        with open(path, "rb") as stream:
            data = stream.read()
        if record.made_here and content_hash(memoryview(data)[HEADER_SIZE:]) == record.digest:
            yield Ours(path, len(data), "cache that we wrote")
        elif record.made_here and data[:HEADER_SIZE] == record.header:
            yield Ours(path, len(data), "cache that we wrote, damaged since")
        yield _record(records.path_of(absolute(path)), "its record")


def ours_alone(records: RecordStore, user_folder: str | None) -> Iterator[Ours]:
    """Find everything of ours below the user's cache folder."""
    for path, record in records.all():
        what = f"record of {record.pyc}" if record is not None else "no record any more"
        yield _record(path, what)
    if user_folder is None:
        return
    for folder, folders, files in os.walk(f"{user_folder}/{SLOTS}"):
        folders.sort()
        yield from (_record(f"{folder}/{name}", "cache of an import hook") for name in sorted(files))


def _record(path: str, what: str) -> Ours:
    try:
        return Ours(path, os.lstat(path).st_size, what)
    except OSError:
        return Ours(path, 0, what)


def remove(found: Ours) -> str:
    """Remove one file, and the folder around it where that is empty then.  Out: empty, or why it is still there."""
    try:
        os.unlink(found.path)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return error.strerror or str(error)
    folder = os.path.dirname(found.path)
    if os.path.basename(folder) == "__pycache__" or f"/{SLOTS}/" in folder or f"/{RECORDS}/" in folder:
        try:
            if f"/{RECORDS}/" in folder and os.listdir(folder) == ["lock"]:
                os.unlink(f"{folder}/lock")
            os.rmdir(folder)
        except OSError:
            pass  # something of someone else's is in it
    return ""
