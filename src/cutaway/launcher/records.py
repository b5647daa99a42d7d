"""Classes of data, written out when the bundle is made: no start makes their methods anew.

    @dataclass(frozen=True, slots=True)        class Item:
    class Item:                                    __slots__ = __match_args__ = ("name", "size")
        name: str                         ->       __repr__ = text_of   ...
        size: int = 1                              def __init__(self, name, size=1): set_field(self, "name", name) ...

In: the tree of a class.  Out: what is put in its place.  NamedTuple is written out in the same way.  A Protocol, which
only a checker reads, becomes `object`.  An Enum of nothing but constants becomes a `namespace`, whose members have name
and value, or are plain numbers where it is an IntEnum: making a class takes as long as reading eight functions.  What
all these share is in stand_ins/records.py.  A class that asks for more is left to the stand-ins.
"""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SHARED = "cutaway.launcher.stand_ins.records"
_TREE_ONLY = 0x400
_OPTIONS = {"frozen": False, "slots": False, "eq": True}


class Field:
    """One field: its name, and the trees of its default and of what makes its default, if it has one."""

    __slots__ = ("default", "factory", "name")

    def __init__(self, name: str, default: Any, factory: Any) -> None:
        """In: see above."""
        self.name = name
        self.default = default
        self.factory = factory


def write_out(tree: Any) -> tuple[Any, set[str]]:
    """Write out what a class asks of `dataclass`, `NamedTuple`, `Protocol` or `Enum`.

    In: the tree of a class.  Out: the statement to put in its place, and the names of SHARED that it needs.
    """
    bases = [base.id if isinstance(base, ast.Name) else "" for base in tree.bases]
    if bases == ["Protocol"] and not tree.keywords and not tree.decorator_list:
        return parsed(f"{tree.name} = object", tree)[0], set()
    if bases == ["NamedTuple"] and not tree.keywords and not tree.decorator_list:
        return _named_tuple(tree)
    if bases in (["Enum"], ["IntEnum"]) and not tree.keywords and not tree.decorator_list:
        return _constants(tree, are_numbers=bases == ["IntEnum"])
    options = _options(tree.decorator_list)
    if options is None or tree.bases or tree.keywords or not options["slots"]:
        return tree, set()
    return _dataclass(tree, options)


def _options(decorators: list[Any]) -> dict[str, bool] | None:
    """Answer what `@dataclass(...)` says; None where it is not there, or says more."""
    if len(decorators) != 1 or not isinstance(decorators[0], ast.Call):
        return None
    call = decorators[0]
    if not isinstance(call.func, ast.Name) or call.func.id != "dataclass" or call.args:
        return None
    said: dict[Any, Any] = {keyword.arg: keyword.value for keyword in call.keywords}
    if not all(name in _OPTIONS and isinstance(value, ast.Constant) for name, value in said.items()):
        return None
    return {**_OPTIONS, **{name: value.value for name, value in said.items()}}


def _fields(body: list[Any]) -> tuple[list[Field], list[Any]] | None:
    """Part the fields from the rest of a class's body; None for a field that asks for more than a default."""
    fields, rest = [], []
    for statement in body:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            rest.append(statement)
            continue
        value: Any = statement.value
        factory = None
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "field":
            said = {keyword.arg: keyword.value for keyword in value.keywords}
            if len(said) != 1 or value.args or not said.keys() <= {"default", "default_factory"}:
                return None
            value, factory = said.get("default"), said.get("default_factory")
        fields.append(Field(statement.target.id, value, factory))
    return fields, rest


