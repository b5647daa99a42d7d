"""The compiler: source text or tree in, code object out.

    compile_source("x = 1", "f.py", "exec")   ->  code object, equal to CPython's in every field

Stages: parse -> fold -> scopes -> codegen -> flowgraph -> assembler.  Only the parser is the host's.
Whoever wants to see a stage runs it alone: `fold.fold`, `scopes.build`; the back end is a parameter of `compile_own`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from gc import disable as disable_gc
from gc import enable as enable_gc
from gc import isenabled as gc_is_enabled
from types import CodeType
from typing import Any, TypeVar

from cutaway.compiler import repeated
from cutaway.compiler.assembler import assemble
from cutaway.compiler.codegen import Compilation, generate
from cutaway.compiler.fold import fold
from cutaway.compiler.future import CO_FUTURE_ANNOTATIONS, find_features
from cutaway.compiler.parse import (
    PyCF_ALLOW_TOP_LEVEL_AWAIT,
    PyCF_MASK,
    PyCF_ONLY_AST,
    parse,
)
from cutaway.compiler.recursion import with_room
from cutaway.compiler.scopes import build
from cutaway.compiler.scopes.scope import DEF_IMPORT
from cutaway.compiler.unit import CodeUnit

__all__ = ["compile_own", "compile_source", "compile_tree", "without_collection"]

Result = TypeVar("Result")

_PROCESS_OPTIMIZE = sys.flags.optimize
"""Bound at import: what `-O` asked for, and what optimize=-1 means."""


def compile_source(
    source: Any,
    filename: Any,
    mode: str,
    flags: int = 0,
    dont_inherit: bool | None = False,
    optimize: int = -1,
    *,
    _feature_version: int = -1,
) -> CodeType | ast.AST:
    """Do what `builtins.compile` does.

    In: the same arguments; nothing is inherited here, whoever calls adds the flags of the calling code.  Where
    `dont_inherit` is None it is `exec` or `eval` that compiles a text (repeated.py).
    Out: a code object, or a tree where `flags` ask for one.  Raises what CPython raises.
    """

    def work() -> CodeType | ast.AST:
        tree: ast.AST = parse(source, filename, mode, flags, optimize=optimize, feature_version=_feature_version)
        if flags & PyCF_ONLY_AST:
            return tree
        if isinstance(source, ast.AST):
            tree = _own_copy(source, mode)
        if dont_inherit is None and type(source) is str:
            return _of_text(source, tree, filename, mode, flags, optimize)
        return compile_own(tree, _file_name(filename), flags, optimize)

    return without_collection(work)


def _of_text(source: str, tree: ast.AST, filename: str, mode: str, flags: int, optimize: int) -> CodeType:
    """Compile a text for `exec` or `eval`, unless its code is there still."""
    key = (source, mode, flags, optimize)
    code = repeated.find(key)
    if code is None:
        warnings: list[int] = []
        code = compile_own(tree, filename, flags, optimize, warnings=warnings)
        if warnings == [0]:
            repeated.keep(key, code)
    return code


def _file_name(filename: Any) -> str:
    """Give co_filename; the parser has refused what is no file name, and warned about odd ones, already."""
    if isinstance(filename, str):
        return filename
    from os import PathLike, fsdecode  # not at the top: hardly a name of a file is none

    if isinstance(filename, bytes | PathLike):
        return fsdecode(filename)
    return fsdecode(bytes(memoryview(filename)))


def _own_copy(tree: ast.AST, mode: str) -> ast.AST:
    """Make a private tree of a guest's (trees.py), which hardly a program hands in."""
    from cutaway.compiler.trees import own_copy

    return own_copy(tree, mode)


def compile_tree(tree: ast.AST, filename: str, mode: str, flags: int = 0, optimize: int = -1) -> CodeType:
    """Compile a tree, which is left as it is.  Raises TypeError and ValueError for a tree that means nothing."""
    return without_collection(lambda: compile_own(_own_copy(tree, mode), filename, flags, optimize))


def compile_own(
    tree: ast.AST,
    filename: str,
    flags: int = 0,
    optimize: int = -1,
    back_end: Callable[[CodeUnit], CodeType] = assemble,
    imported: Iterable[str] = (),
    warnings: list[int] | None = None,
) -> CodeType:
    """Compile a tree that is ours to change.

    In: PyCF_* and CO_FUTURE_* flags, the optimisation level (-1 for the process's own), the function that makes
    a code object of each unit, and, where the tree is a part of a module, names that the whole of it imports.
    Where `warnings` is a list it gets the number of warnings issued.
    Raises SyntaxError where a stage finds the program wrong.
    """
    features = find_features(tree, filename)
    merged = features.flags | flags
    future_annotations = bool(merged & CO_FUTURE_ANNOTATIONS)
    level = _PROCESS_OPTIMIZE if optimize == -1 else optimize
    warned = 0

    def run_stages() -> CodeType:
        nonlocal warned
        fold(tree, optimize=level, future_annotations=future_annotations)
        table = build(tree, filename, future_annotations=future_annotations)
        for name in imported:
            table.top.symbols[name] = table.top.symbols.get(name, 0) | DEF_IMPORT
        compilation = Compilation(
            filename=filename,
            table=table,
            code_flags=merged & PyCF_MASK,
            future_annotations=future_annotations,
            last_future_line=features.last_line,
            optimize=level,
            interactive=isinstance(tree, ast.Interactive),
            top_level_await=bool(merged & PyCF_ALLOW_TOP_LEVEL_AWAIT),
            assemble=back_end,
            warnings_to_skip=warned,
        )
        try:
            return generate(compilation, tree)
        finally:
            warned = compilation.warnings_issued
            table.release()

    code = with_room(tree, run_stages)
    if warnings is not None:
        warnings.append(warned)
    return code


def without_collection(work: Callable[[], Result]) -> Result:
    """Run one compilation while the cyclic garbage collector rests.

    Trees, scopes and blocks are many young objects; collections over them cost a fifth of the time, and would run
    the guest's finalisers in the middle of a compilation, which CPython's compiler hardly ever does.
    """
    if not gc_is_enabled():
        return work()
    disable_gc()
    try:
        return work()
    finally:
        enable_gc()
