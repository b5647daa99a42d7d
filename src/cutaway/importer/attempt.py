"""One load of one module with source: what was found out about source and cache on the way, and what is kept.

    attempt = Attempt(office, loader, "greet", "/lib/greet.py")
    code = attempt.from_cache()          the cached code object, or None; why is told
    attempt.keep(body, definitions)      otherwise, when it was compiled: the .pyc and its record

Loaders of the guest's that override how files are read and written are asked as the host asks; of their files we keep
no record.  Rules: SourceLoader.get_code in Lib/importlib/_bootstrap_external.py.
"""

from __future__ import annotations

import _frozen_importlib_external as host_machinery
import _imp
import sys
from _frozen_importlib import _verbose_message  # type: ignore[attr-defined]
from _frozen_importlib_external import SourceFileLoader
from posix import stat
from time import time_ns
from types import CodeType
from typing import Any, cast

from cutaway.base.errors import BytecodeError
from cutaway.cache import late, slots
from cutaway.cache.digest import NO_HASH, content_hash
from cutaway.cache.folders import user_folder
from cutaway.cache.freshness import HashPolicy, Knowledge, Source, State, Trust, Verdict, check
from cutaway.cache.header import HEADER_SIZE, PycHeader
from cutaway.cache.magic import MAGIC
from cutaway.cache.paths import CacheLayout, cache_from_source
from cutaway.cache.reading import load_examined, load_vouched
from cutaway.cache.record import Record
from cutaway.cache.record_store import RecordStore, absolute
from cutaway.cache.source_facts import SourceFacts
from cutaway.importer.services import Services
from cutaway.importer.telling import Telling

_HOST_CACHE_FROM_SOURCE = host_machinery.cache_from_source
_FILE_METHODS = ("path_stats", "get_data", "set_data", "_cache_bytecode")


class Office:
    """What all loads of a run share: who compiles, where records are, and what is told."""

    __slots__ = ("services", "maker", "telling", "own_way", "_store", "_prefix")

    def __init__(self, services: Services, telling: Telling) -> None:
        """In: what compiles; who tells."""
        self.services = services
        self.maker = services.maker
        """Compiler and host, as records name them."""
        self.telling = telling
        self.own_way: CodeType | None = None
        """The code of our `source_to_code`, by which a loader is known that compiles as we do."""
        self._prefix = sys.pycache_prefix
        self._store = RecordStore(user_folder(self._prefix))

    @property
    def store(self) -> RecordStore:
        """The records; elsewhere, where the guest moves its caches."""
        if sys.pycache_prefix != self._prefix:
            self._prefix = sys.pycache_prefix
            self._store = RecordStore(user_folder(self._prefix))
        return self._store


