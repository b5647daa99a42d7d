"""Compile one program twice and say how the results differ: code objects, or the errors."""

from __future__ import annotations

import ast
import warnings
from types import CodeType

from cutaway.compiler import compile_source
from tests.compiler import codecmp

FILENAME = "random.py"


def differences(source: str, optimize: int = -1) -> list[str]:
    """Compare the host's result with ours.  Out: what differs, empty if nothing does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            wanted = compile(source, FILENAME, "exec", dont_inherit=True, optimize=optimize)
        except SyntaxError as error:
            return _error_differences(source, optimize, error)
        try:
            made = compile_source(source, FILENAME, "exec", dont_inherit=True, optimize=optimize)
        except SyntaxError as error:
            return [f"SyntaxError: {error}"]
    return [str(difference) for difference in codecmp.differences(made, wanted)]


def tree_differences(tree: ast.AST) -> list[str]:
    """Compare what comes of a tree: code objects, or the errors that refuse it.  Out: as `differences`."""
    results: list[object] = []
    for compiler in (compile, compile_source):
        try:
            results.append(compiler(tree, FILENAME, "exec", 0, True))  # type: ignore[operator]
        except (SyntaxError, TypeError, ValueError) as error:
            results.append(repr(error))
    wanted, made = results
    if isinstance(wanted, CodeType) and isinstance(made, CodeType):
        return [str(difference) for difference in codecmp.differences(made, wanted)]
    return [] if made == wanted else [f"{made} != {wanted}"]


def _error_differences(source: str, optimize: int, wanted: SyntaxError) -> list[str]:
    try:
        compile_source(source, FILENAME, "exec", dont_inherit=True, optimize=optimize)
    except SyntaxError as error:
        same = error.args == wanted.args and _place(error) == _place(wanted)
        return [] if same else [f"SyntaxError: {error.args} {_place(error)} != {wanted.args} {_place(wanted)}"]
    return [f"SyntaxError: none != {wanted.args}"]


def _place(error: SyntaxError) -> tuple[object, ...]:
    return (error.filename, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text)
