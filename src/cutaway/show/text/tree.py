"""Printer of the syntax tree: one node per line, with the field that it stands in and its place in the source.

    listing(ast.parse("x = 1"), "f.py")  ->  Module
                                               body[0]: Assign                1:0-1:5
                                                 targets[0]: Name id='x'      1:0-1:1
                                                 value: Constant value=1      1:4-1:5

Fields that hold no node are printed on their node's own line; contexts (Load, Store, Del) too, as `store` or `del`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from cutaway.show.text.listing import Item, Listing, as_text

INDENT = "  "


def listing(tree: ast.AST, filename: str) -> Listing:
    """List every node of a tree, depth first, in the order of the source."""
    items = tuple(replace(item, ref=f"n{number}") for number, item in enumerate(_items(tree, "", 0, None), 1))
    return Listing("tree", filename, items, facts={"nodes": len(items)}, shows_refs=True)


def render(tree: ast.AST, source: str = "", filename: str = "<string>") -> str:
    """Print a syntax tree beside its source."""
    return as_text(listing(tree, filename), source)


def _items(node: ast.AST, field: str, depth: int, line: int | None) -> Iterator[Item]:
    """Yield the item of a node and of all below it; nodes without a place take the line of the node around them."""
    line = getattr(node, "lineno", line)
    kind = type(node).__name__
    words = [f"{INDENT * depth}{field + ': ' if field else ''}{kind}"]
    facts: dict[str, object] = {}
    below: list[tuple[str, ast.AST]] = []
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.expr_context):
            if not isinstance(value, ast.Load):
                words.append(type(value).__name__.lower())
                facts["context"] = type(value).__name__
        elif isinstance(value, (ast.operator, ast.unaryop, ast.boolop)):
            words.append(type(value).__name__)
            facts[name] = type(value).__name__
        elif isinstance(value, ast.AST):
            below.append((name, value))
        elif isinstance(value, list):
            _split_list(name, value, words, facts, below)
        elif value is not None or (name == "value" and isinstance(node, (ast.Constant, ast.MatchSingleton))):
            words.append(f"{name}={value!r}")
            facts[name] = repr(value)
    place = _place(node)
    text = " ".join(words)
    yield Item(
        f"{text:<52} {place}" if place else text,
        line,
        {
            "node": kind,
            "field": field,
            "depth": depth,
            "place": place,
            **{name: str(fact) for name, fact in facts.items()},
        },
    )
    for name, child in below:
        yield from _items(child, name, depth + 1, line)


def _split_list(
    name: str, values: list[object], words: list[str], facts: dict[str, object], below: list[tuple[str, ast.AST]]
) -> None:
    """Put the nodes of a list field below the node, and what is not a node (names, comparison signs) on its line."""
    if values and all(isinstance(value, ast.cmpop) for value in values):
        signs = " ".join(type(value).__name__ for value in values)
        words.append(signs)
        facts[name] = signs
        return
    plain = [value for value in values if not isinstance(value, ast.AST)]
    if plain and len(plain) == len(values):
        words.append(f"{name}={plain!r}")
        facts[name] = repr(plain)
        return
    for index, value in enumerate(values):
        if isinstance(value, ast.AST):
            below.append((f"{name}[{index}]", value))


def _place(node: ast.AST) -> str:
    if not hasattr(node, "lineno"):
        return ""
    end_line = getattr(node, "end_lineno", None)
    end_column = getattr(node, "end_col_offset", None)
    start = f"{node.lineno}:{getattr(node, 'col_offset', '?')}"
    return start if end_line is None else f"{start}-{end_line}:{end_column}"
