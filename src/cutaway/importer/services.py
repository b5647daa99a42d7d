"""What the importer is given: the compiler, and which packages the host's own loop runs."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any, Protocol

from cutaway.cache.record import Record
from cutaway.cache.record_store import RecordStore


class Choices(Protocol):
    """What the importer needs of `cutaway.base.settings.Settings`."""

    @property
    def left_to_host(self) -> tuple[str, ...]:
        """Packages whose code the host's own loop runs."""

    @property
    def explains(self) -> bool:
        """Whether this run says more than python says, where it is asked to be verbose."""


class Edited(Protocol):
    """What compiling an edited source gives (`cutaway.incremental.compiling.Made`)."""

    @property
    def body(self) -> bytes:
        """The code object's bytes, for the .pyc."""

    @property
    def definitions(self) -> bytes:
        """The index of definitions, for the record."""

    def code_object(self) -> CodeType:
        """Give the code object."""


class Definitions(Protocol):
    """Compiles a module's source for the cache, as far as it changed."""

    def compile(self, source: bytes, path: str, previous: tuple[bytes, bytes] | None) -> Edited:
        """Compile a module's source for the cache, as far as it changed.  Raises what `builtins.compile` raises.

        In: what the cache has of the version before: the .pyc without its header, and the index of its definitions.
        """

    def previous(self, records: RecordStore, record: Record | None, data: bytes) -> tuple[bytes, bytes] | None:
        """Find what an edit can start from.  In: the records, that of the .pyc, the .pyc's bytes."""

    def made_by(self) -> bytes:
        """Name the compiler that runs here, so that no other goes on from its work."""


class Services(Protocol):
    """Made by `cutaway.pipeline`."""

    @property
    def settings(self) -> Choices:
        """The choices of the run."""

    @property
    def maker(self) -> str:
        """Compiler and host, in the words that records of the cache keep."""

    @property
    def definitions(self) -> Definitions | None:
        """What compiles by definition; None where every change compiles a whole module."""

    def compile(self, source: Any, filename: Any, mode: str = "exec", flags: int = 0, optimize: int = -1) -> CodeType:
        """Compile text, bytes or a tree; inherits nothing.  Raises what `builtins.compile` raises."""


class Assignment:
    """Says of a module's code who runs it."""

    __slots__ = ("_packages", "_leave_to_host")

    def __init__(self, packages: tuple[str, ...] = (), leave_to_host: Callable[[CodeType], None] | None = None) -> None:
        """In: the packages left to the host, and what marks their code objects."""
        self._packages = packages if leave_to_host is not None else ()
        self._leave_to_host = leave_to_host

    def assign(self, code: CodeType, fullname: str) -> CodeType:
        """Mark a module's code object if the module is, or is in, one of the packages.  Out: the same code object."""
        for package in self._packages:
            if (fullname == package or fullname.startswith(package + ".")) and self._leave_to_host is not None:
                self._leave_to_host(code)
        return code
