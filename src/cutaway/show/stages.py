"""The stages of one file, each as a Listing: what `cutaway show` prints and the golden tests hold.

    listings("bytecode", read("app.py"), Options())  ->  [Listing(stage="bytecode", ...)]

A stage's value is made by its own room and printed by its own printer in show/text; this file only brings them
together.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Final

from cutaway.base.errors import BytecodeError
from cutaway.cache.header import HEADER_SIZE, PycHeader, read_header
from cutaway.cache.marshal_read import loads
from cutaway.cache.marshal_write import dumps
from cutaway.cache.paths import CacheLayout, cache_from_source
from cutaway.compiler import compile_own, compile_source
from cutaway.compiler.assembler import assemble
from cutaway.compiler.future import CO_FUTURE_ANNOTATIONS, find_features
from cutaway.compiler.parse import parse
from cutaway.compiler.scopes import build
from cutaway.show.run_traced import run_traced
from cutaway.show.subject import Subject
from cutaway.show.text import blocks, bytecode, links, pyc, scopes, tokens, trace, tree
from cutaway.show.text.listing import Listing

STAGE_NAMES: Final[dict[str, str]] = {
    "tokens": "The words that the source is read as.",
    "tree": "The syntax tree.",
    "scopes": "Each name, and where it lives.",
    "blocks": "The blocks that code generation makes, and what the passes do to them.",
    "bytecode": "The finished code objects.",
    "pyc": "Every byte of the .pyc file.",
    "trace": "Each instruction as it is executed, with the stack before and after.",
    "all": "All of these, linked line by line.",
}
"""The stages in the order in which a program passes through them, and the help text of each."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for; see `cutaway show STAGE --help`."""

    optimize: int = 0
    lines: tuple[int, ...] = ()
    function: str = ""
    every_pass: bool = False
    step: str = ""
    limit: int = 200
    only: tuple[str, ...] = ()
    runs: bool = True
    arguments: tuple[str, ...] = ()
    quiet: bool = False


def listings(stage: str, subject: Subject, options: Options) -> list[Listing]:
    """Make the listing of a stage; for "all" those of every stage, with the links between them last.

    Raises SyntaxError for source that a stage refuses, BytecodeError for a .pyc that cannot be read or has no source
    for the stage to show.
    """
    if stage != "all":
        return [MAKERS[stage](subject, options)]
    names = [name for name in MAKERS if not subject.is_bytecode or name in BYTECODE_STAGES]
    if not options.runs:
        names.remove("trace")
    made = [MAKERS[name](subject, options) for name in names]
    return [*made, links.listing(subject.name, subject.source, made)] if subject.source else made


def _tokens(subject: Subject, options: Options) -> Listing:
    return tokens.listing(_source(subject), subject.name)


def _tree(subject: Subject, options: Options) -> Listing:
    return tree.listing(_parsed(subject), subject.name)


def _scopes(subject: Subject, options: Options) -> Listing:
    parsed = _parsed(subject)
    future = bool(find_features(parsed, subject.name).flags & CO_FUTURE_ANNOTATIONS)
    return scopes.listing(build(parsed, subject.name, future_annotations=future), subject.name)


def _blocks(subject: Subject, options: Options) -> Listing:
    recorder = blocks.Recorder()
    compile_own(
        _parsed(subject),
        subject.name,
        optimize=options.optimize,
        back_end=partial(assemble, watch=recorder.watch),
    )
    return recorder.listing(subject.name, every_pass=options.every_pass, step=options.step)


def _bytecode(subject: Subject, options: Options) -> Listing:
    return bytecode.listing(code_of(subject))


def _pyc(subject: Subject, options: Options) -> Listing:
    if subject.is_bytecode:
        return pyc.listing(subject.data, subject.name)
    path, data = cached_bytes(subject)
    return pyc.listing(data, path)


def _trace(subject: Subject, options: Options) -> Listing:
    # python makes the path of the program absolute before it compiles it; a .pyc keeps the name it was made with.
    whose = code_of(subject).co_filename if subject.is_bytecode else os.path.abspath(subject.name)
    if options.function:
        whose = ""
    events = run_traced(
        subject.name, options.arguments, options.limit, whose=whose, function=options.function, quiet=options.quiet
    )
    return trace.listing(subject.name, events, options.only, options.limit)


MAKERS: Final[dict[str, Callable[[Subject, Options], Listing]]] = {
    "tokens": _tokens,
    "tree": _tree,
    "scopes": _scopes,
    "blocks": _blocks,
    "bytecode": _bytecode,
    "pyc": _pyc,
    "trace": _trace,
}

BYTECODE_STAGES: Final = frozenset(["bytecode", "pyc", "trace"])
"""The stages that a .pyc still has."""


def code_of(subject: Subject) -> CodeType:
    """Answer the code object of a file: compiled by our compiler, or read from a .pyc by our reader."""
    if subject.is_bytecode:
        read_header(subject.data)
        found = loads(subject.data, HEADER_SIZE)
        if not isinstance(found, CodeType):
            raise BytecodeError(f"{subject.name} holds no code object")
        return found
    code = compile_source(subject.data, subject.name, "exec", optimize=subject.optimize)
    assert isinstance(code, CodeType)
    return code


def cached_bytes(subject: Subject) -> tuple[str, bytes]:
    """Answer the path and the bytes of a source's .pyc: of the file if there is one, else those that we would write."""
    optimization = str(subject.optimize or "")
    path = cache_from_source(subject.name, CacheLayout(sys.implementation.cache_tag, optimization, sys.pycache_prefix))
    try:
        return path, Path(path).read_bytes()
    except OSError:
        time = Path(subject.name).stat().st_mtime if Path(subject.name).exists() else 0
        header = PycHeader.of_timestamp(int(time), len(subject.data))
        return f"{path} (not there: what an import would write)", header.to_bytes() + dumps(code_of(subject))


def _source(subject: Subject) -> str:
    if subject.is_bytecode:
        raise BytecodeError(f"{subject.name} is bytecode: of its stages only bytecode, pyc and trace can be shown")
    return subject.source


def _parsed(subject: Subject) -> ast.Module:
    _source(subject)
    parsed = parse(subject.data, subject.name, "exec")
    assert isinstance(parsed, ast.Module)
    return parsed
