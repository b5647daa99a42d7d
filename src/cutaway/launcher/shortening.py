"""A module of ours as every start wants it: without what only people and checkers read, its imports as a table.

    shortened("cutaway.base.host", "import sys\nVERSION: int = sys.version_info.major\n", path, is_package=False)
    ->  the code of `VERSION = sys.version_info.major`,  (("sys", ((None, "sys"),)),)

Docstrings, annotations, and what is for checkers alone (`if TYPE_CHECKING:`) are left out.  The import statements with
which a module begins become rows: (module, ((name there, name here), ...)); a name there that is None stands for the
module itself.  Who loads the module fills its names in from them (`Load` in private_imports.py), which costs a tenth of
what the statements cost.
"""

from __future__ import annotations

import ast

from cutaway.launcher.errors_at_need import leave_for_later
from cutaway.launcher.names import STAND_INS
from cutaway.launcher.records import SHARED, write_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

Imports = tuple[tuple[str, tuple[tuple[str | None, str], ...]], ...]

_FUTURE_ANNOTATIONS = 0x1000000
"""CO_FUTURE_ANNOTATIONS: all our modules ask for it, by a statement that is left out."""
_TREE_ONLY = 0x400
_FOR_CHECKERS = frozenset(STAND_INS.values())
"""Modules of which few names are used when a module runs; for those that only annotations use they are not imported."""
_VARIABLES_OF_TYPES = frozenset(("TypeVar", "ParamSpec"))
_FORMS_OF_TYPES = frozenset(("Literal", "Callable"))
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def shortened(
    name: str, source: bytes | str, path: str, is_package: bool, called: Callable[[str], str]
) -> tuple[CodeType, Imports]:
    """Compile a module of ours in its short form.

    In: its full name, its text, where that is, whether it is a package, and what answers the name of the module that
    an import statement of this module leads to.  Raises SyntaxError.
    """
    tree: Any = compile(source, path, "exec", _TREE_ONLY, dont_inherit=True)
    needed: set[str] = set()
    _shorten(tree, needed)
    imports = _take_imports(tree.body, name if is_package else name.rpartition(".")[0], called)
    imports = leave_for_later(tree, imports)
    used = _names_in(tree)
    rows = [(source, _used(source, names, used)) for source, names in imports]
    rows = [(source, names) for source, names in rows if names]
    if needed:
        rows.append((SHARED, tuple([(each, each) for each in sorted(needed)])))
    return compile(tree, path, "exec", _FUTURE_ANNOTATIONS, dont_inherit=True), tuple(rows)


def _used(source: str, names: tuple[tuple[str | None, str], ...], used: set[str]) -> tuple[tuple[str | None, str], ...]:
    """Drop names that are there for annotations, which are dropped too."""
    return tuple([name for name in names if name[1] in used]) if source in _FOR_CHECKERS else names


def _names_in(node: Any) -> set[str]:
    """Give all names that a tree uses."""
    names = {node.id} if isinstance(node, ast.Name) else set()
    for field in node._fields:
        value = getattr(node, field, None)
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.AST):
                names |= _names_in(child)
    return names


def _shorten(node: Any, needed: set[str]) -> None:
    """Leave out what is not carried out, in a tree and all below.  Out: what is needed of SHARED, added to `needed`."""
    if isinstance(node, _DOCUMENTED):
        _drop_docstring(node)
    if isinstance(node, ast.ClassDef):
        node.bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    if isinstance(node, _FUNCTIONS):
        node.returns = None
        for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg):
            if each is not None:
                each.annotation = None
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            if field in ("body", "orelse", "finalbody"):
                _drop_for_checkers(node, value)
            for index, child in enumerate(value):
                if isinstance(child, ast.ClassDef):
                    value[index], more = write_out(child)
                    needed |= more
                    child = value[index]
                else:
                    child = value[index] = _uncast(child)
                if isinstance(child, ast.AST):
                    _shorten(child, needed)
        elif isinstance(value, ast.AST):
            setattr(node, field, _uncast(value))
            _shorten(_uncast(value), needed)


def _drop_docstring(node: Any) -> None:
    if _is_text(node.body[:1]):
        del node.body[0]
        if not node.body and not isinstance(node, ast.Module):
            node.body.append(ast.Pass(lineno=node.lineno, col_offset=0, end_lineno=node.lineno, end_col_offset=0))


def _drop_for_checkers(owner: Any, body: list[Any]) -> None:
    """Drop texts that stand for themselves, annotations, types with a name, and what TYPE_CHECKING guards.

    A class keeps the annotations of its attributes: they make the fields of a record.  So does a function those without
    a value: they make a name its own.
    """
    kept = []
    for statement in body:
        if _is_text([statement]):
            continue
        if isinstance(statement, ast.If) and isinstance(statement.test, ast.Name) and not statement.orelse:
            if statement.test.id == "TYPE_CHECKING":
                continue
        if isinstance(statement, ast.AnnAssign) and not isinstance(owner, ast.ClassDef):
            if statement.value is None and isinstance(owner, ast.Module):
                continue
            if statement.value is not None:
                statement = ast.copy_location(ast.Assign([statement.target], statement.value), statement)
        if isinstance(statement, ast.Assign) and _is_a_type(statement.value):
            statement.value = ast.copy_location(ast.Constant(None), statement.value)
        kept.append(statement)
    if not kept and body and not isinstance(owner, ast.Module):
        kept.append(ast.copy_location(ast.Pass(), body[0]))
    body[:] = kept


def _is_a_type(value: Any) -> bool:
    """Whether a value only means something to a checker: `TypeVar("T")`, `Literal["a", "b"]`."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in _VARIABLES_OF_TYPES
    return isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name) and value.value.id in _FORMS_OF_TYPES


def _uncast(node: Any) -> Any:
    """Answer the value of `cast(type, value)`, any other node itself."""
    is_cast = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast"
    return _uncast(node.args[1]) if is_cast else node


def _is_text(statements: list[Any]) -> bool:
    return any(
        isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str)
        for each in statements
    )


def _take_imports(body: list[Any], package: str, called: Callable[[str], str]) -> Imports:
    """Take the import statements off the beginning of a module's body.  Out: their rows."""
    rows = []
    while body:
        row = _row(body[0], package, called)
        if row is None:
            break
        rows += row
        del body[0]
    return tuple(rows)


def _row(statement: Any, package: str, called: Callable[[str], str]) -> list[Any] | None:
    """Answer the rows of one import statement; None for other statements, and for imports that are no mere names."""
    if isinstance(statement, ast.ImportFrom):
        if statement.module == "__future__":
            return []
        if any(alias.name == "*" for alias in statement.names):
            return None
        base = package
        for _ in range(statement.level - 1):
            base = base.rpartition(".")[0]
        module = ".".join([part for part in (base if statement.level else "", statement.module) if part])
        names = tuple([(alias.name, alias.asname or alias.name) for alias in statement.names])
        return [(called(module) if not statement.level else module, names)]
    if isinstance(statement, ast.Import) and not any("." in alias.name for alias in statement.names):
        return [(called(alias.name), ((None, alias.asname or alias.name),)) for alias in statement.names]
    return None
