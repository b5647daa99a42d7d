"""The table of contents: the stages in their order, and the one place where the rooms are put together.

STAGES                           what a program passes through, for people and for `cutaway show`
make_services(settings)          what the guest's `compile`, `exec`, `eval` and `import` reach the rooms by
"""

from __future__ import annotations

from _frozen_importlib_external import MAGIC_NUMBER
from marshal import loads
from types import CodeType
from typing import Any, NamedTuple

from cutaway.base.settings import Settings
from cutaway.compiler import compile_source

_HEADER_SIZE = 16


class Stage(NamedTuple):
    """One step between the file and the running program."""

    name: str
    room: str
    """The module that does it."""
    takes: str
    gives: str
    printer: str
    """The module of `show` that prints what the stage gives."""
    why: str


STAGES = (
    Stage("tokens", "tokenize (host)", "source text", "tokens", "cutaway.show.text.tokens", "the words of the text"),
    Stage("tree", "cutaway.compiler.parse", "source text", "syntax tree", "cutaway.show.text.tree", "its grammar"),
    Stage(
        "scopes",
        "cutaway.compiler.scopes",
        "tree",
        "scope of each name",
        "cutaway.show.text.scopes",
        "where names live",
    ),
    Stage(
        "blocks", "cutaway.compiler.codegen", "tree, scopes", "blocks", "cutaway.show.text.blocks", "first instructions"
    ),
    Stage(
        "bytecode", "cutaway.compiler.assembler", "blocks", "code object", "cutaway.show.text.bytecode", "final bytes"
    ),
    Stage("pyc", "cutaway.cache", "code object", ".pyc file", "cutaway.show.text.pyc", "what the next start reads"),
    Stage("trace", "cutaway.machine", "code object", "the program's run", "cutaway.show.text.trace", "what happens"),
)


class Services:
    """What a machine and an importer need of the other rooms, as one object."""

    __slots__ = ("settings",)

    def __init__(self, settings: Settings) -> None:
        """In: the choices of this run."""
        self.settings = settings

    def compile(self, source: Any, filename: Any, mode: str = "exec", flags: int = 0, optimize: int = -1) -> CodeType:
        """Compile text, bytes or a tree; inherits nothing.  Out: a code object.  Raises what `compile` raises."""
        code = compile_source(source, filename, mode, flags, True, optimize)
        assert isinstance(code, CodeType)
        return code

    def is_pyc(self, data: bytes) -> bool:
        """Answer whether a file's first bytes are those of a .pyc of this Python (`maybe_pyc_file` looks at two)."""
        return data[:2] == MAGIC_NUMBER[:2]

    def read_pyc(self, data: bytes, filename: str) -> CodeType:
        """Read the code object of a .pyc file that is run as a program.

        Raises RuntimeError or EOFError with CPython's message (`run_pyc_file`).
        """
        if data[:4] != MAGIC_NUMBER:
            raise RuntimeError("Bad magic number in .pyc file")
        if len(data) < _HEADER_SIZE:
            raise EOFError("EOF read where not expected")
        try:
            code: object = loads(data[_HEADER_SIZE:])
        except (EOFError, TypeError, ValueError):
            code = None
        if not isinstance(code, CodeType):
            raise RuntimeError("Bad code object in .pyc file")
        return code


def make_services(settings: Settings) -> Services:
    """Put the rooms together for one run.  In: the choices of the run."""
    return Services(settings)
