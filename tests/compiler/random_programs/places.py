"""Odd places for the nodes of a tree, as programs that make trees by hand may leave them."""

from __future__ import annotations

import ast
import random
from typing import Final

LINES: Final = [0, 1, 5, 100, 1000, 70000, -1]
COLUMNS: Final = [0, -1, -5, 79, 80, 127, 128, 5000, 1000000]


def displace(tree: ast.AST, seed: int) -> None:
    """Change the places of some nodes, and leave out some ends.

    Patterns are left alone: they must have all four numbers, or are refused.
    """
    chance = random.Random(seed)
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt | ast.expr | ast.excepthandler) or chance.random() > 0.05:
            continue
        match chance.randint(0, 6):
            case 0:
                node.lineno = chance.choice(LINES)
            case 1:
                node.end_lineno = chance.choice(LINES)
            case 2:
                node.col_offset = chance.choice(COLUMNS)
            case 3:
                node.end_col_offset = chance.choice(COLUMNS)
            case 4:
                del node.end_lineno
            case 5:
                del node.end_col_offset
            case 6:
                node.col_offset, node.end_col_offset = 90, 60
