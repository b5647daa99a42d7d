"""Trees that a guest hands to compile(): made into trees of our own, with CPython's complaints about their form.

    own_copy(tree, "exec")    ->  a private tree of exact `ast` classes, every field present

The guest's tree may use subclasses, leave out optional fields, or hold nonsense; and later stages change what they
work on.  The grammar is read from the `ast` classes themselves, whose docstrings are lines of Python.asdl.
Source of the rules: the `obj2ast_*` functions of Python/Python-ast.c.  What the tree means is checked in
validate.py.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from sys import audit, getrecursionlimit
from typing import Any

from cutaway.compiler.recursion import frames_in_use, run_on_large_stack
from cutaway.compiler.validate import validate

_MODES = {"exec": ast.Module, "eval": ast.Expression, "single": ast.Interactive}
_INT_MIN, _INT_MAX = -(1 << 31), (1 << 31) - 1
_FRAMES_PER_LEVEL = 6
_MISSING = object()


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a node class: the kind of its value, and "?" for optional, "*" for a list, "" for required."""

    name: str
    kind: str
    quantifier: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    """`classes`: for each kind of node the classes to try, in order; `fields`: of each class."""

    classes: dict[str, list[type[ast.AST]]]
    fields: dict[type[ast.AST], list[_Field]]


@cache
def _grammar() -> _Grammar:
    """Read the grammar of trees from the host's node classes.  Done when the first tree arrives, not at import."""
    import re  # not at the top: hardly a program compiles trees

    classes: dict[str, list[type[ast.AST]]] = {}
    fields: dict[type[ast.AST], list[_Field]] = {}
    for name, node_class in vars(ast).items():
        text = node_class.__doc__ if isinstance(node_class, type) and issubclass(node_class, ast.AST) else None
        if not text or text.startswith("Deprecated") or node_class is ast.AST:
            continue
        if " = " in text:
            alternatives = re.findall(r"[=|] (\w+)", text)
            classes[name] = [getattr(ast, alternative) for alternative in alternatives]
        else:
            parts = re.findall(r"(\w+)([?*]?) (\w+)[,)]", text)
            fields[node_class] = [_Field(field, kind, quantifier) for kind, quantifier, field in parts]
            if node_class.__base__ is ast.AST:
                classes[name] = [node_class]
    return _Grammar(classes, fields)


class _TooDeepError(Exception):
    """The tree is nested more deeply than CPython would follow it."""


def own_copy(tree: ast.AST, mode: str) -> ast.AST:
    """Make a private tree of a guest's.

    In: any object that passed for a tree, and compile()'s mode.  Raises TypeError, ValueError, OverflowError or
    RecursionError, as CPython does, for a tree that is none.
    """
    audit("compile", tree, None)
    expected = _MODES[mode]
    if not isinstance(tree, expected):
        raise TypeError(f"expected {expected.__name__} node, got {type(tree).__name__[:400]}")
    # CPython spends one level of the guest's recursion limit for each node on the way down.
    levels = getrecursionlimit() - frames_in_use()
    too_deep: str | None = None
    try:
        return _copy_and_check(tree, levels)
    except _TooDeepError as error:
        too_deep = str(error)
    except RecursionError:
        # The copy took more host frames than levels; below, with room for both.
        pass
    if too_deep is None:
        try:
            return run_on_large_stack(lambda: _copy_and_check(tree, levels), levels * _FRAMES_PER_LEVEL)
        except _TooDeepError as error:
            too_deep = str(error)
    raise RecursionError(f"maximum recursion depth exceeded while traversing '{too_deep}' node")


def _copy_and_check(tree: ast.AST, levels: int) -> ast.AST:
    copy: ast.AST = _Copier(_grammar()).convert("mod", tree, levels)
    validate(copy)
    return copy


class _Copier:
    """The conversion of one tree."""

    def __init__(self, grammar: _Grammar) -> None:
        self._grammar = grammar

    def convert(self, kind: str, value: Any, levels: int) -> Any:
        """Convert one value of a kind that the grammar names.  `levels` is how much deeper the tree may go."""
        match kind:
            case "identifier":
                if type(value) is not str and value is not None:
                    raise TypeError("AST identifier must be of type str")
                return value
            case "string":
                if type(value) not in (str, bytes):
                    raise TypeError("AST string must be of type str")
                return value
            case "int":
                return _convert_int(value)
            case "constant":
                return value
            case _:
                return self._convert_node(kind, value, levels)

    def _convert_node(self, kind: str, value: Any, levels: int) -> Any:
        alternatives = self._grammar.classes[kind]
        is_product = alternatives[0].__base__ is ast.AST
        attributes: dict[str, Any] = {}
        if not is_product:
            # Kinds without fields (operators, contexts) have no "left out" form.
            has_fields = any(self._grammar.fields.get(alternative) for alternative in alternatives)
            if value is None and has_fields:
                return None
            if alternatives[0]._attributes:
                attributes = _convert_place(kind, value)
        node_class = self._class_of(kind, alternatives, value, is_product)
        wanted = self._grammar.fields.get(node_class, [])
        fields = {field.name: self._convert_field(node_class, field, value, levels) for field in wanted}
        if is_product and node_class._attributes:
            attributes = _convert_place(kind, value)
        for field in wanted:
            if not field.quantifier and fields[field.name] is None and field.kind != "constant":
                raise ValueError(f"field '{field.name}' is required for {node_class.__name__}")
        return node_class(**fields, **attributes)

    def _class_of(self, kind: str, alternatives: list[type[ast.AST]], value: Any, is_product: bool) -> type[ast.AST]:
        if is_product or type(value) in alternatives:
            return alternatives[0] if is_product else type(value)
        for alternative in alternatives:
            if isinstance(value, alternative):
                return alternative
        raise TypeError(f"expected some sort of {kind}, but got {value!r}")

    def _convert_field(self, node_class: type[ast.AST], field: _Field, node: Any, levels: int) -> Any:
        owner = node_class.__name__
        value = getattr(node, field.name, _MISSING)
        if field.quantifier == "?" and (value is None or value is _MISSING):
            return None
        if value is _MISSING:
            raise _missing(field.name, owner)
        if levels <= 0:
            raise _TooDeepError(owner)
        if field.quantifier != "*":
            return self.convert(field.kind, value, levels - 1)
        if not isinstance(value, list):
            raise TypeError(f'{owner} field "{field.name}" must be a list, not a {type(value).__name__[:200]}')
        length = len(value)
        items = []
        for index in range(length):
            items.append(self.convert(field.kind, value[index], levels - 1))
            if len(value) != length:
                raise RuntimeError(f'{owner} field "{field.name}" changed size during iteration')
        return items


def _convert_int(value: Any) -> int:
    if not isinstance(value, int):
        raise ValueError(f"invalid integer value: {value!r}")
    if not _INT_MIN <= value <= _INT_MAX:
        raise OverflowError("Python int too large to convert to C int")
    return int(value)


def _convert_place(kind: str, node: Any) -> dict[str, int]:
    """Convert a node's place; an end that is left out is the start."""
    place: dict[str, int] = {}
    for name in ("lineno", "col_offset"):
        if not hasattr(node, name):
            raise _missing(name, kind)
        place[name] = _convert_int(getattr(node, name))
    for name, default in (("end_lineno", "lineno"), ("end_col_offset", "col_offset")):
        value = getattr(node, name, None)
        place[name] = place[default] if value is None else _convert_int(value)
    return place


def _missing(field: str, owner: str) -> TypeError:
    return TypeError(f'required field "{field}" missing from {owner}')
