"""Source or .pyc -> code object, and the .pyc kept: what `SourceLoader` and its kin do.

In: a loader and a module's name.  Out: its code object, from the cache where that is fresh, else compiled and kept.

A .pyc that is stale, foreign or damaged is a miss, never an error, where there is a source.  Loaders of the guest's
that override `path_stats`, `get_data`, `set_data`, `source_to_code` or `_cache_bytecode` are asked as the host asks.
Rules: class SourceLoader, SourceFileLoader, SourcelessFileLoader in Lib/importlib/_bootstrap_external.py.
"""

from __future__ import annotations

import _frozen_importlib_external as host_machinery
import sys
from _frozen_importlib import _call_with_frames_removed, _verbose_message  # type: ignore[attr-defined]
from _frozen_importlib_external import SourceFileLoader, SourcelessFileLoader, SourceLoader
from types import CodeType, FunctionType
from typing import Any

from cutaway.base.errors import BytecodeError
from cutaway.bytecode.verify import verify
from cutaway.bytecode.verify.rules import RejectedCodeError
from cutaway.cache import late, store
from cutaway.cache.digest import content_hash
from cutaway.cache.freshness import State, Verdict
from cutaway.cache.header import HEADER_SIZE, PycHeader, read_header
from cutaway.cache.malformed import ForeignFileError, MalformedMarshalError, ShortFileError, UnknownFlagsError
from cutaway.cache.reading import load_vouched
from cutaway.cache.record import Record
from cutaway.cache.record_store import absolute
from cutaway.cache.source_facts import SourceFacts
from cutaway.importer.attempt import Attempt, Office
from cutaway.importer.grafting import Graft
from cutaway.importer.services import Assignment, Services
from cutaway.importer.telling import Telling


def graft(onto: Graft, services: Services, assignment: Assignment) -> None:
    """Let every loader of files load as this module does.  In: what compiles, and who runs what."""
    office = Office(services, Telling(services.settings.explains))
    host_get_code, host_get_code_alone = SourceLoader.get_code, SourcelessFileLoader.get_code

    # Where a file cannot be read, the host's own method reads it again: its frame, which a guest sees in the traceback,
    # is not hidden as ours is.

    def get_code(self: Any, fullname: str) -> CodeType:
        code = get_source_code(office, self, fullname) or host_get_code(self, fullname)
        assert code is not None
        return assignment.assign(code, fullname)

    def get_code_alone(self: Any, fullname: str) -> CodeType:
        code = get_sourceless_code(office, self, fullname) or host_get_code_alone(self, fullname)
        assert code is not None
        return assignment.assign(code, fullname)

    def source_to_code(self: Any, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:
        # Called through importlib's own function, so that CPython cuts importlib out of the traceback of a SyntaxError.
        code: CodeType = _call_with_frames_removed(services.compile, data, path, "exec", optimize=_optimize)
        return code

    office.own_way = source_to_code.__code__
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


def get_source_code(office: Office, self: Any, fullname: str) -> CodeType | None:
    """Give the code object of a module with source, or None where its source cannot be read.

    Raises what compiling the source raises.
    """
    attempt = Attempt(office, self, fullname, self.get_filename(fullname))
    try:
        code = attempt.from_cache()
        source = attempt.source() if code is None else None
    except OSError:
        return None
    definitions = office.services.definitions
    if code is None and definitions is not None and attempt.goes_by_definition():
        previous = definitions.previous(office.store, attempt.record, attempt.data)
        made = _call_with_frames_removed(definitions.compile, source, attempt.path, previous)
        _verbose_message("code object from {}", attempt.path)
        attempt.keep(made.body, made.definitions, definitions.made_by())
        found: CodeType = made.code_object()
        return found
    if code is None:
        code = self.source_to_code(source, attempt.path)
        _verbose_message("code object from {}", attempt.path)
        attempt.keep_whole(code)
    return code


def get_sourceless_code(office: Office, self: Any, fullname: str) -> CodeType | None:
    """Give the code object of a .pyc that stands alone.

    Out: None where it cannot be read or is no such file, which the host's own method says when it tries.
    Raises EOFError or ValueError, in CPython's words, for bytes that are not safe to try; ImportError for a code object
    that is not safe to run.
    """
    path = self.get_filename(fullname)
    try:
        data = self.get_data(path)
        read_header(data)
    except (OSError, BytecodeError):
        return None
    record = office.store.read(path) if type(self) is SourcelessFileLoader else None
    digest = content_hash(memoryview(data)[HEADER_SIZE:])
    known = record is not None and record.digest == digest
    error: Exception
    try:
        if not known:
            late.check(data, HEADER_SIZE)
    except MalformedMarshalError as refusal:
        office.telling.tell(fullname, path, path, State(Verdict.CORRUPT, str(refusal)))
        error = _in_cpythons_words(refusal)
    else:
        try:
            code = load_vouched(data)
            if not known:
                verify(code)
        except RejectedCodeError as refusal:
            office.telling.tell(fullname, path, path, State(Verdict.CORRUPT, str(refusal)))
            error = ImportError(f"bytecode of {fullname!r} is refused: {refusal}", name=fullname, path=path)
        except MalformedMarshalError as refusal:
            office.telling.tell(fullname, path, path, State(Verdict.CORRUPT, str(refusal)))
            return None
        else:
            if not known and not sys.dont_write_bytecode and type(self) is SourcelessFileLoader:
                facts = SourceFacts(0, 0, 0, 0)
                office.store.write(Record(absolute(path), data[:HEADER_SIZE], digest, facts, made_here=False))
            _verbose_message("code object from {!r}", path)
            office.telling.tell(fullname, path, path, State(Verdict.FRESH, "by header only: it stands alone"))
            return code
    raise error


def _in_cpythons_words(refusal: MalformedMarshalError) -> Exception:
    """Give the exception that `marshal.loads` raises for such bytes, or would if it looked."""
    if "bytes wanted" in refusal.reason:
        at_end = refusal.reason.endswith(": 1 bytes wanted, 0 left")
        return EOFError("EOF read where object expected" if at_end else "marshal data too short")
    if "unknown type" in refusal.reason:
        return ValueError("bad marshal data (unknown type code)")
    return ValueError(f"bad marshal data ({refusal.reason.removeprefix('marshal: ')})")


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
    return bytearray(PycHeader.of_timestamp(int(mtime), source_size).to_bytes() + late.dumps(code))


def code_to_hash_pyc(code: CodeType, source_hash: bytes, checked: bool = True) -> bytearray:
    """Give the bytes of a hash-based .pyc; `py_compile` asks for it."""
    return bytearray(PycHeader.of_hash(source_hash, checked=checked).to_bytes() + late.dumps(code))
