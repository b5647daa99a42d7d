"""The table of contents: the stages in their order, and the one place where the rooms are put together.

STAGES                           what a program passes through, for people and for `cutaway show`
make_services(settings)          what the guest's `compile`, `exec`, `eval` and `import` reach the rooms by
"""

from __future__ import annotations

from collections.abc import Callable
from sys import flags as host_flags
from types import CodeType
from typing import TYPE_CHECKING, Any, NamedTuple

from cutaway import __version__
from cutaway.base.errors import BytecodeError, MachineBug
from cutaway.base.host import FULL_VERSION, IMPLEMENTATION, MAGIC
from cutaway.base.settings import Settings
from cutaway.bytecode.verify import verify, verify_alone, vouch

if TYPE_CHECKING:
    import ast

    from cutaway.cache.record import Record
    from cutaway.cache.record_store import RecordStore
    from cutaway.incremental.compiling import Made


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


MAKER = f"cutaway {__version__}, {IMPLEMENTATION} {FULL_VERSION}"
"""Who compiles: what records of the cache name, and what must be the same for a cache of ours to be used."""

_OURS_IF_RAISED_BY_US = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, NotImplementedError)


_compile: Callable[..., CodeType | ast.AST] | None = None
"""The compiler, once it is loaded."""
_new_code: Callable[..., CodeType] | None = None


def make_code_with(constructor: Callable[..., CodeType]) -> None:
    """Name what makes code objects for a guest (`assembler.make_code_with`)."""
    global _new_code
    _new_code = constructor
    if _compile is not None:  # loaded already, for a process that is metered
        load_compiler()


def load_compiler() -> Callable[..., CodeType | ast.AST]:
    """Load the compiler.  A program that comes from the cache, with all that it imports, needs none."""
    global _compile
    from cutaway.compiler import compile_source

    if _new_code is not None:
        from cutaway.compiler import assembler

        assembler.make_code_with(_new_code)
    _compile = compile_source
    return compile_source


def compile_for_guest(
    source: Any,
    filename: Any,
    mode: str,
    flags: int = 0,
    dont_inherit: bool | None = False,
    optimize: int = -1,
    *,
    _feature_version: int = -1,
) -> CodeType | ast.AST:
    """Compile on behalf of a guest; the arguments are those of `builtins.compile`.

    Out: a code object, or a tree where `flags` ask for one.
    Raises what `compile` raises; MachineBug where the compiler failed for a reason that is none of the guest's.
    """
    compile_source = _compile or load_compiler()
    try:
        made = compile_source(source, filename, mode, flags, dont_inherit, optimize, _feature_version=_feature_version)
        if isinstance(made, CodeType):
            vouch(made)
        return made
    except _OURS_IF_RAISED_BY_US as error:
        # Our frames are hidden: a traceback means that code of the guest's raised (a codec, an __index__).
        if error.__traceback__ is not None:
            raise
        bug = MachineBug("compiler", f"{type(error).__name__}: {error}", position=str(filename))
    raise bug


class Definitions:
    """Compiles a module's source for the cache, as far as it changed."""

    __slots__ = ()

    def compile(self, source: bytes, path: str, previous: tuple[bytes, bytes] | None) -> Made:
        """Compile a module's source for the cache, as far as it changed.  Raises what `compile` raises.

        In: what the cache has of the version before (`previous`).
        """
        load_compiler()
        from cutaway.incremental.compiling import Previous, compile_edited

        try:
            return compile_edited(source, path, host_flags.optimize, None if previous is None else Previous(*previous))
        except _OURS_IF_RAISED_BY_US as error:
            if error.__traceback__ is not None:
                raise
            bug = MachineBug("incremental compiler", f"{type(error).__name__}: {error}", position=path)
        raise bug

    def previous(self, records: RecordStore, record: Record | None, data: bytes) -> tuple[bytes, bytes] | None:
        """Find what an edit can start from.  In: the records, that of the .pyc, the .pyc's bytes."""
        from cutaway.incremental.from_cache import previous_version

        return previous_version(records, record, data)

    def made_by(self) -> bytes:
        """Name the compiler that runs here, so that no other goes on from its work."""
        from cutaway.incremental.fingerprint import compiler_hash

        return compiler_hash()


class Services:
    """What a machine and an importer need of the other rooms, as one object."""

    __slots__ = ("settings", "maker", "definitions", "may_load_late")

    def __init__(self, settings: Settings, may_load_late: bool) -> None:
        """In: the choices of this run; as for `make_services`."""
        self.settings = settings
        self.may_load_late = may_load_late
        self.maker = MAKER
        self.definitions = Definitions()

    def explain_refusal(self, data: bytes, name: str) -> str:
        """Say of a file that was refused as a program what it is, and what to give instead; empty for a source."""
        if data[:4] == MAGIC or data[:2] == b"#!" or not (name.endswith(".pyc") or b"\0" in data[:64]):
            return ""
        from cutaway.cache.magic import describe

        return (
            f"cutaway: {name} is {describe(data)}; what runs here is Python source or bytecode of this Python\n"
            "  -> run the source file instead, or compile it again: cutaway compile FILE\n"
        )

    def compile(self, source: Any, filename: Any, mode: str = "exec", flags: int = 0, optimize: int = -1) -> CodeType:
        """Compile text, bytes or a tree; inherits nothing.  Out: a code object.  Raises what `compile` raises."""
        code = compile_for_guest(source, filename, mode, flags, True, optimize)
        assert isinstance(code, CodeType)
        return code

    def is_pyc(self, data: bytes) -> bool:
        """Answer whether a file's first bytes are those of a .pyc of this Python (`maybe_pyc_file` looks at two)."""
        return data[:2] == MAGIC[:2]

    def read_pyc(self, data: bytes, filename: str) -> CodeType:
        """Read the code object of a .pyc file that is run as a program.

        Raises RuntimeError or EOFError with CPython's message (`run_pyc_file`), RejectedCodeError.
        """
        from cutaway.cache.header import HEADER_SIZE
        from cutaway.cache.marshal_read import loads

        if data[:4] != MAGIC:
            raise RuntimeError("Bad magic number in .pyc file")
        if len(data) < HEADER_SIZE:
            raise EOFError("EOF read where not expected")
        try:
            code: object = loads(data, HEADER_SIZE)
        except BytecodeError:
            code = None
        if not isinstance(code, CodeType):
            raise RuntimeError("Bad code object in .pyc file")
        verify(code)
        vouch(code)
        return code


def load_all() -> None:
    """Load now what a run may come to need: the compiler, what an edit is compiled with, the verifier's tables."""
    load_compiler()
    from cutaway.cache import late, magic, marshal_read, store  # noqa: F401
    from cutaway.compiler import diagnostics, trees, unparse  # noqa: F401
    from cutaway.compiler.codegen import dispatch, exception_groups  # noqa: F401
    from cutaway.compiler.flowgraph.rewrites import swaps, tuples  # noqa: F401
    from cutaway.compiler.fold import percent_format  # noqa: F401
    from cutaway.incremental import compiling, fingerprint, from_cache  # noqa: F401

    late.load_all()
    dispatch.load_families()
    verify_alone(load_all.__code__)


def make_services(settings: Settings, *, may_load_late: bool = False) -> Services:
    """Put the rooms together for one run.

    In: the choices of the run; whether our modules are loaded by imports of their own (launcher/private_imports.py).
    Where they are everybody's, our importer would be asked for the very modules that it works with.
    """
    if not may_load_late:
        load_all()
    return Services(settings, may_load_late)
