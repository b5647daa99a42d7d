"""The parsing stage: source text to tree, by the host's own parser.

    parse("x = 1", "f.py", "exec")   ->  ast.Module

The host's `compile` is bound when this module is imported, so a guest that replaces it changes only itself.
"""

from __future__ import annotations

from builtins import compile as host_compile
from typing import Any

from cutaway.compiler.recursion import with_own_frames_free

PyCF_ONLY_AST = 0x400
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_MASK = 0x1FE0000
"""The compiler flags that are also CO_* flags: those of the __future__ features."""


def parse(
    source: Any,
    filename: Any,
    mode: str,
    flags: int = 0,
    *,
    optimize: int = -1,
    feature_version: int = -1,
) -> Any:
    """Parse source text.

    In: what `builtins.compile` takes.  Out: a tree of the mode's kind; a tree given instead of text comes back as
    it is.  Raises everything that the host's parser and argument checks raise.
    """
    # Asked for a tree, the host would allow one mode more; any mode but these it refuses in its own words.
    tree_flag = PyCF_ONLY_AST if mode in ("exec", "eval", "single") else 0

    def attempt() -> Any:
        return host_compile(source, filename, mode, flags | tree_flag, True, optimize, _feature_version=feature_version)

    try:
        return attempt()
    except RecursionError:
        # The host counts the levels of the tree from the depth of the call, and this call is deeper than the guest's
        # own; tried again below, lest this error is the context of another.
        pass
    try:
        return with_own_frames_free(attempt)
    except RecursionError as error:
        # It counts as its compiler would; only the words differ.
        message = str(error)
    if not flags & PyCF_ONLY_AST:
        message = message.replace("ast construction", "compilation")
    raise RecursionError(message)