class Attempt:
    """One load; see the module."""

    __slots__ = (
        "office", "loader", "fullname", "path", "cache_path", "mtime", "facts", "header", "data", "record",
        "transform", "read_at", "_source",
    )  # fmt: skip

    def __init__(self, office: Office, loader: Any, fullname: str, path: str) -> None:
        """In: what loads share, the loader, the module's name, the path of its source."""
        self.office = office
        self.loader = loader
        self.fullname = fullname
        self.path = path
        self.cache_path: str | None = None
        self.mtime: int | None = None
        """None where the loader knows no time: then nothing is cached."""
        self.facts: SourceFacts | None = None
        """None where the loader reads or writes in ways of its own: then there is no record."""
        self.header: PycHeader | None = None
        """Of the cache file that was there: what replaces it is recognised in the same way."""
        self.data = b""
        """The cache file that was there."""
        self.record: Record | None = None
        self.transform = NO_HASH
        self.read_at = 0
        self._source: Any = None

    def source(self) -> Any:
        """Give the source's bytes, read once.  Raises OSError."""
        if self._source is None:
            self.read_at = time_ns()
            self._source = self.loader.get_data(self.path)
        return self._source

    def source_hash(self) -> bytes:
        """Give the hash of the source's bytes.  Raises OSError."""
        return content_hash(self.source())

    def from_cache(self) -> CodeType | None:
        """Give the cached code object, or None where there is none that may be used."""
        try:
            self.cache_path = self._find_cache_path()
            stats = self._look_at_source()
        except (NotImplementedError, OSError):
            return None
        if self.cache_path is None:
            return None
        written = _mtime(self.cache_path)
        try:
            self.data = self.loader.get_data(self.cache_path)
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            self._tell(
                State(Verdict.MISSING, "there is no cache yet" if missing else f"not readable: {error.strerror}")
            )
            return None
        state = self._compare(stats, written)
        self.header = state.header
        if state.verdict is not Verdict.FRESH:
            self._tell_in_cpythons_words(state)
            self._tell(state)
            return None
        _verbose_message("{} matches {}", self.cache_path, self.path)
        return self._load(state)

    def _find_cache_path(self) -> str | None:
        """Answer the path of the .pyc, in the loader's slot or where a hook has said; None where none is kept."""
        loader_slots = getattr(self.loader, slots.ATTRIBUTE, None)
        if loader_slots:
            folder = user_folder(sys.pycache_prefix)
            if folder is None:
                return None
            prefix = slots.folder_of(tuple(loader_slots), folder)
            self.transform = content_hash("+".join(loader_slots).encode("utf-8", "surrogateescape"))
            return cache_from_source(self.path, cache_layout()._replace(prefix=prefix))
        hooked = host_machinery.cache_from_source
        if hooked is not _HOST_CACHE_FROM_SOURCE:
            # Hooks that change the tree put a function of theirs there, for names of their own.
            return str(hooked(self.path))
        return cache_from_source(self.path, cache_layout())

    def _look_at_source(self) -> dict[str, Any]:
        """Ask for time and size of the source.  Raises OSError."""
        kind = type(self.loader)
        if kind is SourceFileLoader or _reads_as_we_do(self.loader, kind):
            status = stat(self.path)
            self.facts = SourceFacts.of(status)
            self.mtime = int(status.st_mtime)
            if self.transform == NO_HASH and kind.source_to_code is not SourceFileLoader.source_to_code:
                self.transform = content_hash(f"{kind.__module__}.{kind.__qualname__}".encode("utf-8", "replace"))
            return {"size": status.st_size}
        stats: dict[str, Any] = self.loader.path_stats(self.path)
        self.mtime = int(stats["mtime"])
        return stats

    def _compare(self, stats: dict[str, Any], written: int | None) -> State:
        assert self.mtime is not None
        assert self.cache_path is not None
        if self.facts is not None:
            self.record = self.office.store.read(self.cache_path)
        source = Source(self.mtime, stats.get("size"), self.source_hash, self.facts)
        knowledge = Knowledge(self.record, written, self.office.maker, self.transform)
        # The guest's _imp, as the host's machinery has it: ours is a copy.
        policy = cast(HashPolicy, host_machinery._imp.check_hash_based_pycs)  # type: ignore[attr-defined]
        return check(self.data, source, policy, knowledge)

    def _tell(self, state: State) -> None:
        self.office.telling.tell(self.fullname, self.path, self.cache_path, state)

    def _tell_in_cpythons_words(self, state: State) -> None:
        """Say with -v of a miss what CPython says."""
        if self.data[: len(MAGIC)] != MAGIC:
            _verbose_message("{}", f"bad magic number in {self.fullname!r}: {bytes(self.data[:4])!r}")
        elif len(self.data) < HEADER_SIZE:
            _verbose_message("{}", f"reached EOF while reading pyc header of {self.fullname!r}")
        elif state.verdict is Verdict.STALE and state.header is not None and state.header.kind == "timestamp":
            _verbose_message("{}", f"bytecode is stale for {self.fullname!r}")

    def _load(self, state: State) -> CodeType | None:
        """Load a fresh file's code object; None where its bytes are damaged."""
        try:
            code = load_examined(self.data) if state.trust is Trust.UNKNOWN else load_vouched(self.data)
        except BytecodeError as refusal:
            self._tell(state._replace(verdict=Verdict.CORRUPT, reason=str(refusal)))
            return None
        _verbose_message("code object from {!r}", self.cache_path)
        self._tell(state)
        # The file may have been moved together with its source.
        _imp._fix_co_filename(code, self.path)  # type: ignore[attr-defined]
        if self.facts is not None and not sys.dont_write_bytecode:
            if state.trust is Trust.UNKNOWN:
                self._remember_as_examined(self.facts)
            elif state.renew:
                self._renew(self.facts)
        return code

    def _remember_as_examined(self, facts: SourceFacts) -> None:
        """Keep a record of a file of someone else's: next time its digest is enough."""
        store_of_records = self.office.store
        record = self._record(self.data, facts)._replace(made_here=False, content=NO_HASH)
        with store_of_records.locked(record.pyc) as free:
            if free and store_of_records.read(record.pyc) == self.record:
                store_of_records.write(record)

    def _renew(self, facts: SourceFacts) -> None:
        """Let record and header describe the source as it is now: its content was found to be that of the cache."""
        assert self.cache_path is not None
        assert self.mtime is not None
        assert self.record is not None
        data = self.data
        if self.header is not None and self.header.kind == "timestamp" and self.header.mtime != self.mtime & 0xFFFFFFFF:
            data = PycHeader.of_timestamp(self.mtime, facts.size).to_bytes() + data[HEADER_SIZE:]
        definitions = self.office.store.definitions(self.record) or b""
        self._write(data, self._record(data, facts)._replace(compiler=self.record.compiler), definitions)

    def _record(self, data: bytes, facts: SourceFacts) -> Record:
        assert self.cache_path is not None
        return Record(
            absolute(self.cache_path),
            bytes(data[:HEADER_SIZE]),
            content_hash(memoryview(data)[HEADER_SIZE:]),
            facts,
            content_hash(self._source) if self._source is not None else NO_HASH,
            self.read_at,
            maker=self.office.maker,
            transform=self.transform,
        )

    def goes_by_definition(self) -> bool:
        """Answer whether the cache is to keep this module's definitions: not where a loader compiles in its own way."""
        if sys.dont_write_bytecode or self.cache_path is None or self.facts is None or self.transform != NO_HASH:
            return False
        if not isinstance(self._source, bytes) or "source_to_code" in getattr(self.loader, "__dict__", {}):
            return False
        return getattr(type(self.loader).source_to_code, "__code__", None) is self.office.own_way

    def keep_whole(self, code: CodeType) -> None:
        """Write cache file and record of a code object that the loader made."""
        if not sys.dont_write_bytecode and self.cache_path is not None and self.mtime is not None:
            self.keep(late.dumps(code))

    def keep(self, body: bytes, definitions: bytes = b"", compiler: bytes = NO_HASH) -> None:
        """Write cache file and record, unless the loader cannot.

        In: the code object's bytes; where there is one, the index of its definitions, and the compiler that made it.
        """
        assert self.mtime is not None
        if self.header is not None and self.header.kind != "timestamp":
            header = PycHeader.of_hash(self.source_hash(), checked=self.header.kind == "checked-hash")
        else:
            header = PycHeader.of_timestamp(self.mtime, len(self._source))
        data = header.to_bytes() + body
        if self.facts is not None:
            self._write(data, self._record(data, self.facts)._replace(compiler=compiler), definitions)
            return
        try:
            self.loader._cache_bytecode(self.path, self.cache_path, data)
        except NotImplementedError:
            return

    def _write(self, data: bytes, record: Record, definitions: bytes) -> None:
        assert self.cache_path is not None
        store = self.office.store
        outcome = late.keep(store, record, data, definitions, self.data, self.path, self.cache_path)
        if outcome.written:
            _verbose_message("created {!r}", self.cache_path)
        elif outcome.unwritable:
            _verbose_message("{}", outcome.problem)
            self._tell(State(Verdict.UNWRITABLE, outcome.problem))
        else:
            _verbose_message("not written, {}: {!r}", outcome.problem, self.cache_path)


def cache_layout() -> CacheLayout:
    """Give what cache names depend on, as `sys` says it now."""
    optimize = sys.flags.optimize
    return CacheLayout(sys.implementation.cache_tag, str(optimize) if optimize else "", sys.pycache_prefix)


def _mtime(path: str) -> int | None:
    try:
        return stat(path).st_mtime_ns
    except OSError:
        return None


def _reads_as_we_do(loader: Any, kind: type) -> bool:
    """Answer whether a loader of a class of the guest's reads and writes files as SourceFileLoader does."""
    own = getattr(loader, "__dict__", {})
    return isinstance(loader, SourceFileLoader) and all(
        name not in own and getattr(kind, name) is getattr(SourceFileLoader, name) for name in _FILE_METHODS
    )
