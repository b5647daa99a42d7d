"""Which file is a module's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.importer.conftest import Importing, Run

Same = Callable[..., Run]


def mixed(importing: Importing) -> None:
    importing.write({"both": "x = 'module'", "both/__init__": "x = 'package'", "m": "x = 'm'"})
    importing.write({"space/sub": "x = 'portion 1'", "more/space/other": "x = 'portion 2'", "empty/deep/leaf": ""})
    importing.write(shadow="x = 'module'")
    importing.write_bytes("shadow/readme.txt", b"a folder without __init__")
    importing.write_bytes("dir.py/__init__.py", b"")
    importing.write_bytes("bad/__init__.py/x", b"a folder with the name of a file")


@pytest.mark.parametrize(
    "name",
    [
        "both",
        "m",
        "space",
        "space.sub",
        "shadow",
        "empty.deep",
        "empty.deep.leaf",
        "none",
        "dir",
        "bad",
        "m.x",
        "é",
        "a\0",
    ],
)
def test_same_specs(same: Same, name: str) -> None:
    program = f"""
import importlib.util
try:
    spec = importlib.util.find_spec({name!r})
    print(spec and (spec.name, type(spec.loader), spec.origin, spec.cached, spec.submodule_search_locations))
except Exception as error:
    print(type(error), error)
"""
    same(program, prepare=mixed)


def test_namespace_packages(same: Same) -> None:
    program = """
import sys
sys.path.append("more")
import space.sub, space.other
print(space.sub.x, space.other.x, space.__path__, space.__file__, space.__loader__.__class__)
sys.path.remove("more")
print(space.__path__)
"""
    same(program, prepare=mixed)


def test_new_files_are_seen(same: Same) -> None:
    program = """
import importlib, os
try: import later
except ImportError as error: print(error)
open("later.py", "w").write("x = 1"); os.utime("later.py", (9, 9))
importlib.invalidate_caches()
import later
print(later.x)
"""
    same(program, prepare=mixed)


def test_folders_that_are_gone_or_files(same: Same) -> None:
    program = """
import sys
sys.path[:0] = ["gone", "m.py", "", "."]
import m
print(m.x, [type(sys.path_importer_cache.get(entry)) for entry in ("gone", "m.py", ".")])
"""
    same(program, prepare=mixed)


def test_finders_of_the_guests_own(same: Same) -> None:
    program = """
import sys, importlib.machinery, importlib.util
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("made"):
            print("asked for", name, path)
            return importlib.util.spec_from_file_location(name, "m.py")
sys.meta_path.insert(0, Finder())
import made_up
print(made_up.x, made_up.__cached__)
def hook(path):
    if path != "virtual": raise ImportError
    print("hook", path)
    return importlib.machinery.FileFinder(".", (importlib.machinery.SourceFileLoader, [".mine"]))
sys.path_hooks.insert(0, hook)
sys.path.insert(0, "virtual")
open("strange.mine", "w").write("x = 'mine'"); import os; os.utime("strange.mine", (9, 9))
sys.path_importer_cache.clear()
import strange
print(strange.x, strange.__file__[-13:])
"""
    same(program, prepare=mixed)


def test_a_finder_subclass(same: Same) -> None:
    program = """
import importlib.machinery as m
class Finder(m.FileFinder):
    def _get_spec(self, loader, name, path, smsl, target):
        print(name, path[-4:], smsl)
        return super()._get_spec(loader, name, path, smsl, target)
finder = Finder(".", (m.SourceFileLoader, m.SOURCE_SUFFIXES))
print(finder.find_spec("m").origin[-4:], finder.find_spec("none"), finder.find_spec("space").loader)
finder.invalidate_caches()
print(repr(finder).startswith("FileFinder("), finder._path_mtime, finder.find_spec("both").origin[-16:])
"""
    same(program, prepare=mixed)


def test_extension_modules_come_from_the_host(same: Same) -> None:
    program = """
import _json, array, math
print(type(_json.__spec__.loader).__name__, array.array("i", [1]), math.pi)
"""
    same(program, prepare=mixed)


def test_reload_and_runpy(same: Same) -> None:
    program = """
import importlib, runpy, m, os
open("m.py", "w").write("x = 'changed!'"); os.utime("m.py", (5, 5))
print(importlib.reload(m).x, runpy.run_module("m")["x"], runpy.run_path("m.py")["x"])
"""
    same(program, prepare=mixed)


def test_resources(same: Same) -> None:
    def prepare(importing: Importing) -> None:
        mixed(importing)
        importing.write_bytes("both/data.txt", b"text")

    program = """
from importlib import resources
import both
print(resources.files("both").joinpath("data.txt").read_text())
print(sorted(each.name for each in resources.files(both).iterdir()))
"""
    same(program, prepare=prepare)


def test_messages_of_verbosity_two(importing: Importing) -> None:
    mixed(importing)
    told = []
    for ours in (False, True):
        lines = importing.run("import shadow, space", "-vv", "-B", ours=ours).err.splitlines()
        told.append(
            [line for line in lines if ("trying" in line or "possible" in line) and str(importing.folder) in line]
        )
    wanted = [line for line in told[0] if "shadow" in line or "space" in line]
    assert wanted == [line for line in told[1] if "shadow" in line or "space" in line]
    assert wanted