def _dataclass(tree: Any, options: dict[str, bool]) -> tuple[Any, set[str]]:
    parted = _fields(tree.body)
    defined = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
    if parted is None or "__init__" in defined or _speaks_of_class_variables(tree.body):
        return tree, set()
    fields, rest = parted
    names = tuple([each.name for each in fields])
    lines = [f"__slots__ = __match_args__ = {names!r}", "__repr__ = text_of"]
    needed = {"text_of"}
    if options["eq"]:
        lines.append("__eq__ = is_equal")
        needed.add("is_equal")
        if options["frozen"]:
            lines.append("__hash__ = hash_of")
            needed.add("hash_of")
    if options["frozen"]:
        lines.append("__setattr__ = __delattr__ = refuse_change")
        needed |= {"refuse_change", "set_field"}
    lines.append(f"def __init__(self, {', '.join(names)}):")
    for each in fields:
        value = f"MAKE() if {each.name} is NOT_GIVEN else {each.name}" if each.factory is not None else each.name
        lines.append(
            f" set_field(self, {each.name!r}, {value})" if options["frozen"] else f" self.{each.name} = {value}"
        )
        if each.factory is not None:
            needed.add("NOT_GIVEN")
    if "__post_init__" in defined:
        lines.append(" self.__post_init__()")
    if lines[-1].endswith(":"):
        lines.append(" pass")
    written = parsed("\n".join(lines), tree)
    makers = [each.factory for each in fields if each.factory is not None]
    for call in [node for node in _walk(written[-1]) if isinstance(node, ast.Call)]:
        if isinstance(call.func, ast.Name) and call.func.id == "MAKE":
            call.func = makers.pop(0)
    written[-1].args.defaults = [
        parsed("NOT_GIVEN", tree)[0].value if each.factory is not None else each.default
        for each in fields
        if each.factory is not None or each.default is not None
    ]
    tree.body, tree.decorator_list = [*written, *rest], []
    return tree, needed


def _speaks_of_class_variables(body: list[Any]) -> bool:
    annotations = [each.annotation for each in body if isinstance(each, ast.AnnAssign)]
    return any(isinstance(node, ast.Name) and node.id == "ClassVar" for each in annotations for node in _walk(each))


def _named_tuple(tree: Any) -> tuple[Any, set[str]]:
    parted = _fields(tree.body)
    if parted is None:
        return tree, set()
    fields, rest = parted
    names = tuple([each.name for each in fields])
    lines = [
        "__slots__ = ()",
        f"_fields = __match_args__ = {names!r}",
        "__repr__ = text_of",
        "_asdict = as_dict",
        "_replace = replaced",
        *[f"{name} = field_of_tuple({index}, None)" for index, name in enumerate(names)],
        f"def __new__(cls, {', '.join(names)}):",
        f" return new_tuple(cls, ({''.join([name + ', ' for name in names])}))",
    ]
    written = parsed("\n".join(lines), tree)
    written[-1].args.defaults = [each.default for each in fields if each.default is not None]
    tree.body, tree.bases = [*written, *rest], [parsed("tuple", tree)[0].value]
    return tree, {"text_of", "as_dict", "replaced", "field_of_tuple", "new_tuple"}


def _constants(tree: Any, *, are_numbers: bool) -> tuple[Any, set[str]]:
    """Write out an Enum; one with methods is left as it is."""
    members = []
    for statement in tree.body:
        value: Any = getattr(statement, "value", None)
        if isinstance(statement, ast.Expr) and isinstance(value, ast.Constant):
            continue  # a text about what stands before it
        if not isinstance(statement, ast.Assign) or not isinstance(value, ast.Constant):
            return tree, set()
        for target in statement.targets:
            name = target.id if isinstance(target, ast.Name) else ""
            members.append(f"{name}={value.value!r}" if are_numbers else f"{name}=Constant({name!r}, {value.value!r})")
    needed = {"namespace"} if are_numbers else {"namespace", "Constant"}
    return parsed(f"{tree.name} = namespace({', '.join(members)})", tree)[0], needed


def parsed(text: str, place: Any) -> Any:
    """Parse statements, and put them where a tree stands."""
    module: Any = compile(text, "<written by cutaway>", "exec", _TREE_ONLY, dont_inherit=True)
    for node in _walk(module):
        if "lineno" in node._attributes:
            node.lineno = node.end_lineno = place.lineno
            node.col_offset = node.end_col_offset = 0
    return module.body


def _walk(node: Any) -> list[Any]:
    """Give a tree's nodes, each before what is below it, in the order of the text."""
    found = [node]
    for field in node._fields:
        value = getattr(node, field, None)
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, ast.AST):
                found += _walk(child)
    return found
