"""The folding stage: compute on the tree what needs no running program.

    x = 60 * 60          ->  x = 3600
    if a in [1, 2]:      ->  if a in (1, 2):
    not a in b           ->  a not in b
    "%s!" % (a,)         ->  f"{a!s}!"
    __debug__            ->  True, or False under -O

The tree is changed in place, so it must be ours: a parse of our own or a private copy of a guest's tree.
Source of the rules: Python/ast_opt.c.
"""

from __future__ import annotations

import ast

from cutaway.compiler.fold.expressions import Folder, fold_expression
from cutaway.compiler.fold.statements import fold_body, fold_statements

__all__ = ["fold"]


def fold(tree: ast.AST, *, optimize: int, future_annotations: bool) -> None:
    """Fold a module tree in place.

    In: the tree, the optimisation level (0 to 2), whether annotations are kept as text.  Raises nothing of its own.
    """
    folder = Folder(optimize, future_annotations)
    if isinstance(tree, ast.Module):
        fold_body(folder, tree.body)
    elif isinstance(tree, ast.Interactive):
        fold_statements(folder, tree.body)
    elif isinstance(tree, ast.Expression):
        tree.body = fold_expression(folder, tree.body)
