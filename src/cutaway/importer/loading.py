"""Source or .pyc -> code object, and the .pyc kept: what `SourceLoader` and its kin do.

In: a loader and a module's name.  Out: its code object, from the cache where that is fresh, else compiled and kept.

A .pyc that is stale, foreign or damaged is a miss, never an error, where there is a source.  Loaders of the guest's
that override `path_stats`, `get_data`, `set_data`, `source_to_code` or `_cache_bytecode` are asked as the host asks.
Rules: class SourceLoader, SourceFileLoader, SourcelessFileLoader in Lib/importlib/_bootstrap_external.py.
"""

from __future__ import annotations

import _frozen_importlib_external as host_machinery
import _imp
import sys
from _frozen_importlib import _call_with_frames_removed, _verbose_message  # type: ignore[attr-defined]
from _frozen_importlib_external import SourceFileLoader, SourcelessFileLoader, SourceLoader
from marshal import loads
from types import CodeType, FunctionType
from typing import Any, cast

from cutaway.base.errors import BytecodeError
from cutaway.cache import store
from cutaway.cache.freshness import HashPolicy, Source, State, Verdict, check
from cutaway.cache.header import (
    HEADER_SIZE,
    ForeignFileError,
    PycHeader,
    ShortFileError,
    UnknownFlagsError,
    read_header,
)
from cutaway.cache.magic import MAGIC
from cutaway.cache.marshal_write import dumps
from cutaway.cache.paths import CacheLayout, cache_from_source
from cutaway.importer.grafting import Graft
from cutaway.importer.services import Assignment, Services

_RAW_MAGIC = int.from_bytes(MAGIC, "little")


