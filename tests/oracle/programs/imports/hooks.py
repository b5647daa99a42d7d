"""The guest's own finders and loaders on meta_path and path_hooks, import of generated code, __import__ replaced."""
import builtins
import importlib.abc
import importlib.machinery
import importlib.util
import sys

SOURCES = {"virtual": "value = 1\nfrom virtual_pack import sub\n", "virtual_pack": "__path__ = []", "virtual_pack.sub": "x = __name__", "virtual_bad": "1 / 0"}


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name in SOURCES:
            print("find", name, path)
            return importlib.machinery.ModuleSpec(name, Loader(), origin="memory", is_package=name == "virtual_pack")


class Loader(importlib.abc.Loader):
    def create_module(self, spec):
        print("create", spec.name)
        return None

    def exec_module(self, module):
        exec(compile(SOURCES[module.__name__], f"<{module.__name__}>", "exec"), module.__dict__)


sys.meta_path.insert(0, Finder())
import virtual

print(virtual.value, virtual.sub.x, virtual.__spec__.origin, repr(virtual))
try:
    import virtual_bad
except ZeroDivisionError:
    print("failed", "virtual_bad" in sys.modules)


class SourceLoader(importlib.machinery.SourceFileLoader):
    def source_to_code(self, data, path, *, _optimize=-1):
        print("source_to_code", path.rpartition("/")[2])
        return super().source_to_code(data.replace(b"REPLACE", b"'replaced by the loader'"), path)

    def get_data(self, path):
        return super().get_data(path)


import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "templated.py")
    with open(file, "w") as f:
        f.write("text = REPLACE\n")
    spec = importlib.util.spec_from_file_location("templated", file, loader=SourceLoader("templated", file))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(module.text)
    plain = importlib.util.spec_from_file_location("other_name", file)
    print(type(plain.loader).__name__, plain.name, plain.cached.rpartition("/")[2])

    def hook(entry):
        if entry == "magic://":
            print("hook", entry)
            return PathEntry()
        raise ImportError

    class PathEntry:
        def find_spec(self, name, target=None):
            print("entry asked for", name)
            if name == "from_magic":
                return importlib.util.spec_from_loader(name, Loader())

    SOURCES["from_magic"] = "answer = 42"
    sys.path_hooks.insert(0, hook)
    sys.path.insert(0, "magic://")
    del sys.meta_path[0]
    import from_magic

    print(from_magic.answer)
    sys.path.remove("magic://")
original = builtins.__import__


def logging_import(name, globals=None, locals=None, fromlist=(), level=0):
    print("__import__", name, fromlist, level)
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = logging_import
import json as j
from os import path, sep
import os.path

builtins.__import__ = original
print(j.__name__, importlib.import_module("collections.abc").__name__, __import__("os.path").__name__, __import__("os.path", fromlist=["x"]).__name__ == os.path.__name__)
lazy = importlib.util.LazyLoader.factory(importlib.machinery.SourceFileLoader)
print(importlib.util.resolve_name(".x", "a.b"), importlib.util.cache_from_source("/a/b.py"), importlib.util.source_from_cache("/a/__pycache__/b.cpython-311.pyc"))
exec("import sys", {"__builtins__": {"__import__": lambda *a: print("private import", a[0])}})
try:
    exec("import sys", {"__builtins__": {}})
except ImportError as error:
    print(error)
