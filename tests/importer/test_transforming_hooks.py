"""Import hooks that change the tree: each with a slot of its own, two at once in either order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cutaway.cache.slots import folder_of, transform_slot
from tests.importer.conftest import SOURCE_ROOT, Importing

HOOKS = f"""
import ast, importlib.machinery, importlib.util, sys
sys.path.insert(1, {str(SOURCE_ROOT)!r})
from cutaway.cache.slots import transform_slot
del sys.path[1]
SLOTS = SLOTS_ARE_USED
told = []
sys.addaudithook(lambda event, args: event == "cutaway.cache" and args[0] == "m" and told.append(args[3]))

class Hook(importlib.machinery.SourceFileLoader):
    def __init__(self, inner, name, version, change):
        super().__init__(inner.name, inner.path)
        self.inner, self.change = inner, change
        if SLOTS:
            self.cache_slots = getattr(inner, "cache_slots", ()) + (transform_slot(name, version),)
    def changed(self, data):
        tree = self.inner.changed(data) if isinstance(self.inner, Hook) else ast.parse(data)
        return ast.fix_missing_locations(self.change.visit(tree))
    def source_to_code(self, data, path, *, _optimize=-1):
        return super().source_to_code(self.changed(data), path)

class Add(ast.NodeTransformer):
    def visit_Constant(self, node): return ast.Constant(node.value + 1) if type(node.value) is int else node
class Double(ast.NodeTransformer):
    def visit_Constant(self, node): return ast.Constant(node.value * 2) if type(node.value) is int else node

def load(*hooks):
    loader = importlib.machinery.SourceFileLoader("m", "m.py")
    for name, change in hooks:
        loader = Hook(loader, name, "1.0", change)
    told.clear()
    namespace = {{}}
    exec(loader.get_code("m"), namespace)
    return namespace["VALUE"], *told
add, double = ("add", Add()), ("double", Double())
for turn in range(2):
    print(load(), load(add), load(double), load(add, double), load(double, add))
"""


def test_each_has_its_own_slot(importing: Importing) -> None:
    """beartype/beartype#556: two hooks that share one name of cache file see each other's trees."""
    importing.write(m="VALUE = 10\n")
    shared = importing.run(HOOKS.replace("SLOTS_ARE_USED", "False"), ours=False)
    assert shared.out.splitlines()[0] == "(10,) (10,) (10,) (10,) (10,)", "CPython: whoever comes first decides for all"
    for path in importing.folder.rglob("*.pyc"):
        path.unlink()
    run = importing.run(HOOKS.replace("SLOTS_ARE_USED", "True"))
    first, second = run.out.splitlines()
    assert first.replace("missing", "x") == "(10, 'x') (11, 'x') (20, 'x') (22, 'x') (21, 'x')"
    assert second == first.replace("missing", "fresh")
    assert os.listdir(importing.folder / "__pycache__") == ["m.cpython-311.pyc"]


def test_a_hook_without_a_slot_is_not_mixed_up(importing: Importing) -> None:
    """Under one name of file, the record says what changed the tree: the other way of loading compiles again."""
    importing.write(m="VALUE = 10\n")
    run = importing.run(HOOKS.replace("SLOTS_ARE_USED", "False"))
    for line in run.out.splitlines():
        plain, added = line.split(") (")[:2]
        assert plain.startswith("(10, ")
        assert added.startswith("11, ")


def test_a_hook_that_replaces_cache_from_source(importing: Importing) -> None:
    """As typeguard and beartype do it."""
    importing.write(m="VALUE = 10\n")
    program = """
import importlib._bootstrap_external as machinery, importlib.util
original = machinery.cache_from_source
machinery.cache_from_source = lambda path: original(path, optimization="typeguard4")
import m
machinery.cache_from_source = original
"""
    for ours in (False, True):
        assert list(importing.run(program, ours=ours).files) == ["__pycache__/m.cpython-311.opt-typeguard4.pyc"]
        (importing.folder / "__pycache__/m.cpython-311.opt-typeguard4.pyc").unlink()


def test_names() -> None:
    assert transform_slot("typecheck", "1.2") == "typecheck@1.2"
    assert folder_of(("a@1", "b@2"), "/c") == "/c/slots/a@1+b@2"
    assert folder_of(("b@2", "a@1"), "/c") != folder_of(("a@1", "b@2"), "/c")
    for odd in ("../../etc", "a/b", "a@b", "a+b", "..", "x" * 300):
        folder = folder_of((transform_slot(odd, odd),), "/c")
        assert folder.startswith("/c/slots/")
        name = folder.removeprefix("/c/slots/")
        assert "/" not in name
        assert len(name) <= 100
    assert transform_slot("a@b", "c") != transform_slot("a", "b@c")
    with pytest.raises(ValueError, match="needs the name"):
        transform_slot("", "1")


def test_pytest_rewrites_asserts(tmp_path: Path) -> None:
    """On our machine, with its own caches, twice."""
    from tests.cli.runners import OURS, run

    (tmp_path / "test_it.py").write_text("def test_it():\n    x = [1, 2]\n    assert x == [1, 3]\n")
    for _ in range(2):
        result = run(OURS, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"], folder=tmp_path)
        assert "At index 1 diff: 2 != 3" in result.out
    names = os.listdir(tmp_path / "__pycache__")
    assert len(names) == 1
    assert "-pytest-" in names[0]
