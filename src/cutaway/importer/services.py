"""What the importer is given: the compiler, and which packages the host's own loop runs."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any, Protocol


class Choices(Protocol):
    """What the importer needs of `cutaway.base.settings.Settings`."""

    @property
    def left_to_host(self) -> tuple[str, ...]:
        """Packages whose code the host's own loop runs."""

    @property
    def explains(self) -> bool:
        """Whether this run says more than python says, where it is asked to be verbose."""


class Services(Protocol):
    """Made by `cutaway.pipeline`."""

    @property
    def settings(self) -> Choices:
        """The choices of the run."""

    @property
    def maker(self) -> str:
        """Compiler and host, in the words that records of the cache keep."""

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
