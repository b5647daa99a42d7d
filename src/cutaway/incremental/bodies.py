"""The statements of an edited source -> which bodies, the module's or a class's, need new code, not only new lines.

bodies_to_generate(items, old_statements)  ->  {()}           the module's body
"""

from __future__ import annotations

from cutaway.incremental.outline import CLASS, FUNCTION, Statement
from cutaway.incremental.skeleton import Item, Path


def all_items(items: list[Item]) -> list[Item]:
    """Give the statements of a body, and those of classes that were looked into."""
    found = list(items)
    for item in items:
        if item.opened is not None:
            found.extend(all_items(item.opened))
    return found


def end_of(item: Item) -> tuple[int, int]:
    """Give the place where a class that was looked into ends now."""
    while item.opened is not None:
        item = item.opened[-1]
    return item.line + item.statement.end_line, item.statement.end_column


def _outer(item: Item) -> frozenset[str]:
    if item.opened is None:
        return frozenset(item.statement.outer)
    return frozenset().union(*[_outer(inside) for inside in item.opened])


def bodies_to_generate(items: list[Item], statements: list[Statement]) -> frozenset[Path]:
    """Find the bodies whose code changed: whose statements are not the same ones, in order, with the same heads."""
    found: set[Path] = set()

    def look(items: list[Item], old: list[Statement], path: Path) -> None:
        same = len(items) == len(old)
        for position, item in enumerate(items):
            if same:
                same = _stands_for(item, position, old[position])
            if item.opened is not None:
                look(item.opened, [inside for _, inside in old[item.old].body], (*path, item.old))
        if not same:
            found.add(path)

    look(items, statements, ())
    if any(item.opened is not None and _outer(item) != frozenset(item.statement.outer) for item in items):
        found.add(())
    if () in found:
        _add_declaring(items, (), found)
    return frozenset(found)


def _add_declaring(items: list[Item], path: Path, found: set[Path]) -> None:
    """A class that is looked into shows the module what its kept methods declare global only where it is generated."""
    for item in items:
        if item.opened is not None:
            here = (*path, item.old)
            if any(inside.old >= 0 and inside.statement.outer for inside in item.opened):
                found.add(here)
            _add_declaring(item.opened, here, found)


def _stands_for(item: Item, position: int, old: Statement) -> bool:
    """Answer whether a statement leaves the code of the body around it as it was."""
    if item.old >= 0:
        return item.old == position
    new = item.statement
    return (
        new.kind == old.kind
        and new.kind in (FUNCTION, CLASS)
        and new.name == old.name
        and new.head == old.head
        and new.one_line == old.one_line
        and new.outer == old.outer
    )


def new_paths(items: list[Item], path: Path = ()) -> list[Path]:
    """Name the new statements, each by the indexes of the new statements that lead to it."""
    found: list[Path] = []
    for position, item in enumerate(items):
        if item.old < 0:
            found.append((*path, position))
        elif item.opened is not None:
            found.extend(new_paths(item.opened, (*path, position)))
    return found
