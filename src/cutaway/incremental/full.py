"""A source -> its code object and its edition: a full compile that leaves behind what the next, smaller one needs.

code, edition = compile_whole(b"...", "app.py", optimize=0)
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from cutaway.cache.marshal_write import dumps
from cutaway.compiler import compile_own, without_collection
from cutaway.compiler.future import find_features
from cutaway.compiler.parse import parse
from cutaway.incremental.edition import Edition
from cutaway.incremental.index_bytes import row_of
from cutaway.incremental.outline import Outline, outline_of
from cutaway.incremental.refusal import Refusal
from cutaway.incremental.source_text import normalised


def compile_whole(source: Any, filename: str, optimize: int) -> tuple[CodeType, bytes, Edition | None]:
    """Compile a whole source.

    In: its bytes, the file's name, the level of optimisation.
    Out: the code object; its bytes; its edition, None where the source is of a kind that is always compiled whole.
    Raises what `compile` raises.
    """
    return without_collection(lambda: _compile_whole(source, filename, optimize))


def _compile_whole(source: Any, filename: str, optimize: int) -> tuple[CodeType, bytes, Edition | None]:
    tree = parse(source, filename, "exec", optimize=optimize)
    outline: Outline | None
    try:
        outline = outline_of(tree, normalised(bytes(source)))
    except Refusal:
        outline = None
    flags = find_features(tree, filename).flags
    futures = _futures(tree, outline)
    code = compile_own(tree, filename, 0, optimize)
    data = dumps(code)
    if outline is None:
        return code, data, None
    return code, data, Edition(outline, data, flags, futures, [row_of(statement) for statement in outline.statements])


def _futures(tree: Any, outline: Outline | None) -> int:
    """Count the statements up to the last future statement."""
    last = max([node.lineno for node in tree.body if getattr(node, "module", None) == "__future__"], default=0)
    return 0 if outline is None else sum([line <= last for line in outline.lines])
