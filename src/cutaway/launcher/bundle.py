"""All our modules' code in one file, because finding and opening two hundred files is a third of our start.

    bundle = Bundle(path, roots, head_of(path))
    bundle.find("cutaway.pipeline")        ->  Found(name, path, is_package, code, imports), or None
    bundle.grouped("cutaway.pipeline")     the same, of those that are read together

Nothing but the start of a guest reads this file.  It is never wrong: each member holds time, size and hash of its
source, and is used only while size and time, or the hash, are the same; what is damaged is not there.  Written
with the package, and anew at a start that found a source changed (bundling.py).

Three parts, each with a digest: the head, with the modules that start.py itself runs; groups of modules that are wanted
together, each one marshalled tuple (so that a name stands in it once and is read once); and every module for itself.
"""

from __future__ import annotations

import builtins
import sys
from _imp import _fix_co_filename, source_hash  # type: ignore[attr-defined]
from marshal import loads
from posix import O_CLOEXEC, O_RDONLY, close, fstat, pread, read, stat
from posix import open as open_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

    from cutaway.launcher.shortening import Imports

globals()["__builtins__"] = dict(builtins.__dict__)  # private_imports.py says why

BUNDLE = "/start.bundle"
"""Its name, in the folder of this module."""
FORMAT = 5
"""start.py, which reads the head, has it too."""
START = 12
"""Where the head begins: behind a digest of 8 bytes, which tells of another Python too, and its length."""
_MOST = 1 << 16
"""More than a head has."""


def roots_of(package: str) -> list[str]:
    """Answer the folders in which our modules find each other and the standard ones.  In: the folder of our package."""
    library: str = sys._stdlib_dir  # type: ignore[attr-defined]
    return [package.rpartition("/")[0], library, library + "/lib-dynload"]


def head_of(path: str) -> tuple[Any, ...]:
    """Read the head of a bundle.

    Out: the code that start.py runs, the first modules, the places of the groups, the group of each module that is in
    one, the place of the index of all, and where places count from; empty where there is none.
    """
    data = read_file(path, _MOST)
    end = START + int.from_bytes(data[8:START], "little")
    if data[:8] != digest_of_head(data[8:end]):
        return ()
    return (*loads(data[START:end]), end)


def digest_of_head(data: bytes) -> bytes:
    """Answer the digest of a head and its length; another Python's is another."""
    return source_hash(FORMAT, sys.version.encode() + data)


class Found:
    """A module's code, where it came from, and the names that are to be in its namespace before it runs."""

    __slots__ = ("code", "imports", "is_package", "name", "path")

    def __init__(self, name: str, path: str, is_package: bool, code: CodeType, imports: Imports = ()) -> None:
        """In: its name, its source, whether it is a package, its code object; `imports` as shortening.py makes them."""
        self.name = name
        self.path = path
        self.is_package = is_package
        self.code = code
        self.imports = imports


class Bundle:
    """The modules in one bundle file."""

    __slots__ = (
        "_begin",
        "_group_of",
        "_groups",
        "_index",
        "_index_place",
        "_members",
        "_roots",
        "is_stale",
        "is_unchanged",
        "path",
        "quick_digest",
    )

    def __init__(self, path: str, roots: list[str], head: tuple[Any, ...], *, with_groups: bool = True) -> None:
        """Take a bundle into use.

        In: where the file is, the folders that hold the modules, the file's head; whether to use the groups, whose code
        has no line numbers.  Raises nothing: a bundle that cannot be read is empty.
        """
        self.path = path
        self._roots = roots
        self._members: dict[str, tuple[Any, ...]] = {}
        self._groups: dict[int, tuple[int, int, bytes, bytes]] = {}
        """Those that were not read yet."""
        self._group_of: dict[str, int] = {}
        self._index: dict[str, tuple[int, int, bytes]] | None = None
        self._index_place = (0, 0, b"")
        self._begin = 0
        self.is_stale = not head
        """A member was missing or out of date: the file should be written anew."""
        self.is_unchanged = is_unchanged
        self.quick_digest: Callable[[bytes], bytes] | None = None
        """These two are quicker in C (universe/process.c), which boot.py puts here."""
        if head:
            _, _, groups, group_of, self._index_place, self._begin = head
            if with_groups:
                self._groups, self._group_of = dict(enumerate(groups)), group_of

    def find(self, name: str) -> Found | None:
        """Answer a module's code, or None where there is none that is still true."""
        member = self._alone(name)
        return None if member is None else self._found(member)

    def grouped(self, name: str) -> Found | None:
        """Answer the same for a module that is in a group, which is read now if need be."""
        member = self._members.pop(name, None)
        if member is None:
            place = self._groups.pop(self._group_of.get(name, -1), None)
            if place is None:
                return None
            self._members.update([(each[0], each) for each in self._part(*place) or ()])
            member = self._members.pop(name, None)
        return None if member is None else self._found(member)

    def _found(self, member: tuple[Any, ...]) -> Found | None:
        name, root, relative, is_package, mtime, size, content, imports, code = member
        path = self._roots[root] + relative
        if not self.is_unchanged(path, size, mtime):
            try:
                status = stat(path)
            except OSError:
                return None
            self.is_stale = True
            if status.st_size != size or source_hash(FORMAT, read_file(path)) != content:
                return None
        if code.co_filename != path:
            _fix_co_filename(code, path)
        return Found(name, path, is_package, code, imports)

    def _alone(self, name: str) -> tuple[Any, ...] | None:
        """Answer what there is of a module by itself."""
        if self._index is None:
            self._index = self._part(*self._index_place) or {}
        place = self._index.get(name)
        return None if place is None else self._part(*place)

    def _part(self, begin: int, end: int, digest: bytes, quick: bytes = b"") -> Any:
        """Read a part of the file; None where it is damaged, or the file is another by now."""
        if not end:
            return None
        try:
            descriptor = open_file(self.path, O_RDONLY | O_CLOEXEC)
        except OSError:
            return None
        try:
            data = pread(descriptor, end - begin, self._begin + begin)
        except OSError:
            return None
        finally:
            close(descriptor)
        if quick and self.quick_digest is not None:
            is_whole = self.quick_digest(data) == quick
        else:
            is_whole = source_hash(FORMAT, data) == digest
        if not is_whole:
            self.is_stale = True
            return None
        return loads(data)


def is_unchanged(path: str, size: int, time: int) -> bool:
    """Answer whether a file is there, has so many bytes, and was written at that time (in nanoseconds)."""
    try:
        status = stat(path)
    except OSError:
        return False
    return status.st_size == size and status.st_mtime_ns == time


def read_file(path: str, most: int = -1) -> bytes:
    """Read a file, or its beginning; empty where that cannot be done."""
    try:
        descriptor = open_file(path, O_RDONLY | O_CLOEXEC)
    except OSError:
        return b""
    try:
        return read(descriptor, most if most >= 0 else fstat(descriptor).st_size)
    except OSError:
        return b""
    finally:
        close(descriptor)
