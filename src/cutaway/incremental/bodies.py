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


def outer_names(item: Item) -> frozenset[str]:
    """Give the names that a statement declares global, as it is now."""
    if item.opened is None:
        return frozenset(item.statement.outer)
    return frozenset().union(*[outer_names(inside) for inside in item.opened])


def bodies_to_generate(items: list[Item], statements: list[Statement]) -> dict[Path, str]:
    """Find the bodies whose code changed: whose statements are not the same ones, in order, with the same heads.

    Out: why each must be generated again.
    """
    found: dict[Path, str] = {}
    _look(items, statements, (), found)
    for item in items:
        if item.opened is not None and outer_names(item) != frozenset(item.statement.outer):
            found.setdefault((), f"{item.statement.name} declares other names global")
    if () in found:
        _add_declaring(items, (), found)
    return found


def _look(items: list[Item], old: list[Statement], path: Path, found: dict[Path, str]) -> None:
    for position, item in enumerate(items):
        if path not in found and position < len(old):
            difference = _difference(item, position, old[position])
            if difference and len(items) == len(old):
                found[path] = difference
        if item.opened is not None:
            _look(item.opened, [inside for _, inside in old[item.old].body], (*path, item.old), found)
    if len(items) != len(old):
        found[path] = f"it has {len(items)} statements and had {len(old)}"


def _add_declaring(items: list[Item], path: Path, found: dict[Path, str]) -> None:
    """A class that is looked into shows the module what its kept methods declare global only where it is generated."""
    for item in items:
        if item.opened is not None:
            here = (*path, item.old)
            if any(inside.old >= 0 and inside.statement.outer for inside in item.opened):
                found.setdefault(here, "the module's body changed, for which methods declare names global")
            _add_declaring(item.opened, here, found)


def _difference(item: Item, position: int, old: Statement) -> str:
    """Say why a statement changes the code of the body around it; empty where it does not."""
    if item.old >= 0:
        return "" if item.old == position else "its statements stand in another order"
    new = item.statement
    if old.kind not in (FUNCTION, CLASS) or new.kind != old.kind or new.name != old.name:
        what = old.name or "a statement that is no definition"
        return f"{what} changed" if new.name == old.name else f"{new.name or 'another statement'} stands for {what}"
    if new.head != old.head or new.one_line != old.one_line:
        return f"the head of {new.name} changed"
    return "" if new.outer == old.outer else f"{new.name} declares other names global"


def new_paths(items: list[Item], path: Path = ()) -> list[Path]:
    """Name the new statements, each by the indexes of the new statements that lead to it."""
    found: list[Path] = []
    for position, item in enumerate(items):
        if item.old < 0:
            found.append((*path, position))
        elif item.opened is not None:
            found.extend(new_paths(item.opened, (*path, position)))
    return found