def graft(onto: Graft, services: Services, assignment: Assignment) -> None:
    """Let every loader of files load as this module does.  In: what compiles, and who runs what."""
    host_get_code, host_get_code_alone = SourceLoader.get_code, SourcelessFileLoader.get_code

    # Where a file cannot be read, the host's own method reads it again: its frame, which a guest sees in the traceback,
    # is not hidden as ours is.

    def get_code(self: Any, fullname: str) -> CodeType:
        code = get_source_code(self, fullname) or host_get_code(self, fullname)
        assert code is not None
        return assignment.assign(code, fullname)

    def get_code_alone(self: Any, fullname: str) -> CodeType:
        code = get_sourceless_code(self, fullname) or host_get_code_alone(self, fullname)
        assert code is not None
        return assignment.assign(code, fullname)

    def source_to_code(self: Any, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:
        # Called through importlib's own function, so that CPython cuts importlib out of the traceback of a SyntaxError.
        code: CodeType = _call_with_frames_removed(services.compile, data, path, "exec", optimize=_optimize)
        return code

    for owner, name, function in (
        (SourceLoader, "get_code", get_code),
        (SourceLoader, "source_to_code", source_to_code),
        (SourcelessFileLoader, "get_code", get_code_alone),
        (SourceFileLoader, "set_data", set_data),
        (SourceFileLoader, "_cache_bytecode", cache_bytecode),
        (host_machinery, "_write_atomic", write_atomic),
        (host_machinery, "_code_to_timestamp_pyc", code_to_timestamp_pyc),
        (host_machinery, "_code_to_hash_pyc", code_to_hash_pyc),
    ):
        assert isinstance(function, FunctionType)
        onto.replace(owner, name, function)


def get_source_code(self: Any, fullname: str) -> CodeType | None:
    """Give the code object of a module with source, or None where its source cannot be read.

    Raises what compiling the source raises.
    """
    attempt = Attempt(self, fullname, self.get_filename(fullname))
    try:
        code = attempt.from_cache()
        source = attempt.source() if code is None else None
    except OSError:
        return None
    if code is None:
        code = self.source_to_code(source, attempt.path)
        _verbose_message("code object from {}", attempt.path)
        attempt.keep(code, source)
    return code


class Attempt:
    """One load of one module: what was found out about its source and its cache file on the way."""

    __slots__ = ("loader", "fullname", "path", "cache_path", "mtime", "header", "_source")

    def __init__(self, loader: Any, fullname: str, path: str) -> None:
        """In: the loader, the module's name, the path of its source."""
        self.loader = loader
        self.fullname = fullname
        self.path = path
        self.cache_path: str | None = None
        self.mtime: int | None = None
        """None where the loader knows no time: then nothing is cached."""
        self.header: PycHeader | None = None
        """Of the cache file that was there: what replaces it is recognised in the same way."""
        self._source: Any = None

    def source(self) -> Any:
        """Give the source's bytes, read once.  Raises OSError."""
        if self._source is None:
            self._source = self.loader.get_data(self.path)
        return self._source

    def source_hash(self) -> bytes:
        """Give the hash of the source's bytes.  Raises OSError."""
        return _imp.source_hash(_RAW_MAGIC, self.source())

    def from_cache(self) -> CodeType | None:
        """Give the cached code object, or None where there is none that may be used."""
        try:
            self.cache_path = cache_from_source(self.path, cache_layout())
        except NotImplementedError:
            return None
        try:
            stats = self.loader.path_stats(self.path)
        except OSError:
            return None
        self.mtime = int(stats["mtime"])
        try:
            data = self.loader.get_data(self.cache_path)
        except OSError:
            return None
        source = Source(self.mtime, stats.get("size"), self.source_hash)
        state = check(data, source, cast(HashPolicy, _imp.check_hash_based_pycs))
        self.header = state.header
        if state.verdict is not Verdict.FRESH:
            self._tell_miss(state, data)
            return None
        _verbose_message("{} matches {}", self.cache_path, self.path)
        return self._read(data)

    def _tell_miss(self, state: State, data: bytes) -> None:
        """Say with -v what CPython says, and with -vv why exactly."""
        if state.verdict is Verdict.FOREIGN:
            _verbose_message("{}", f"bad magic number in {self.fullname!r}: {bytes(data[:4])!r}")
        elif state.verdict is Verdict.DAMAGED and len(data) < HEADER_SIZE:
            _verbose_message("{}", f"reached EOF while reading pyc header of {self.fullname!r}")
        elif state.verdict is Verdict.STALE and state.header is not None and state.header.kind == "timestamp":
            _verbose_message("{}", f"bytecode is stale for {self.fullname!r}")
        _verbose_message("{} is not used: {}", self.cache_path, state.reason, verbosity=2)

    def _read(self, data: bytes) -> CodeType | None:
        """Read a fresh file's code object; None where its bytes are damaged."""
        try:
            code = loads(memoryview(data)[HEADER_SIZE:])
        except (EOFError, ValueError, TypeError, SystemError, OverflowError) as refusal:
            _verbose_message("{!r} is damaged: {}", self.cache_path, refusal)
            return None
        if type(code) is not CodeType:
            _verbose_message("{!r} is damaged: Non-code object", self.cache_path)
            return None
        _verbose_message("code object from {!r}", self.cache_path)
        # The file may have been moved together with its source.
        _imp._fix_co_filename(code, self.path)  # type: ignore[attr-defined]
        return code

    def keep(self, code: CodeType, source: Any) -> None:
        """Write the cache file, unless that is switched off or the loader cannot."""
        if sys.dont_write_bytecode or self.cache_path is None or self.mtime is None:
            return
        if self.header is not None and self.header.kind != "timestamp":
            header = PycHeader.of_hash(self.source_hash(), checked=self.header.kind == "checked-hash")
        else:
            header = PycHeader.of_timestamp(self.mtime, len(source))
        try:
            data = header.to_bytes() + dumps(code)
        except RecursionError:
            # The guest imports from near its recursion limit; a later import will write the file.
            _verbose_message("could not write {!r}: the stack is nearly full", self.cache_path)
            return
        try:
            self.loader._cache_bytecode(self.path, self.cache_path, data)
        except NotImplementedError:
            pass  # a loader of the guest's that cannot write


def cache_layout() -> CacheLayout:
    """Give what cache names depend on, as `sys` says it now."""
    optimize = sys.flags.optimize
    return CacheLayout(sys.implementation.cache_tag, str(optimize) if optimize else "", sys.pycache_prefix)


def get_sourceless_code(self: Any, fullname: str) -> CodeType | None:
    """Give the code object of a .pyc that stands alone, or None where it cannot be read or is no such file."""
    path = self.get_filename(fullname)
    try:
        data = self.get_data(path)
        read_header(data)
        code = loads(memoryview(data)[HEADER_SIZE:])
    except (OSError, BytecodeError, EOFError, ValueError, TypeError, SystemError, OverflowError):
        return None
    if type(code) is not CodeType:
        return None
    _verbose_message("code object from {!r}", path)
    return code


def refuse_foreign(data: bytes, fullname: str, path: str) -> PycHeader:
    """Read a header.  Raises ImportError or EOFError with CPython's messages (_classify_pyc)."""
    error: ImportError | EOFError
    try:
        return read_header(data)
    except ForeignFileError as refusal:
        error = ImportError(f"bad magic number in {fullname!r}: {refusal.magic!r}", name=fullname, path=path)
        _verbose_message("{}", error)
    except ShortFileError:
        error = EOFError(f"reached EOF while reading pyc header of {fullname!r}")
        _verbose_message("{}", error)
    except UnknownFlagsError as refusal:
        error = ImportError(f"invalid flags {refusal.flags!r} in {fullname!r}", name=fullname, path=path)
    raise error  # here, where our own refusal is not its context


def cache_bytecode(self: Any, source_path: str, bytecode_path: str, data: bytes) -> None:
    """Write a cache file, with the permissions of its source."""
    self.set_data(bytecode_path, data, _mode=store.mode_from(source_path))


def set_data(self: Any, path: str, data: bytes, *, _mode: int = 0o666) -> None:
    """Write a file, making its folders; where that cannot be done, it is not done (a read-only file system)."""
    try:
        store.make_folder(path.rpartition("/")[0])
    except OSError as error:
        _verbose_message("could not create {!r}: {!r}", error.filename, error)
        return
    try:
        store.write_atomic(path, data, _mode)
        _verbose_message("created {!r}", path)
    except OSError as error:
        _verbose_message("could not create {!r}: {!r}", path, error)


def write_atomic(path: str, data: bytes, mode: int = 0o666) -> None:
    """Write a file in one step; `py_compile` asks for it.  Raises OSError."""
    store.write_atomic(path, data, mode)


def code_to_timestamp_pyc(code: CodeType, mtime: int = 0, source_size: int = 0) -> bytearray:
    """Give the bytes of a .pyc; `py_compile` asks for it."""
    return bytearray(PycHeader.of_timestamp(int(mtime), source_size).to_bytes() + dumps(code))


def code_to_hash_pyc(code: CodeType, source_hash: bytes, checked: bool = True) -> bytearray:
    """Give the bytes of a hash-based .pyc; `py_compile` asks for it."""
    return bytearray(PycHeader.of_hash(source_hash, checked=checked).to_bytes() + dumps(code))
