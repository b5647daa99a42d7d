"""The records of many `.pyc` files: a file each, below the user's cache folder, named by a hash of the `.pyc`'s path.

    store = RecordStore("/home/ada/.cache/cutaway")
    store.read("/lib/__pycache__/a.cpython-311.pyc")          ->  its Record, or None
    store.definitions(record)                                 ->  its index of definitions, or None
    with store.locked(pyc) as free: ...                       one writer at a time; `free` is False where that is not us
    store.write(record, definitions)

Losing any of it costs only precision: every failure here is "no record".  A file of its own for each needs no lock to
read and no repair after a crash, and opening it takes 10 µs where the module's import takes hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator
from posix import F_TLOCK, O_CLOEXEC, O_CREAT, O_NOFOLLOW, O_RDONLY, O_RDWR, close, getcwd, listdir, lockf, read, unlink
from posix import open as open_file
from time import sleep
from typing import Final

from cutaway.cache import record as record_format
from cutaway.cache.digest import content_hash
from cutaway.cache.record import Record
from cutaway.cache.store import make_folder, sweep, write_atomic

RECORDS: Final = "records"
SUFFIX: Final = ".record"
_LOCK: Final = "lock"
_BEGINNING: Final = 1024
"""Bytes that hold facts and texts of a record with a path of usual length."""
_PRIVATE: Final = 0o700
_PATIENCE: Final = (0.001, 0.004, 0.016, 0.064)
"""Seconds to wait for another writer; a process that was stopped while it wrote must not stop all others."""


class RecordStore:
    """The records below one folder."""

    __slots__ = ("folder",)

    def __init__(self, folder: str | None) -> None:
        """In: the user's cache folder (`folders.user_folder`); with None there are no records."""
        self.folder = None if folder is None else f"{folder}/{RECORDS}"

    def path_of(self, pyc: str) -> str:
        """Answer where the record of a `.pyc` is.  In: its absolute path."""
        name = content_hash(pyc.encode("utf-8", "surrogateescape")).hex()
        return f"{self.folder}/{name[:2]}/{name[2:]}{SUFFIX}"

    def read(self, pyc: str) -> Record | None:
        """Read a record without its definitions.  In: the path of the `.pyc`.  Out: the record, or None."""
        if self.folder is None:
            return None
        pyc = absolute(pyc)
        path = self.path_of(pyc)
        data = _contents(path, _BEGINNING)
        found = record_format.decode(data)
        if found is None and len(data) == _BEGINNING:
            found = record_format.decode(_contents(path))  # a very long path
        # Two paths may have one hash.
        return found if found is not None and found.pyc == pyc else None

    def definitions(self, record: Record) -> bytes | None:
        """Read the index of definitions that belongs to a record; None where it is lost or was replaced."""
        if self.folder is None or not record.definitions_size:
            return None
        return record_format.definitions_of(record, _contents(self.path_of(record.pyc)))

    def write(self, record: Record, definitions: bytes = b"") -> bool:
        """Keep a record, in the place of an older one.  Out: whether that could be done."""
        if self.folder is None:
            return False
        path = self.path_of(record.pyc)
        try:
            make_folder(path.rpartition("/")[0], _PRIVATE)
            write_atomic(path, record_format.encode(record, definitions), 0o600)
        except OSError:
            return False
        sweep(path)
        return True

    def forget(self, pyc: str) -> None:
        """Remove the record of a `.pyc`, if there is one."""
        if self.folder is None:
            return
        try:
            unlink(self.path_of(absolute(pyc)))
        except OSError:
            pass  # none there, or not ours to remove

    def locked(self, pyc: str) -> WriterLock:
        """Keep other writers of ours away from a `.pyc` and its record, in a `with` statement."""
        return WriterLock(self._lock_file(pyc))

    def _lock_file(self, pyc: str) -> int:
        if self.folder is None:
            return -1
        folder = self.path_of(absolute(pyc)).rpartition("/")[0]
        try:
            make_folder(folder, _PRIVATE)
            return open_file(f"{folder}/{_LOCK}", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        except OSError:
            return -1

    def all(self) -> Iterator[tuple[str, Record | None]]:
        """Yield (path of the record's file, the record or None for what is none), for everything in the folder."""
        if self.folder is None:
            return
        for shelf in _names(self.folder):
            for name in _names(f"{self.folder}/{shelf}"):
                if name != _LOCK:
                    path = f"{self.folder}/{shelf}/{name}"
                    yield path, record_format.decode(_contents(path)) if name.endswith(SUFFIX) else None


def absolute(path: str) -> str:
    """Make a path absolute, as it is spelled."""
    if path.startswith("/"):
        return path
    try:
        return f"{getcwd()}/{path}"
    except OSError:
        return path


class WriterLock:
    """Gives False where another process holds on to the lock.

    Where nothing can be locked (no folder, a file system without locks) it gives True: then the digest alone tells what
    does not belong together.
    """

    __slots__ = ("_descriptor",)

    def __init__(self, descriptor: int) -> None:
        """In: the open lock file, or a negative number."""
        self._descriptor = descriptor

    def __enter__(self) -> bool:
        """Out: whether this process may write."""
        return self._descriptor < 0 or _try_lock(self._descriptor)

    def __exit__(self, *_: object) -> None:
        """Let others write."""
        if self._descriptor >= 0:
            close(self._descriptor)


def _try_lock(descriptor: int) -> bool:
    for pause in (*_PATIENCE, 0.0):
        try:
            lockf(descriptor, F_TLOCK, 0)
        except (BlockingIOError, PermissionError):  # held by another process: EAGAIN or EACCES
            sleep(pause)
        except OSError:
            return True  # this file system has no locks
        else:
            return True
    return False


def _contents(path: str, limit: int = -1) -> bytes:
    """Read a file, or its beginning; empty where that cannot be done."""
    try:
        descriptor = open_file(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    except OSError:
        return b""
    try:
        if limit >= 0:
            return read(descriptor, limit)
        blocks = []
        while block := read(descriptor, 1 << 20):
            blocks.append(block)
        return b"".join(blocks)
    except OSError:
        return b""
    finally:
        close(descriptor)


def _names(folder: str) -> list[str]:
    try:
        return sorted(listdir(folder))
    except OSError:
        return []
