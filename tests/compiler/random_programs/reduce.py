"""Cut a program down to a small one that still has a property.

    reduce(source, lambda text: bool(differences(text)))

Statements, handlers and cases are dropped or replaced by their bodies, expressions by names or by their parts, as long
as the property stays.  The program is printed by `ast.unparse` in between; where that loses the property, lines are
dropped instead.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

Property = Callable[[str], bool]


def reduce(source: str, has_property: Property) -> str:
    """Give the smallest program found."""
    try:
        plain = ast.unparse(ast.parse(source))
    except SyntaxError:
        return _drop_lines(source, has_property)
    if not has_property(plain):
        return _drop_lines(source, has_property)
    smaller: str | None = plain
    while smaller is not None:
        plain = smaller
        smaller = _one_step(plain, has_property)
    return plain


def _one_step(source: str, has_property: Property) -> str | None:
    tree = ast.parse(source)
    for _ in changes(tree):
        try:
            text = ast.unparse(ast.fix_missing_locations(tree))
        except (AttributeError, ValueError, RecursionError):
            continue  # The change made a tree that has no text.
        if len(text) < len(source) and has_property(text):
            return text
    return None


def changes(tree: ast.AST) -> Iterator[None]:
    """Change the tree in one way after the other; each change is undone before the next."""
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                yield from _changes_of_list(value)
            elif isinstance(value, ast.expr):
                for replacement in _replacements(value):
                    setattr(node, name, replacement)
                    yield
                    setattr(node, name, value)


def _changes_of_list(items: list[Any]) -> Iterator[None]:
    original = list(items)
    for index, item in enumerate(original):
        choices: list[list[Any]] = []
        if isinstance(item, ast.stmt):
            choices.append([] if len(items) > 1 else [ast.Pass()])
            bodies = [getattr(item, name, None) for name in ("body", "orelse", "finalbody")]
            choices += [body for body in bodies if isinstance(body, list) and body]
        elif isinstance(item, ast.ExceptHandler | ast.match_case | ast.withitem) and len(items) > 1:
            choices.append([])
        elif isinstance(item, ast.expr):
            choices += [[replacement] for replacement in _replacements(item)]
        for choice in choices:
            items[index : index + 1] = choice
            yield
            items[:] = original


def _replacements(expression: ast.expr) -> list[ast.expr]:
    name = ast.Name("a", getattr(expression, "ctx", ast.Load()))
    parts = [part for part in ast.iter_child_nodes(expression) if isinstance(part, ast.expr)]
    return parts if isinstance(expression, ast.Name) else [name, *parts]


def _drop_lines(source: str, has_property: Property) -> str:
    lines = source.split("\n")
    dropped = True
    while dropped:
        dropped = False
        for count in (16, 8, 4, 2, 1):
            start = 0
            while start < len(lines):
                fewer = lines[:start] + lines[start + count :]
                if has_property("\n".join(fewer)):
                    lines, dropped = fewer, True
                else:
                    start += count
    return "\n".join(lines)
