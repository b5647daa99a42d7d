"""All our modules' code in one file, because finding and opening two hundred files is a third of our start.

    bundle = Bundle(path, roots)
    bundle.code("cutaway.pipeline")        ->  Found(code, path, is_package), or None
    bundle.keep(entries)                   writes the file

Nothing but the start of a guest reads this file.  It is never wrong: each entry holds time, size and hash of its
source, and is used only while size and time, or the hash, are the same; what is damaged is not there.  Built with the
package, and written anew at a start that found a source changed.  It is written like a .pyc: only where bytecode may be
written, and whole.
"""

from __future__ import annotations

import builtins
import sys
from _imp import _fix_co_filename, source_hash  # type: ignore[attr-defined]
from marshal import dumps, loads
from posix import (
    O_CLOEXEC,
    O_CREAT,
    O_EXCL,
    O_RDONLY,
    O_WRONLY,
    close,
    fstat,
    getpid,
    read,
    replace,
    stat,
    unlink,
    write,
)
from posix import open as open_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType

globals()["__builtins__"] = dict(builtins.__dict__)  # private_imports.py says why

BUNDLE = "/start.bundle"
"""Its name, in the folder of this module."""
_HASH = 8
_FORMAT = 2


def roots_of(package: str) -> list[str]:
    """Answer the folders in which our modules find each other and the standard ones.  In: the folder of our package."""
    library: str = sys._stdlib_dir  # type: ignore[attr-defined]
    return [package.rpartition("/")[0], library, library + "/lib-dynload"]


class Found:
    """A module's code and where it came from."""

    __slots__ = ("code", "is_package", "name", "path")

    def __init__(self, name: str, path: str, is_package: bool, code: CodeType) -> None:
        """In: its name, its source, whether it is a package, its code object."""
        self.name = name
        self.path = path
        self.is_package = is_package
        self.code = code


class Bundle:
    """The modules in one bundle file."""

    __slots__ = ("_blobs", "_entries", "_key", "_path", "_roots", "is_stale")

    def __init__(self, path: str, roots: list[str]) -> None:
        """Read the file.

        In: where it is, and the folders that hold the modules.  Raises nothing: a bundle that cannot be read is empty.
        """
        self._path = path
        self._roots = roots
        self._key = source_hash(_FORMAT, sys.version.encode())
        self._entries: dict[str, tuple[int, str, bool, int, int, bytes, int, int, bytes]] = {}
        self._blobs = memoryview(b"")
        self.is_stale = True
        """An entry was missing or out of date: the file should be written anew."""
        self._read(read_file(path))

    def _read(self, data: bytes) -> None:
        start = 2 * _HASH + 4
        if data[:_HASH] != self._key:
            return
        length = int.from_bytes(data[2 * _HASH : start], "little")
        index = data[start : start + length]
        if data[_HASH : 2 * _HASH] == source_hash(_FORMAT, index):
            self._entries = loads(index)
            self._blobs = memoryview(data)[start + length :]
            self.is_stale = False

    def find(self, name: str) -> Found | None:
        """Answer a module's code, or None where there is no entry that is still true."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        root, relative, is_package, mtime, size, content, begin, end, digest = entry
        path = self._roots[root] + relative
        blob = self._blobs[begin:end]
        try:
            status = stat(path)
        except OSError:
            return None
        if status.st_size != size or source_hash(_FORMAT, blob) != digest:
            self.is_stale = True
            return None
        if status.st_mtime_ns != mtime:
            self.is_stale = True
            if source_hash(_FORMAT, read_file(path)) != content:
                return None
        code = loads(blob)
        if code.co_filename != path:
            _fix_co_filename(code, path)
        return Found(name, path, is_package, code)

    def keep(self, modules: Iterable[Found]) -> None:
        """Write the file anew.  In: all that it is to hold.  What cannot be written is no error."""
        temporary = f"{self._path}.{getpid()}"
        try:  # before anything is compiled: many an installation cannot be written to
            descriptor = open_file(temporary, O_EXCL | O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
        except OSError:
            return
        try:
            try:
                _write_all(descriptor, self._packed(modules))
            finally:
                close(descriptor)
            replace(temporary, self._path)
        except OSError:
            unlink(temporary)

    def _packed(self, modules: Iterable[Found]) -> bytes:
        entries, blobs = {}, []
        at = 0
        for found in modules:
            root = next((k for k, folder in enumerate(self._roots) if found.path.startswith(folder)), None)
            if root is None:
                continue
            status, source, blob = stat(found.path), read_file(found.path), dumps(found.code)
            entries[found.name] = (
                root,
                found.path[len(self._roots[root]) :],
                found.is_package,
                status.st_mtime_ns,
                status.st_size,
                source_hash(_FORMAT, source),
                at,
                at + len(blob),
                source_hash(_FORMAT, blob),
            )
            at += len(blob)
            blobs.append(blob)
        index = dumps(entries)
        head = self._key + source_hash(_FORMAT, index) + len(index).to_bytes(4, "little")
        return b"".join([head, index, *blobs])


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[write(descriptor, rest) :]


def read_file(path: str) -> bytes:
    """Read a file; empty where that cannot be done."""
    try:
        descriptor = open_file(path, O_RDONLY | O_CLOEXEC)
    except OSError:
        return b""
    try:
        return read(descriptor, fstat(descriptor).st_size)
    except OSError:
        return b""
    finally:
        close(descriptor)
