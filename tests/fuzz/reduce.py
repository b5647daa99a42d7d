"""Cut a fuzz program down to a small one that still differs; many candidates are tried in one process.

smallest(text, "native")     out: a program without anything that could be left out
"""

from __future__ import annotations

import ast
import warnings
from itertools import islice
from typing import Final

from tests.compiler.random_programs.reduce import changes
from tests.fuzz.compare import differences

AT_ONCE: Final = 60


def smallest(source: str, engine: str) -> str:
    """Make a program smaller until no single change leaves it different under `engine`."""
    try:
        current = ast.unparse(ast.parse(source))
    except SyntaxError:
        return source
    if not differences([current], [engine])[0]:
        return source  # The difference is in the layout of the text: positions in a traceback.
    while (smaller := _one_round(current, engine)) is not None:
        current = smaller
    return current


def _one_round(source: str, engine: str) -> str | None:
    """Try all changes, the ones that take away most first."""
    candidates = sorted(_candidates(source), key=len)
    remaining = iter(candidates)
    while batch := list(islice(remaining, AT_ONCE)):
        for text, found in zip(batch, differences(batch, [engine]), strict=True):
            if found:
                return text
    return None


def _candidates(source: str) -> set[str]:
    """All shorter programs that one change makes."""
    tree = ast.parse(source)
    found = set()
    warnings.simplefilter("ignore")
    for _ in changes(tree):
        try:
            text = ast.unparse(ast.fix_missing_locations(tree))
            compile(text, "<candidate>", "exec")
        except (AttributeError, ValueError, RecursionError, SyntaxError):
            continue  # The change made a tree that is no program.
        if len(text) < len(source):
            found.add(text)
    return found
