"""All our modules' code in one file, because finding and opening two hundred files is a third of our start.

    bundle = Bundle(path)
    sys.meta_path.insert(1, bundle)        modules whose sources are as they were come from the bundle
    bundle.noticed(name, code, ...)        the private loaders tell what they loaded from elsewhere
    bundle.keep()                          written again where anything was new

Nothing but the start of a guest reads this file.  It is never wrong: each entry holds the time and size of its source,
and is used only while both are the same.  It is written like a .pyc: only where bytecode may be written, and whole.
"""

from __future__ import annotations

import sys
from _frozen_importlib import ModuleSpec
from _imp import source_hash
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
    from collections.abc import Sequence
    from types import CodeType, ModuleType
    from typing import Any

_KEY_SIZE = 8


class Bundle:
    """A finder and loader of the modules in one bundle file."""

    __slots__ = ("_builtins", "_changed", "_entries", "_key", "_path", "_served")

    def __init__(self, path: str, our_builtins: dict[str, Any]) -> None:
        """Read the file.

        In: where it is, and the builtins that our modules see.  Raises nothing: a bundle that cannot be read is empty.
        """
        self._path = path
        self._builtins = our_builtins
        # The magic number and the flags: code compiled for another Python or optimisation is another bundle.
        self._key = source_hash(0, repr((sys.version, sys.flags.optimize)).encode())
        self._entries: dict[str, tuple[str, bool, int, int, CodeType]] = {}
        self._served: dict[str, tuple[str, bool, int, int, CodeType]] = {}
        self._changed = False
        data = _contents(path)
        if data[:_KEY_SIZE] == self._key and data[_KEY_SIZE : 2 * _KEY_SIZE] == source_hash(0, data[2 * _KEY_SIZE :]):
            self._entries = loads(memoryview(data)[2 * _KEY_SIZE :])

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer a module's spec, or None where the bundle has no entry that is still true."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        source, is_package, mtime, size, _ = entry
        try:
            status = stat(source)
        except OSError:
            return None
        if status.st_mtime_ns != mtime or status.st_size != size:
            return None
        self._served[name] = entry
        spec = ModuleSpec(name, self, origin=source, is_package=is_package)  # type: ignore[arg-type]
        if is_package:
            spec.submodule_search_locations = [source.rpartition("/")[0]]
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Leave the making of the module to the host."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's code."""
        source, _, _, _, code = self._entries[module.__name__]
        module.__dict__["__builtins__"] = self._builtins
        module.__file__ = source
        exec(code, module.__dict__)

    def noticed(self, name: str, source: str, is_package: bool, code: CodeType) -> None:
        """Hear of a module that came from its own file."""
        try:
            status = stat(source)
        except OSError:
            return
        self._served[name] = (source, is_package, status.st_mtime_ns, status.st_size, code)
        self._changed = True

    def keep(self) -> None:
        """Write the file again where something was new.  What cannot be written is no error."""
        if not self._changed or sys.dont_write_bytecode or sys.pycache_prefix is not None:
            return
        entries = dumps(self._served)
        temporary = f"{self._path}.{getpid()}"
        try:
            descriptor = open_file(temporary, O_EXCL | O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
        except OSError:
            return
        try:
            try:
                rest = memoryview(self._key + source_hash(0, entries) + entries)
                while rest:
                    rest = rest[write(descriptor, rest) :]
            finally:
                close(descriptor)
            replace(temporary, self._path)
        except OSError:
            unlink(temporary)


def _contents(path: str) -> bytes:
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
