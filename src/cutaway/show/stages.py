"""The stages of one file, each as a Listing: what `cutaway show` prints and the golden tests hold.

    listings("bytecode", read("app.py"), Options())  ->  [Listing(stage="bytecode", ...)]

A stage's value is made by its own room and printed by its own printer in show/text; this file only brings them
together.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import CodeType
from typing import Final

from cutaway.base.errors import BytecodeError
from cutaway.compiler import compile_own, compile_source
from cutaway.compiler.assembler import assemble
from cutaway.compiler.future import CO_FUTURE_ANNOTATIONS, find_features
from cutaway.compiler.parse import parse
from cutaway.compiler.scopes import build
from cutaway.show.run_traced import run_traced
from cutaway.show.subject import Subject
from cutaway.show.text import blocks, bytecode, links, scopes, tokens, trace, tree
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


def _trace(subject: Subject, options: Options) -> Listing:
    whose = "" if options.function else code_of(subject).co_filename
    events = run_traced(
        subject.name, options.arguments, options.limit, whose=whose, function=options.function, quiet=options.quiet
    )
    return trace.listing(subject.name, events, options.only)


MAKERS: Final[dict[str, Callable[[Subject, Options], Listing]]] = {
    "tokens": _tokens,
    "tree": _tree,
    "scopes": _scopes,
    "blocks": _blocks,
    "bytecode": _bytecode,
    "trace": _trace,
}

BYTECODE_STAGES: Final = frozenset(["bytecode", "pyc", "trace"])
"""The stages that a .pyc still has."""


def code_of(subject: Subject) -> CodeType:
    """Answer the code object of a file: compiled by our compiler, or read from a .pyc by our reader."""
    code = compile_source(subject.data, subject.name, "exec", optimize=subject.optimize)
    assert isinstance(code, CodeType)
    return code


def _source(subject: Subject) -> str:
    if subject.is_bytecode:
        raise BytecodeError(f"{subject.name} is bytecode: of its stages only bytecode, pyc and trace can be shown")
    return subject.source


def _parsed(subject: Subject) -> ast.Module:
    _source(subject)
    parsed = parse(subject.data, subject.name, "exec")
    assert isinstance(parsed, ast.Module)
    return parsed
