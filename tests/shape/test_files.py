"""Size, words and version numbers of the source files: what a machine can check, so that review can be about ideas."""

from __future__ import annotations

import ast
import io
import re
import tokenize

import pytest

from tests.shape.source_tree import PROJECT, Module, modules

AIM = 400
HARD_STOP = 600
# Files that are longer than the aim, each with the reason why it is one subject.  The hard stop holds for them too.
LONGER: dict[str, str] = {
    "src/cutaway/bytecode/verify/flow.py": "one walk; its steps share a stack, and are compiled together",
    "src/cutaway/incremental/marshal_link.py": "numbering and walk share their arrays, and are compiled together",
}

FORBIDDEN_NAMES = {"utils", "util", "misc", "helpers", "common", "core"}
# The launcher is told the host's version by the host that it is about to start; nothing else may ask.
MAY_ASK_THE_VERSION = {"src/cutaway/base/host.py"}

every_module = pytest.mark.parametrize("module", modules(), ids=lambda module: module.where)


@every_module
def test_length(module: Module) -> None:
    lines = len(module.text.splitlines())
    limit = HARD_STOP if module.where in LONGER else AIM
    assert lines <= limit, f"{module.where} has {lines} lines; split it by subject (aim {AIM}, hard stop {HARD_STOP})"


@every_module
def test_no_catch_all_name(module: Module) -> None:
    assert module.path.stem not in FORBIDDEN_NAMES


@every_module
def test_module_docstring(module: Module) -> None:
    if module.path.name == "__init__.py" and not module.text.strip():
        return
    assert ast.get_docstring(module.tree), f"{module.where} does not say what comes in and what goes out"


@every_module
def test_public_names_are_documented(module: Module) -> None:
    undocumented = [
        f"{module.where}:{node.lineno} {node.name}"
        for node in module.tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not is_overload(node)
    ]
    assert not undocumented


@every_module
def test_version_is_asked_in_one_place(module: Module) -> None:
    if module.where in MAY_ASK_THE_VERSION or module.where.startswith("src/cutaway/bytecode/targets/"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("version_info", "hexversion"):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            assert owner != "sys", f"{module.where}:{node.lineno}: ask base/host.py or the target"


@every_module
def test_no_version_number_in_code(module: Module) -> None:
    """A version's name stands in bytecode/targets/ only; comments and docstrings may speak of versions."""
    if module.where.startswith("src/cutaway/bytecode/targets/") or module.where in MAY_ASK_THE_VERSION:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Compare):
            for operand in (node.left, *node.comparators):
                is_version = (
                    isinstance(operand, ast.Tuple)
                    and len(operand.elts) >= 2
                    and isinstance(operand.elts[0], ast.Constant)
                    and operand.elts[0].value == 3
                    and isinstance(operand.elts[1], ast.Constant)
                    and isinstance(operand.elts[1].value, int)
                )
                assert not is_version, (
                    f"{module.where}:{node.lineno}: compares a version; ask the target about behaviour"
                )


@every_module
def test_no_unfinished_marks(module: Module) -> None:
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT:
            mark = re.search(r"\b(TODO|FIXME|XXX)\b", token.string)
            assert not mark, f"{module.where}:{token.start[0]}: {token.string}"


@every_module
def test_no_swallowed_exception(module: Module) -> None:
    """Bare excepts never; `except Exception: pass` only where a comment on that line says why."""
    lines = module.text.splitlines()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{module.where}:{node.lineno}: bare except"
            name = node.type.id if isinstance(node.type, ast.Name) else ""
            swallows = name in ("Exception", "BaseException") and all(isinstance(stmt, ast.Pass) for stmt in node.body)
            says_why = "#" in lines[node.lineno - 1]
            assert says_why or not swallows, f"{module.where}:{node.lineno}: swallows {name}"


def test_exceptions_to_the_length_are_needed() -> None:
    for where in LONGER:
        path = PROJECT / where
        assert path.exists(), f"{where} is listed but does not exist"
        assert len(path.read_text(encoding="utf-8").splitlines()) > AIM, f"{where} is short enough now: unlist it"


def is_overload(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Answer whether a definition is a typing.overload, whose text belongs to the real one."""
    return any(isinstance(decorator, ast.Name) and decorator.id == "overload" for decorator in node.decorator_list)
